"""One dossier on the bench: its parts in three statements, however many there are."""

from collections.abc import Sequence
from functools import cache
from uuid import UUID

from sqlalchemy import Select, bindparam
from sqlalchemy import select as sql_select
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.dossiers.models import (
    Amenagement,
    Attestation,
    Avis,
    Depot,
    Derogation,
    Document,
    Dossier,
    Experience,
    Fichier,
    Identite,
    IdentiteVerifiee,
    Piece,
    Preuve,
    SituationPro,
    Verdict,
)
from portal.dossiers.ordre import ordre_des_pieces
from portal.droit.pieces import Genre
from portal.droit.workflow import Acte
from portal.instruction.dossier import Instruction


def instruction(session: Session, dossier: Dossier) -> Instruction:
    of_it = {"dossier_id": dossier.id}
    found = session.execute(_single_rows(), of_it).one()
    identite, amenagement, attestation, verifiee, avis, lettre = found
    return Instruction(
        dossier=dossier,
        identite=identite or Identite(dossier_id=dossier.id),
        amenagement=amenagement,
        attestation=attestation,
        verifiee=verifiee,
        experiences=session.exec(_experiences(), params=of_it).all(),
        pieces=sorted(session.exec(_pieces(), params=of_it), key=ordre_des_pieces),
        avis=avis,
        lettre=lettre,
    )


def avis_en_vigueur(
    session: Session, dossier: Dossier
) -> tuple[Avis | None, Document | None]:
    found = session.exec(
        select(Avis, Document)
        .join(Document, col(Avis.document_id) == Document.id)
        .where(Avis.dossier_id == dossier.id)
        .where(col(Avis.annule_at).is_(None))
        .execution_options(populate_existing=True)
    ).one_or_none()
    return found or (None, None)


def identite(session: Session, dossier: Dossier) -> Identite:
    return session.get(Identite, dossier.id) or Identite(dossier_id=dossier.id)


def fichiers_d_identite(session: Session, dossier: Dossier) -> Sequence[Fichier]:
    """Every identity document still kept, those replaced included (section 0, 8)."""
    return session.exec(
        select(Fichier)
        .join(Piece, col(Piece.fichier_id) == Fichier.id)
        .where(Piece.dossier_id == dossier.id)
        .where(Piece.genre == Genre.IDENTITE)
        .where(col(Fichier.efface_at).is_(None))
    ).all()


def derogation(session: Session, dossier: Dossier) -> Derogation | None:
    return session.exec(
        select(Derogation).where(Derogation.dossier_id == dossier.id)
    ).first()


def situations(session: Session, dossier: Dossier) -> Sequence[SituationPro]:
    """With all their preuves: `preuves_de` gives those that stand.

    A withdrawn one is not the UIMM's business, but for what took its place.
    """
    return session.exec(
        select(SituationPro)
        .where(SituationPro.dossier_id == dossier.id)
        .options(
            selectinload(SituationPro.preuves).joinedload(Preuve.fichier),
            selectinload(SituationPro.liens),
        )
        .order_by(col(SituationPro.created_at), col(SituationPro.id))
        .execution_options(populate_existing=True)
    ).all()


def pieces_jugees(session: Session, piece: Piece) -> Sequence[Piece]:
    """Those of its kind that were refused and replaced."""
    return session.exec(
        select(Piece)
        .where(Piece.dossier_id == piece.dossier_id)
        .where(Piece.genre == piece.genre)
        .where(col(Piece.retiree_at).is_not(None))
        .options(joinedload(Piece.fichier), joinedload(Piece.verdict))
    ).all()


def preuve(session: Session, dossier: Dossier, id_: UUID) -> Preuve | None:
    return session.exec(
        select(Preuve)
        .where(Preuve.id == id_)
        .where(Preuve.dossier_id == dossier.id)
        .where(col(Preuve.retiree_at).is_(None))
    ).one_or_none()


def dernier_depot_de_preuves(session: Session, dossier: Dossier) -> Depot | None:
    return session.exec(
        select(Depot)
        .where(Depot.dossier_id == dossier.id)
        .where(col(Depot.acte).in_(_GARDENT_LES_PREUVES))
        .order_by(col(Depot.at).desc())
        .limit(1)
    ).one_or_none()


_GARDENT_LES_PREUVES = (
    Acte.DEPOSER_PREUVES,
    Acte.COMPLETER_PREUVES,
    Acte.REPRENDRE_PREUVES,
)
# Built once each: building one costs as much as sending it.


@cache
def _single_rows() -> Select[
    Identite, Amenagement, Attestation, IdentiteVerifiee, Avis, Document
]:
    """What a dossier has at most one of, the avis in force included."""
    in_force = (col(Avis.dossier_id) == Dossier.id) & col(Avis.annule_at).is_(None)
    return (
        sql_select(Identite, Amenagement, Attestation, IdentiteVerifiee, Avis, Document)
        .select_from(Dossier)
        .outerjoin(Identite, col(Identite.dossier_id) == Dossier.id)
        .outerjoin(Amenagement, col(Amenagement.dossier_id) == Dossier.id)
        .outerjoin(Attestation, col(Attestation.dossier_id) == Dossier.id)
        .outerjoin(IdentiteVerifiee, col(IdentiteVerifiee.dossier_id) == Dossier.id)
        .outerjoin(Avis, in_force)
        .outerjoin(Document, col(Avis.document_id) == Document.id)
        .where(col(Dossier.id) == bindparam("dossier_id"))
        .execution_options(populate_existing=True)
    )


@cache
def _pieces() -> SelectOfScalar[Piece]:
    return (
        select(Piece)
        .where(Piece.dossier_id == bindparam("dossier_id"))
        .where(col(Piece.retiree_at).is_(None))
        .options(
            joinedload(Piece.fichier), joinedload(Piece.verdict).joinedload(Verdict.by)
        )
        .execution_options(populate_existing=True)
    )


@cache
def _experiences() -> SelectOfScalar[Experience]:
    return (
        select(Experience)
        .where(Experience.dossier_id == bindparam("dossier_id"))
        .order_by(col(Experience.debut_le), col(Experience.id))
    )
