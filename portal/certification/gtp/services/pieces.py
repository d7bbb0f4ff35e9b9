"""The four pieces, gathered until they leave together (R60)."""

from datetime import datetime

from sqlmodel import Session

from portal.certification.fichiers_jury import Depose, name_file
from portal.certification.gtp.permissions import (
    courante,
    pieces,
    why_not_rassembler,
)
from portal.certification.gtp.queries import transmissions as queries
from portal.comptes.models import Compte
from portal.dossiers.fichiers import erase_file
from portal.dossiers.models import Fichier, Jury, PieceTransmission, Transmission
from portal.droit.listes import PieceAttribution
from portal.droit.refus import Refus


def joindre(
    session: Session,
    jury: Jury,
    genre: PieceAttribution,
    depose: Depose,
    *,
    by: Compte,
    at: datetime,
) -> PieceTransmission:
    """In the place of the one there was, which is erased."""
    transmission = brouillon(session, jury, by=by, at=at)
    fichier = name_file(session, depose, by=by, at=at)
    piece = pieces(transmission).get(genre)
    if piece is None:
        return poser(session, transmission, genre, fichier)
    erase_file(session, piece.fichier, at=at)
    piece.fichier = fichier
    session.add(piece)
    return piece


def poser(
    session: Session,
    transmission: Transmission,
    genre: PieceAttribution,
    fichier: Fichier,
) -> PieceTransmission:
    piece = PieceTransmission(
        transmission_id=transmission.id, genre=genre, fichier_id=fichier.id
    )
    piece.fichier = fichier
    transmission.pieces.append(piece)
    session.add(piece)
    return piece


def brouillon(
    session: Session, jury: Jury, *, by: Compte, at: datetime
) -> Transmission:
    """The one being gathered, begun at its first piece; the jury is held."""
    queries.hold_jury(session, jury)
    current = courante(queries.du_jury(session, jury))
    if reason := why_not_rassembler(current):
        raise Refus(reason)
    if current is None:
        current = Transmission(jury_id=jury.id, created_at=at, by_id=by.id)
        session.add(current)
        session.flush()
    return current
