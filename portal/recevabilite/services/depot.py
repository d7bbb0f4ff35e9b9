"""The acts of the candidate on the request: deposit, complete, withdraw."""

import hashlib
from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from portal.catalogue.models import UimmDepartement
from portal.catalogue.queries import Ouverture
from portal.comptes.models import Compte
from portal.courrier import lettres_textes
from portal.courrier.lettres_textes import Entete
from portal.dossiers.faits import echeances_du
from portal.dossiers.fichiers import erase_file, forget_copies
from portal.dossiers.libelles import GENRE
from portal.dossiers.models import (
    Amenagement,
    Attestation,
    Depot,
    Dossier,
    Evenement,
    Experience,
    Identite,
    Piece,
)
from portal.dossiers.permissions import why_not
from portal.dossiers.queries.acquis import why_reste_change
from portal.dossiers.recherche import prepare_search
from portal.dossiers.services import (
    hold,
    issue_document,
    next_number,
    perform,
    record,
)
from portal.droit.echeances import Cle
from portal.droit.jours import annee_civile, jour_de_paris
from portal.droit.pieces import Genre
from portal.droit.refus import Refus
from portal.droit.reglements import reglement_en_vigueur
from portal.droit.workflow import Acte, Fait
from portal.recevabilite import attestation, queries
from portal.recevabilite.demande import Demande, demandees_at
from portal.recevabilite.instantane import instantane
from portal.recevabilite.permissions import (
    why_k0_taken,
    why_not_completer,
    why_not_deposer,
    why_not_signed,
)
from portal.recevabilite.queries import Annee


def deposer(
    session: Session,
    dossier: Dossier,
    *,
    by: Compte,
    at: datetime,
    atteste: bool,
    nom_saisi: str,
) -> Evenement:
    """All of it or none: what is in force that day, number, snapshot, receipt."""
    hold(session, dossier)
    le = jour_de_paris(at)
    demande = queries.demande(session, dossier)
    ouverture = queries.ouverture(session, dossier, le)
    annee = queries.annee_civile(
        session, by.id, dossier.certification_slug, annee_civile(le)
    )
    reason = (
        why_not_deposer(demande, ouverture, annee, by)
        or why_reste_change(session, dossier, ouverture.contenu, le)
        or why_not_signed(demande, atteste=atteste, nom_saisi=nom_saisi)
    )
    if reason:
        raise Refus(reason)

    _pin(dossier, ouverture, at)
    _take_the_year(session, dossier, annee, at)
    dossier.numero = _numero(session, demande)
    dossier.nom_candidat = _nom_de_file(demande)
    prepare_search(dossier)
    signee = _sign(demande, annee.annee, nom_saisi=nom_saisi, at=at)
    signee.sha256 = _snapshot(session, demande, Acte.DEPOSER, signee, at=at)
    session.add(signee)
    line = perform(session, Acte.DEPOSER, dossier, by=by, at=at)
    _acknowledge(session, demande, signee, at=at)
    return line


def completer(
    session: Session, dossier: Dossier, *, by: Compte, at: datetime
) -> Evenement:
    """Send back what the UIMM asked for; the same request goes on (rule 3)."""
    hold(session, dossier)
    demande = queries.demande(session, dossier)
    if reason := why_not_completer(demande, by):
        raise Refus(reason)
    _snapshot(session, demande, Acte.COMPLETER, None, at=at)
    line = perform(session, Acte.COMPLETER, dossier, by=by, at=at)
    _acknowledge_again(session, demande, at=at)
    return line


def retirer(
    session: Session, dossier: Dossier, *, by: Compte, at: datetime
) -> Evenement:
    """A draft leaves nothing behind; a deposited request still counts (K0)."""
    hold(session, dossier)
    if reason := why_not(Acte.RETIRER, dossier, by):
        raise Refus(reason)
    if dossier.depose_le is None:
        _erase_draft(session, dossier, at)
    else:
        _erase_identity(session, dossier, by=by, at=at)
    return perform(session, Acte.RETIRER, dossier, by=by, at=at)


def _pin(dossier: Dossier, ouverture: Ouverture, at: datetime) -> None:
    """What is in force that day rules the dossier to its end (R11, R13)."""
    if ouverture.referentiel and ouverture.enregistrement:
        dossier.referentiel_id = ouverture.referentiel.id
        dossier.enregistrement_code = ouverture.enregistrement.code
    dossier.reglement = reglement_en_vigueur(jour_de_paris(at)).code


