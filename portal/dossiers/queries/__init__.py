from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    bindparam,
    func,
    or_,
)
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.catalogue.models import Certification
from portal.comptes.models import Compte
from portal.dossiers.models import (
    AbonnementCalendrier,
    Accompagnement,
    Copie,
    Document,
    Dossier,
    Evenement,
    Fichier,
    Piece,
    Remise,
)
from portal.droit.pieces import Genre
from portal.droit.workflow import CONNUS_DU_GTP, UIMM, Role

CALENDAR_SIZE = 500


def mon_dossier(session: Session, compte: Compte, id_: UUID) -> Dossier | None:
    """The candidate's own dossier: nobody else has a page here."""
    return session.exec(
        select(Dossier)
        .where(Dossier.id == id_)
        .where(Dossier.candidat_id == compte.id)
        .options(
            joinedload(Dossier.certification).defer(Certification.fiche),
            joinedload(Dossier.uimm),
        )
    ).one_or_none()


def visible_dossier(session: Session, compte: Compte, id_: UUID) -> Dossier | None:
    """The dossier, if this account may know that it exists."""
    asked = {"id": id_, "compte_id": compte.id, "uimm_slug": compte.uimm_slug}
    query = _visible_dossier(compte.role)
    dossier = session.exec(query, params=asked).one_or_none()
    if dossier:
        read_collections(session, dossier)
    return dossier


def read_collections(session: Session, dossier: Dossier) -> None:
    """Its journal and its accompagnements.

    By statements built once: the ORM's loaders build theirs at each request.
    """
    of_it = {"dossier_id": dossier.id}
    lines = session.exec(_journal(), params=of_it).all()
    set_committed_value(dossier, "evenements", lines)
    accesses = session.exec(_accompagnements(), params=of_it).all()
    set_committed_value(dossier, "accompagnements", accesses)


@cache
def _journal() -> SelectOfScalar[Evenement]:
    of_it = col(Evenement.dossier_id) == bindparam("dossier_id")
    return select(Evenement).where(of_it).order_by(col(Evenement.id))


@cache
def _accompagnements() -> SelectOfScalar[Accompagnement]:
    of_it = col(Accompagnement.dossier_id) == bindparam("dossier_id")
    return select(Accompagnement).where(of_it).order_by(col(Accompagnement.accepte_at))


@cache
def _visible_dossier(role: Role) -> SelectOfScalar[Dossier]:
    """Built once: most pages ask for it, and building costs as much as asking."""
    return (
        select(Dossier)
        .where(Dossier.id == bindparam("id"))
        .where(_visible(role, bindparam("compte_id"), bindparam("uimm_slug")))
        .join(Dossier.certification)
        .join(Dossier.candidat)
        .options(
            contains_eager(Dossier.certification).defer(Certification.fiche),
            contains_eager(Dossier.candidat),
            joinedload(Dossier.uimm),
            joinedload(Dossier.instructeur),
        )
    )


def visible(compte: Compte) -> ColumnElement[bool]:
    """The rows of `dossier` this account may know of. Every page goes through it."""
    return _visible(compte.role, compte.id, compte.uimm_slug)


def _visible(role: Role, compte_id: Any, uimm_slug: Any) -> ColumnElement[bool]:
    """Its own, those it accompanies, those its UIMM or the GTP received.

    The last two are values or parameters.
    """
    accompanied = (
        select(Accompagnement.dossier_id)
        .where(Accompagnement.compte_id == compte_id)
        .where(col(Accompagnement.revoque_at).is_(None))
    )
    mine = col(Dossier.candidat_id) == compte_id
    known = or_(mine, col(Dossier.id).in_(accompanied))
    if role is Role.GTP:
        return or_(known, col(Dossier.etat).in_(CONNUS_DU_GTP))
    if role not in UIMM:
        return known
    filed = col(Dossier.depose_le).is_not(None)
    return or_(known, (col(Dossier.uimm_slug) == uimm_slug) & filed)


