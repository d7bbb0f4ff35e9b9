"""The pieces: joined, replaced, answered, removed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.fichiers import Depose, erase_file, forget_copies, name_file
from portal.dossiers.models import Dossier, Fichier, Piece
from portal.dossiers.ordre import put_at, rang_suivant
from portal.dossiers.services import hold, record
from portal.droit.pieces import UNIQUES, Genre
from portal.droit.refus import Refus
from portal.droit.relecture import exiger_lu
from portal.droit.workflow import Fait
from portal.recevabilite import queries
from portal.recevabilite.demande import Demande
from portal.recevabilite.permissions import (
    why_not_joindre,
    why_not_remplacer,
    why_not_repondre,
    why_not_retirer_piece,
)
from portal.recevabilite.services.brouillon import edit, touch
from portal.storage.noms import nom_affichable


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file goes: its kind, what it proves, the refused piece it replaces."""

    genre: Genre
    experience_id: UUID | None = None
    remplace_id: UUID | None = None


def joindre(
    session: Session,
    dossier: Dossier,
    place: Place,
    depose: Depose,
    *,
    by: Compte,
    at: datetime,
) -> Piece:
    demande = _hold(session, dossier, place.genre, by=by)
    if place.experience_id and demande.experience(place.experience_id) is None:
        raise Refus("Cette expérience a été supprimée.")
    if reason := why_not_remplacer(demande, place.genre, place.remplace_id):
        raise Refus(reason)
    fichier = name_file(session, dossier, depose, by=by, at=at)
    piece = Piece(
        dossier_id=dossier.id,
        genre=place.genre,
        fichier_id=fichier.id,
        experience_id=place.experience_id,
        created_at=at,
    )
    return _add(session, demande, piece, place.remplace_id, by=by, at=at)


def ecrire_lettre(
    session: Session,
    dossier: Dossier,
    texte: str,
    *,
    lue: str | None = None,
    by: Compte,
    at: datetime,
) -> None:
    """The lettre de motivation typed in the page; emptied, it goes."""
    demande = _hold(session, dossier, Genre.MOTIVATION, by=by)
    exiger_lu({"texte": demande.motivation()}, {"texte": texte}, lue=lue)
    if texte == demande.motivation():
        return
    if texte:
        piece = Piece(
            dossier_id=dossier.id,
            genre=Genre.MOTIVATION,
            texte=texte,
            created_at=at,
        )
        _add(session, demande, piece, None, by=by, at=at)
        return
    for piece in demande.de(Genre.MOTIVATION):
        _remove(session, demande, piece, by=by, at=at)


def retirer_piece(
    session: Session, dossier: Dossier, piece_id: UUID, *, by: Compte, at: datetime
) -> Piece:
    """Remove what the UIMM has not judged; a piece it replaced stands again."""
    hold(session, dossier)
    demande = queries.demande(session, dossier)
    piece = demande.piece(piece_id)
    if piece is None:
        raise Refus("Cette pièce est déjà retirée.")
    if reason := why_not_retirer_piece(dossier, piece, by):
        raise Refus(reason)
    _remove(session, demande, piece, by=by, at=at)
    replaced = demande.piece(piece.remplace_id) if piece.remplace_id else None
    if replaced and demande.remplacantes(replaced) == [piece]:
        replaced.retiree_at = None
    touch(session, dossier, at)
    return piece


def rattacher(
    session: Session,
    dossier: Dossier,
    piece_id: UUID,
    experience_id: UUID | None,
    *,
    by: Compte,
    at: datetime,
) -> None:
    """Say which experience a justificatif proves, or none."""
    edit(session, dossier, by=by, at=at)
    demande = queries.demande(session, dossier)
    piece = demande.piece(piece_id)
    gone = experience_id and demande.experience(experience_id) is None
    if piece is None or gone:
        raise Refus("Cette pièce ou cette expérience a été supprimée.")
    piece.experience_id = experience_id