def _take_the_year(
    session: Session, dossier: Dossier, annee: Annee, at: datetime
) -> None:
    """K0 is the database's: of two tabs that read the same count, one writes it."""
    reason = why_k0_taken(replace(annee, deposees=annee.derogations + 1))
    dossier.depose_le = jour_de_paris(at)
    dossier.annee_civile = annee.annee
    dossier.rang = annee.deposees + 1
    session.add(dossier)
    try:
        session.flush()
    except IntegrityError as error:
        raise Refus(reason or "") from error


def _numero(session: Session, demande: Demande) -> str:
    """« VAE-2026-69-00001 »: the candidate's département if its UIMM has it.

    The first of the UIMM for a candidate who lives elsewhere.
    """
    dossier = demande.dossier
    departement = session.exec(
        select(UimmDepartement.departement)
        .where(UimmDepartement.uimm_slug == dossier.uimm_slug)
        .order_by(
            col(UimmDepartement.departement) != demande.identite.code_postal[:2],
            UimmDepartement.departement,
        )
        .limit(1)
    ).one_or_none()
    serie = f"VAE-{dossier.annee_civile}-{departement or '00'}"
    return f"{serie}-{next_number(session, serie):05d}"


def _nom_de_file(demande: Demande) -> str:
    """« Lefèvre Anne-Marie », as the queue sorts and searches it."""
    identite = demande.identite
    return f"{identite.nom_usage or identite.nom_naissance} {identite.prenoms}"


def _sign(demande: Demande, annee: int, *, nom_saisi: str, at: datetime) -> Attestation:
    titre = demande.dossier.certification.titre
    return Attestation(
        dossier_id=demande.dossier.id,
        version=attestation.VERSION,
        texte=attestation.texte(annee, titre),
        nom_saisi=nom_saisi,
        signee_at=at,
        sha256="",
    )


def _snapshot(
    session: Session,
    demande: Demande,
    acte: Acte,
    signee: Attestation | None,
    *,
    at: datetime,
) -> str:
    """Keep what was sent, word for word, and give its digest."""
    contenu = instantane(demande, signee)
    digest = hashlib.sha256(contenu.encode()).hexdigest()
    session.add(
        Depot(
            dossier_id=demande.dossier.id,
            acte=acte,
            contenu=contenu,
            sha256=digest,
            at=at,
        )
    )
    return digest


def _acknowledge(
    session: Session, demande: Demande, signee: Attestation, *, at: datetime
) -> None:
    """The accusé de réception: receipt date, contact, due date, what was signed."""
    dossier = demande.dossier
    limites = {e.cle: e.limite for e in echeances_du(dossier)}
    donnees = lettres_textes.accuse_reception(
        Entete(dossier, demande.identite, jour_de_paris(at)),
        limite=limites[Cle.K1],
        limite_legale=limites.get(Cle.K1_LEGAL),
        pieces=_noms(demande.pieces),
        attestation=signee,
    )
    issue_document(session, dossier, "accuse_reception", donnees, at=at)


def _acknowledge_again(session: Session, demande: Demande, *, at: datetime) -> None:
    dossier = demande.dossier
    limites = {e.cle: e.limite for e in echeances_du(dossier)}
    since = demandees_at(dossier)
    donnees = lettres_textes.accuse_complement(
        Entete(dossier, demande.identite, jour_de_paris(at)),
        pieces=_noms([p for p in demande.pieces if p.created_at >= since]),
        limite=limites[Cle.K1],
    )
    issue_document(session, dossier, "accuse_complement", donnees, at=at)


def _noms(pieces: list[Piece]) -> list[str]:
    """« CV : cv.pdf », one line a piece, as the receipt lists them."""
    return [
        GENRE[p.genre] + (f"\u00a0: {p.fichier.nom}" if p.fichier else "")
        for p in pieces
        if p.retiree_at is None
    ]


def _erase_draft(session: Session, dossier: Dossier, at: datetime) -> None:
    for part in (Piece, Experience, Identite, Amenagement):
        session.exec(delete(part).where(col(part.dossier_id) == dossier.id))
    forget_copies(session, dossier.id, at=at)
    for fichier in queries.fichiers(session, dossier):
        erase_file(session, fichier, at=at)


def _erase_identity(
    session: Session, dossier: Dossier, *, by: Compte, at: datetime
) -> None:
    """No avis will come: the identity document has no use left (rule 8, R37)."""
    session.exec(delete(Amenagement).where(col(Amenagement.dossier_id) == dossier.id))
    held = [
        p.fichier
        for p in queries.demande(session, dossier).pieces
        if p.genre is Genre.IDENTITE and p.fichier and p.fichier.efface_at is None
    ]
    for fichier in held:
        erase_file(session, fichier, at=at)
    if held:
        record(session, Fait.IDENTITE_EFFACEE, dossier, by=by, at=at)
