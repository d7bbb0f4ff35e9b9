"""Dossiers put on a jury and taken off it, and their line of the PV (annexe 7)."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from portal.certification.jury import queries
from portal.certification.jury.permissions import why_not_lier, why_not_programmer
from portal.certification.jury.services.jurys import announce, open_jury, take_off
from portal.comptes.models import Compte
from portal.dossiers.models import Dossier, DossierJury, Identite, Jury
from portal.dossiers.services import next_number
from portal.droit.jours import jour_de_paris
from portal.droit.listes import FINANCEMENTS, Financement, Origine, Secteur
from portal.droit.pieces import Situation
from portal.droit.refus import Refus
from portal.droit.relecture import exiger_lu
from portal.droit.workflow import Acte

ORIGINES = {
    Situation.SALARIE: Origine.SALARIE,
    Situation.DEMANDEUR_EMPLOI: Origine.DEMANDEUR_EMPLOI,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    origine: Origine
    financement: Financement
    raison_sociale: str = ""
    adresse: str = ""
    nace: str = ""
    secteur: Secteur | None = None
    branche: str = ""

    def champs(self) -> dict[str, str]:
        """As the form shows it, field by field."""
        return {name: str(words or "") for name, words in asdict(self).items()}


def ligne_connue(tour: DossierJury) -> dict[str, str]:
    names = Ligne.__dataclass_fields__
    return {name: str(getattr(tour, name) or "") for name in names}


def programmer(
    session: Session, jury: Jury, ids: Collection[UUID], *, by: Compte, at: datetime
) -> int:
    """Put these dossiers on the jury: each gets its number (R50)."""
    open_jury(session, jury)
    if reason := why_not_programmer(jury, jour_de_paris(at)):
        raise Refus(reason)
    chosen = [d for d in queries.a_programmer(session, jury) if d.id in set(ids)]
    if len(chosen) != len(set(ids)):
        raise Refus("Un de ces dossiers vient d’être traité. Choisissez de nouveau.")
    liees = queries.adresses_liees(session, [d.id for d in chosen])
    if reason := why_not_lier(queries.membres(session, jury), liees):
        raise Refus(reason)
    identites = queries.identites(session, [d.id for d in chosen])
    for dossier in chosen:
        # First the act, which holds the dossier: two juries cannot both take it.
        announce(session, Acte.PROGRAMMER_JURY, dossier, jury, by=by, at=at)
        _inscrire(session, jury, dossier, identites.get(dossier.id), at=at)
    return len(chosen)


def reporter(
    session: Session,
    jury: Jury,
    tour: DossierJury,
    *,
    motif: str,
    by: Compte,
    at: datetime,
) -> None:
    """Off this jury, before it deliberates: it waits for another one."""
    open_jury(session, jury)
    take_off(session, tour, jury, motif=motif, by=by, at=at)


def ecrire_ligne(
    session: Session,
    jury: Jury,
    tour: DossierJury,
    ligne: Ligne,
    *,
    lue: str | None = None,
) -> None:
    open_jury(session, jury)
    if reason := why_not_ligne(ligne):
        raise Refus(reason)
    session.refresh(tour, [*Ligne.__dataclass_fields__])
    exiger_lu(ligne_connue(tour), ligne.champs(), lue=lue)
    tour.origine, tour.financement = ligne.origine, ligne.financement
    tour.raison_sociale, tour.adresse = ligne.raison_sociale, ligne.adresse
    tour.nace, tour.secteur, tour.branche = ligne.nace, ligne.secteur, ligne.branche
    session.add(tour)


def why_not_ligne(ligne: Ligne) -> str | None:
    """The closed lists of annexe 7 and its note 8."""
    if ligne.financement not in FINANCEMENTS[ligne.origine]:
        return "Ce dispositif de financement n’existe pas pour cette origine."
    company = (ligne.raison_sociale, ligne.adresse, ligne.nace, ligne.branche)
    if ligne.origine is Origine.DEMANDEUR_EMPLOI and any([*company, ligne.secteur]):
        return (
            "Pour une personne en recherche d’emploi, le procès-verbal ne dit rien "
            "d’une entreprise\u00a0: laissez ces champs vides."
        )
    if ligne.secteur is Secteur.HORS_METALLURGIE and not ligne.branche:
        return "Précisez la branche\u00a0: le secteur est hors métaux."
    return None


def _inscrire(
    session: Session,
    jury: Jury,
    dossier: Dossier,
    identite: Identite | None,
    *,
    at: datetime,
) -> None:
    month = f"{jury.le:%Y-%m}"
    rank = next_number(session, f"jury:{jury.uimm_slug}:{month}")
    situation = identite.situation if identite else None
    tour = DossierJury(
        jury_id=jury.id,
        dossier_id=dossier.id,
        numero=f"J-{month}-{rank:02d}",
        origine=ORIGINES.get(situation) if situation else None,
        created_at=at,
    )
    session.add(tour)
