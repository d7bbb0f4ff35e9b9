"""Erases one kind of content of a dossier: rows now, bytes once it is committed.

Each eraser says what it erased, without a name. The caller holds the dossier.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, Delete, Update, delete, update
from sqlmodel import Session, col, select

from portal.comptes.models import Invitation
from portal.courrier.models import Courriel
from portal.dossiers.chaine import enterrer
from portal.dossiers.fichiers import erase_file, forget_copies
from portal.dossiers.models import (
    Accompagnement,
    Amenagement,
    Attestation,
    Avis,
    Certificat,
    Commentaire,
    Constat,
    Depot,
    Document,
    Dossier,
    EcartAccepte,
    Evaluation,
    Evenement,
    Experience,
    Fichier,
    Identite,
    IdentiteVerifiee,
    Lecture,
    LienCandidat,
    LienReferentiel,
    PassageCommission,
    Piece,
    Preuve,
    PreuveCapacite,
    SituationPro,
    Verdict,
)
from portal.dossiers.recherche import prepare_search
from portal.droit.conservations import Contenu
from portal.jobs.queue import enqueue
from portal.web.filters import pluriel


def effacer(
    session: Session, dossier: Dossier, contenus: Collection[Contenu], *, at: datetime
) -> list[str]:
    """One line for each kind that held something."""
    # The rows written by the caller must be there before they are deleted.
    session.flush()
    forget_copies(session, dossier.id, at=at)
    lines = [
        erase(session, dossier, at)
        for contenu, erase in EFFACEURS.items()
        if contenu in contenus
    ]
    return [line for line in lines if line]


def _pieces(session: Session, dossier: Dossier, at: datetime) -> str:
    files = _files(session, Piece, dossier)
    pieces = select(Piece.id).where(Piece.dossier_id == dossier.id)
    _run(session, delete(Verdict).where(col(Verdict.piece_id).in_(pieces)))
    count = _of(session, Piece, dossier)
    experiences = _of(session, Experience, dossier)
    _forget(session, files, at)
    parts = (
        pluriel(count, "pièce") if count else "",
        pluriel(experiences, "expérience") if experiences else "",
    )
    return " et ".join(part for part in parts if part)


def _preuves(session: Session, dossier: Dossier, at: datetime) -> str:
    files = _files(session, Preuve, dossier)
    preuves = select(Preuve.id).where(Preuve.dossier_id == dossier.id)
    situations = select(SituationPro.id).where(SituationPro.dossier_id == dossier.id)
    _run(
        session,
        delete(PreuveCapacite).where(col(PreuveCapacite.preuve_id).in_(preuves)),
        delete(LienReferentiel).where(
            col(LienReferentiel.situation_id).in_(situations)
        ),
    )
    count = _of(session, Preuve, dossier)
    told = _of(session, SituationPro, dossier)
    _of(session, EcartAccepte, dossier)
    _forget(session, files, at)
    if not told:
        return ""
    return f"{pluriel(told, 'situation')} et {pluriel(count, 'preuve')}"


def _commentaires(session: Session, dossier: Dossier, _at: datetime) -> str:
    """The line never tells the UIMM whether there were any (section 0, 9)."""
    _of(session, Commentaire, dossier)
    _of(session, Lecture, dossier)
    return "Commentaires, s’il y en avait"


def _depots(session: Session, dossier: Dossier, _at: datetime) -> str:
    count = _of(session, Depot, dossier)
    _of(session, Attestation, dossier)
    return pluriel(count, "copie de dépôt", "copies de dépôt") if count else ""


def _grilles(session: Session, dossier: Dossier, _at: datetime) -> str:
    turns = select(PassageCommission.id).where(
        PassageCommission.dossier_id == dossier.id
    )
    count = _run(
        session,
        delete(Constat).where(col(Constat.passage_id).in_(turns)),
        delete(Evaluation).where(col(Evaluation.passage_id).in_(turns)),
        delete(LienCandidat).where(col(LienCandidat.dossier_id) == dossier.id),
    )
    return "Grilles et conclusions de la commission" if count else ""


def _amenagement(session: Session, dossier: Dossier, _at: datetime) -> str:
    settled = _run(
        session,
        update(PassageCommission)
        .where(col(PassageCommission.dossier_id) == dossier.id)
        .where(col(PassageCommission.amenagement) != "")
        .values(amenagement=""),
    )
    asked = _of(session, Amenagement, dossier)
    return "Demande d’aménagement" if asked or settled else ""


def _lettres(session: Session, dossier: Dossier, at: datetime) -> str:
    """Their data and their PDF; the row says that a letter was sent on that day."""
    kept = select(Certificat.document_id).where(
        col(Certificat.document_id).is_not(None)
    )
    letters = session.exec(
        select(Document)
        .where(Document.dossier_id == dossier.id)
        .where(col(Document.modele).not_in(LETTRES_GARDEES))
        .where(col(Document.id).not_in(kept))
    ).all()
    for letter in letters:
        letter.donnees = {}
        session.add(letter)
        if letter.fichier:
            erase_file(session, letter.fichier, at=at)
    return pluriel(len(letters), "lettre") if letters else ""


def _identite(session: Session, dossier: Dossier, _at: datetime) -> str:
    found = _of(session, Identite, dossier)
    _of(session, IdentiteVerifiee, dossier)
    session.execute(
        update(Avis).where(col(Avis.dossier_id) == dossier.id).values(motivation="")
    )
    dossier.nom_candidat = ""
    prepare_search(dossier)
    session.add(dossier)
    return "Identité" if found else ""


def _tout(session: Session, dossier: Dossier, at: datetime) -> str:
    """A draft, which nobody but the candidate knew of: its journal goes with it."""
    for erase in (_pieces, _preuves, _commentaires, _depots, _amenagement, _identite):
        erase(session, dossier, at)
    session.flush()
    _of(session, Document, dossier)
    left = session.exec(select(Fichier.id).where(Fichier.dossier_id == dossier.id))
    _forget(session, left.all(), at)
    _of(session, Accompagnement, dossier)
    _of(session, Invitation, dossier)
    enterrer(session, dossier, at=at)
    _of(session, Evenement, dossier)
    session.execute(
        update(Courriel)
        .where(col(Courriel.dossier_id) == dossier.id)
        .values(dossier_id=None)
    )
    session.execute(delete(Dossier).where(col(Dossier.id) == dossier.id))
    session.expunge(dossier)
    return "Demande commencée, tout entière"


LETTRES_GARDEES = frozenset({"resultat_admis", "resultat_aucune"})
"""Statements of results have no end in the source; the partial letter has (1.9)."""
EFFACEURS: Mapping[Contenu, Callable[[Session, Dossier, datetime], str]] = {
    Contenu.PIECES: _pieces,
    Contenu.PREUVES: _preuves,
    Contenu.COMMENTAIRES: _commentaires,
    Contenu.DEPOTS: _depots,
    Contenu.GRILLES: _grilles,
    Contenu.AMENAGEMENT: _amenagement,
    Contenu.LETTRES: _lettres,
    Contenu.IDENTITE: _identite,
    Contenu.TOUT: _tout,
}


def _of(session: Session, model: Any, dossier: Dossier) -> int:
    """Delete the dossier's rows of this table."""
    return _run(session, delete(model).where(model.dossier_id == dossier.id))


def _run(session: Session, *statements: Delete | Update) -> int:
    results = [session.execute(statement) for statement in statements]
    return sum(r.rowcount for r in results if isinstance(r, CursorResult))


def _files(session: Session, model: Any, dossier: Dossier) -> list[UUID]:
    named = select(model.fichier_id).where(model.dossier_id == dossier.id)
    return [id_ for id_ in session.exec(named) if id_]


def _forget(session: Session, files: Iterable[UUID], at: datetime) -> None:
    """No row names them any more: a job removes the bytes, by key, after the commit."""
    ids = list(files)
    keys = session.exec(select(Fichier.cle).where(col(Fichier.id).in_(ids))).all()
    if keys:
        session.execute(delete(Fichier).where(col(Fichier.id).in_(ids)))
        enqueue(session, "effacer_cles", {"cles": list(keys)}, at=at)
