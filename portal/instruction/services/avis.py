"""The avis: rendered once, and come back on by a responsable. The caller commits."""

from datetime import datetime

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.fichiers import erase_file
from portal.dossiers.models import Avis, Dossier
from portal.dossiers.services import hold, issue_document, perform, record
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Fait
from portal.instruction.lettres import Decision, lettre_d_annulation, lettre_d_avis
from portal.instruction.permissions import why_not_decider, why_not_revenir
from portal.instruction.queries import dossier as queries
from portal.instruction.services.examen import require_read


def rendre_avis(
    session: Session,
    dossier: Dossier,
    decision: Decision,
    *,
    empreinte: str,
    by: Compte,
    at: datetime,
) -> Avis:
    """State, letter, avis and erasure of the identity file: all or nothing."""
    hold(session, dossier)
    instruction = queries.instruction(session, dossier)
    if reason := why_not_decider(instruction, by, favorable=decision.favorable):
        raise Refus(reason)
    if not decision.favorable and not decision.motifs:
        raise Refus("Un avis défavorable est motivé\u00a0: écrivez au moins un motif.")
    on = jour_de_paris(at)
    letter = lettre_d_avis(instruction, decision, by=by, on=on)
    require_read(letter, empreinte)
    perform(session, decision.acte, dossier, by=by, at=at, motif=decision.motivation)
    document = issue_document(session, dossier, letter.modele, letter.donnees, at=at)
    session.flush()
    avis = Avis(
        dossier_id=dossier.id,
        uimm_slug=dossier.uimm_slug or "",
        favorable=decision.favorable,
        motivation=decision.motivation,
        auteur=f"{by.nom_affiche}, {by.qualite}",
        by_id=by.id,
        rendu_le=on,
        document_id=document.id,
    )
    session.add(avis)
    _erase_identity(session, dossier, by=by, at=at)
    return avis


def revenir_sur_avis(
    session: Session,
    dossier: Dossier,
    *,
    motif: str,
    empreinte: str,
    by: Compte,
    at: datetime,
) -> Avis:
    """The old avis is kept, marked; a new one will be a new row."""
    hold(session, dossier)
    if reason := why_not_revenir(dossier, by):
        raise Refus(reason)
    avis, _letter = queries.avis_en_vigueur(session, dossier)
    if avis is None:
        raise Refus("Aucun avis n’est en vigueur pour ce dossier.")
    letter = lettre_d_annulation(
        dossier,
        queries.identite(session, dossier),
        avis,
        motif=motif,
        by=by,
        on=jour_de_paris(at),
    )
    require_read(letter, empreinte)
    perform(session, Acte.REVENIR_SUR_AVIS, dossier, by=by, at=at, motif=motif)
    avis.annule_at = at
    session.add(avis)
    issue_document(session, dossier, letter.modele, letter.donnees, at=at)
    return avis


def _erase_identity(
    session: Session, dossier: Dossier, *, by: Compte, at: datetime
) -> None:
    """Section 0 rule 8: the check remains, the file does not."""
    files = queries.fichiers_d_identite(session, dossier)
    for fichier in files:
        erase_file(session, fichier, at=at)
    if files:
        record(session, Fait.IDENTITE_EFFACEE, dossier, by=by, at=at)
