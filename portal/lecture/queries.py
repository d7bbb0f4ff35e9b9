"""All that a dossier shows, for its whole copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select

from portal.dossiers.models import (
    Attestation,
    Copie,
    Dossier,
    Experience,
    Fichier,
    Piece,
    Preuve,
    SituationPro,
)
from portal.dossiers.permissions import why_not_read
from portal.droit.pieces import Genre
from portal.droit.workflow import Role


@dataclass(frozen=True)
class Lu:
    dossier: Dossier
    attestation: Attestation | None
    experiences: Sequence[Experience]
    pieces: Sequence[Piece]
    """In the order of the list of pieces."""
    situations: Sequence[SituationPro]


def lire(session: Session, dossier: Dossier, *, consultation: bool) -> Lu:
    """What stands today; for the UIMM, its preuves once they are deposited."""
    reader = Role.INSTRUCTEUR if consultation else Role.CANDIDAT
    shown = why_not_read(dossier, None, reader) is None
    pieces = session.exec(
        select(Piece)
        .where(Piece.dossier_id == dossier.id)
        .where(col(Piece.retiree_at).is_(None))
        .options(joinedload(Piece.fichier))
    ).all()
    return Lu(
        dossier,
        session.get(Attestation, dossier.id),
        session.exec(
            select(Experience)
            .where(Experience.dossier_id == dossier.id)
            .order_by(col(Experience.debut_le), col(Experience.id))
        ).all(),
        sorted(pieces, key=_rank),
        _situations(session, dossier) if shown else [],
    )


def _rank(piece: Piece) -> tuple:
    return list(Genre).index(piece.genre), piece.created_at, piece.id


def _situations(session: Session, dossier: Dossier) -> Sequence[SituationPro]:
    return session.exec(
        select(SituationPro)
        .where(SituationPro.dossier_id == dossier.id)
        .options(
            selectinload(SituationPro.preuves).joinedload(Preuve.fichier),
            selectinload(SituationPro.liens),
        )
        .order_by(col(SituationPro.created_at), col(SituationPro.id))
    ).all()


def copie_du_dossier(
    session: Session, dossier: Dossier, *, consultation: bool
) -> Copie | None:
    return session.exec(
        select(Copie)
        .where(Copie.dossier_id == dossier.id)
        .where(Copie.consultation == consultation)
        .options(joinedload(Copie.fichier))
        .execution_options(populate_existing=True)
    ).one_or_none()


def fichier_par_cle(session: Session, cle: str) -> Fichier | None:
    return session.exec(select(Fichier).where(Fichier.cle == cle)).one_or_none()


def copie_tenue(session: Session, id_: UUID) -> Copie | None:
    """Held: whoever erases something of its dossier waits, or has deleted it."""
    return session.get(Copie, id_, with_for_update=True, populate_existing=True)