def deplacer(
    session: Session,
    dossier: Dossier,
    piece_id: UUID,
    place: int,
    *,
    by: Compte,
    at: datetime,
) -> Piece:
    """To this place, from 0, among those of its kind."""
    edit(session, dossier, by=by, at=at)
    demande = queries.demande(session, dossier)
    piece = demande.piece(piece_id)
    if piece is None or piece.retiree_at is not None:
        raise Refus("Cette pièce est déjà retirée.")
    put_at(demande.de(piece.genre), piece, place)
    return piece


def renommer(
    session: Session,
    dossier: Dossier,
    piece_id: UUID,
    titre: str,
    *,
    lue: str | None = None,
    by: Compte,
    at: datetime,
) -> Piece:
    """Its title; what it is, its extension and its key stay."""
    hold(session, dossier)
    piece = queries.demande(session, dossier).piece(piece_id)
    if piece is None or piece.fichier is None:
        raise Refus("Cette pièce est déjà retirée.")
    if reason := why_not_retirer_piece(dossier, piece, by):
        raise Refus(reason)
    known = PurePath(piece.fichier.nom)
    typed = nom_affichable(f"{titre}{known.suffix}")
    exiger_lu({"nom": known.stem}, {"nom": PurePath(typed).stem}, lue=lue)
    piece.fichier.nom = typed
    session.add(piece.fichier)
    touch(session, dossier, at)
    return piece


def repondre(
    session: Session,
    dossier: Dossier,
    piece_id: UUID,
    reponse: str,
    *,
    lue: str | None = None,
    by: Compte,
    at: datetime,
) -> None:
    """Answer in words, when no better document exists."""
    hold(session, dossier)
    piece = queries.demande(session, dossier).piece(piece_id)
    if reason := why_not_repondre(dossier, piece, by):
        raise Refus(reason)
    if piece and piece.verdict:
        known = piece.verdict.reponse
        exiger_lu({"reponse": known}, {"reponse": reponse}, lue=lue)
        piece.verdict.reponse = reponse
    touch(session, dossier, at)


def _hold(session: Session, dossier: Dossier, genre: Genre, *, by: Compte) -> Demande:
    hold(session, dossier)
    demande = queries.demande(session, dossier)
    if reason := why_not_joindre(demande, genre, by):
        raise Refus(reason)
    return demande


def _add(
    session: Session,
    demande: Demande,
    piece: Piece,
    remplace_id: UUID | None,
    *,
    by: Compte,
    at: datetime,
) -> Piece:
    dossier = demande.dossier
    replaced = demande.piece(remplace_id) if remplace_id else None
    leaving = [replaced] if replaced and replaced.retiree_at is None else []
    if piece.genre in UNIQUES:
        leaving = demande.de(piece.genre)
        replaced = replaced or next(iter(leaving), None)
    piece.rang = replaced.rang if replaced else rang_suivant(demande.de(piece.genre))
    if replaced:
        piece.remplace_id = replaced.id if replaced.verdict else replaced.remplace_id
        piece.experience_id = piece.experience_id or replaced.experience_id
    for old in leaving:
        _remove(session, demande, old, by=by, at=at)
    if piece.genre is Genre.DIPLOME:
        dossier.sans_diplome = False
    session.add(piece)
    _note(session, Fait.PIECE_JOINTE, dossier, piece, by=by, at=at)
    touch(session, dossier, at)
    return piece


def _remove(
    session: Session, demande: Demande, piece: Piece, *, by: Compte, at: datetime
) -> None:
    """A judged piece is kept, with its file: it explains the verdict."""
    _note(session, Fait.PIECE_RETIREE, demande.dossier, piece, by=by, at=at)
    if piece.verdict:
        piece.retiree_at = at
        session.add(piece)
        return
    session.delete(piece)
    session.flush()
    forget_copies(session, demande.dossier.id, at=at)
    if fichier := piece.fichier_id and session.get(Fichier, piece.fichier_id):
        erase_file(session, fichier, at=at)


def _note(
    session: Session,
    fait: Fait,
    dossier: Dossier,
    piece: Piece,
    *,
    by: Compte,
    at: datetime,
) -> None:
    """A draft is the candidate's own: the journal starts with the deposit."""
    if dossier.depose_le:
        record(session, fait, dossier, by=by, at=at, donnees={"genre": piece.genre})