def dossiers_du_candidat(session: Session, compte: Compte) -> Sequence[Dossier]:
    query = (
        select(Dossier)
        .where(Dossier.candidat_id == compte.id)
        .options(joinedload(Dossier.certification), joinedload(Dossier.uimm))
        .order_by(col(Dossier.created_at).desc())
    )
    return session.exec(query).all()


def fichier_du_dossier(session: Session, dossier: Dossier, id_: UUID) -> Fichier | None:
    return session.exec(
        select(Fichier)
        .where(Fichier.dossier_id == dossier.id)
        .where(Fichier.id == id_)
        .where(col(Fichier.efface_at).is_(None))
    ).one_or_none()


def total_size(session: Session, dossier: Dossier) -> int:
    """Bytes of the files a dossier holds."""
    return session.exec(
        select(func.coalesce(func.sum(Fichier.taille), 0))
        .where(Fichier.dossier_id == dossier.id)
        .where(col(Fichier.efface_at).is_(None))
    ).one()


def copies_tenues(session: Session, dossier_id: UUID) -> Sequence[Copie]:
    """Its copies, held: a worker that has one ready is waited for."""
    return session.exec(
        select(Copie)
        .where(Copie.dossier_id == dossier_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def genre_of(session: Session, fichier: Fichier) -> Genre | None:
    """Which piece of the recevabilité a file is; None for a preuve."""
    query = select(Piece).where(Piece.fichier_id == fichier.id)
    piece = session.exec(query).first()
    return piece.genre if piece else None


def is_decharge(session: Session, fichier: Fichier) -> bool:
    """Signed for a certificate: neither a piece nor a preuve (R68)."""
    query = select(Remise.id).where(Remise.decharge_fichier_id == fichier.id)
    return session.exec(query).first() is not None


def documents(session: Session, dossier: Dossier) -> Sequence[Document]:
    return session.exec(_documents(), params={"dossier_id": dossier.id}).all()


def document_du_dossier(
    session: Session, dossier: Dossier, id_: UUID
) -> Document | None:
    query = _documents().where(Document.id == id_)
    return session.exec(query, params={"dossier_id": dossier.id}).one_or_none()


@cache
def _documents() -> SelectOfScalar[Document]:
    """Those to be made, and those that no rule of retention has erased."""
    return (
        select(Document)
        .outerjoin(Document.fichier)
        .where(Document.dossier_id == bindparam("dossier_id"))
        .where(col(Fichier.efface_at).is_(None))
        .options(contains_eager(Document.fichier))
        .order_by(col(Document.emis_le).desc())
    )


def staff_of(session: Session, uimm_slug: str) -> Sequence[Compte]:
    """Active instructeurs and responsables of one UIMM."""
    return session.exec(
        select(Compte)
        .where(Compte.uimm_slug == uimm_slug)
        .where(col(Compte.role).in_([Role.INSTRUCTEUR, Role.RESPONSABLE]))
        .where(col(Compte.active))
        .order_by(Compte.nom_affiche, Compte.email)
    ).all()


def calendar_token(session: Session, compte: Compte) -> str | None:
    row = session.get(AbonnementCalendrier, compte.id)
    return row.jeton if row else None


def compte_du_calendrier(session: Session, jeton: str) -> Compte | None:
    return session.exec(
        select(Compte)
        .join(AbonnementCalendrier)
        .where(AbonnementCalendrier.jeton == jeton)
        .where(col(Compte.active))
    ).one_or_none()


def dossiers_du_calendrier(session: Session, compte: Compte) -> Sequence[Dossier]:
    """The dossiers whose next date is nearest, with their journal."""
    return session.exec(
        select(Dossier)
        .where(visible(compte))
        .where(col(Dossier.echeance_le).is_not(None))
        .options(selectinload(Dossier.evenements))
        .order_by(col(Dossier.echeance_le), col(Dossier.id))
        .limit(CALENDAR_SIZE)
    ).all()
