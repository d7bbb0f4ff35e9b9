"""One jury, what it sent, and the dossiers it sent."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, tuple_
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.catalogue.models import Certification, Uimm
from portal.catalogue.queries import contenu
from portal.certification.gtp.decisions import Decision
from portal.comptes.models import Compte
from portal.dossiers.models import (
    Dossier,
    DossierJury,
    Jury,
    PieceTransmission,
    QuestionGtp,
    Transmission,
)

TAILLE = 30


def jury_de_l_uimm(
    session: Session, compte: Compte, id_: UUID
) -> tuple[Jury, Uimm] | None:
    """A jury of its UIMM that has deliberated."""
    return session.exec(
        select(Jury, Uimm)
        .join(Uimm, col(Uimm.slug) == col(Jury.uimm_slug))
        .where(Jury.id == id_)
        .where(Jury.uimm_slug == compte.uimm_slug)
        .where(col(Jury.delibere_at).is_not(None))
        .where(col(Jury.annule_at).is_(None))
        .options(joinedload(Jury.emargement))
    ).one_or_none()


def uimm(session: Session, jury: Jury) -> Uimm:
    return session.get_one(Uimm, jury.uimm_slug)


def hold_jury(session: Session, jury: Jury) -> None:
    """Whoever gathers or sends takes its turn."""
    session.exec(
        select(Jury)
        .where(Jury.id == jury.id)
        .with_for_update(of=Jury)
        .execution_options(populate_existing=True)
    ).one()


def hold_transmission(session: Session, transmission: Transmission) -> None:
    session.exec(
        select(Transmission)
        .where(Transmission.id == transmission.id)
        .with_for_update(of=Transmission)
        .execution_options(populate_existing=True)
    ).one()
    session.expire(transmission, ["pieces", "questions"])


def du_jury(session: Session, jury: Jury) -> Sequence[Transmission]:
    """The oldest first; all but the last were refused."""
    return session.exec(
        _transmissions()
        .where(Transmission.jury_id == jury.id)
        .order_by(col(Transmission.created_at), col(Transmission.id))
        .execution_options(populate_existing=True)
    ).all()


def transmission_recue(session: Session, id_: UUID) -> Transmission | None:
    """As the GTP sees it: once it has left the UIMM."""
    return session.exec(
        _transmissions()
        .where(Transmission.id == id_)
        .where(col(Transmission.envoyee_at).is_not(None))
    ).one_or_none()


def _transmissions() -> SelectOfScalar[Transmission]:
    return select(Transmission).options(
        joinedload(Transmission.jury),
        selectinload(Transmission.pieces).joinedload(PieceTransmission.fichier),
        selectinload(Transmission.questions).joinedload(QuestionGtp.reponse_fichier),
    )


def tours(session: Session, jury_id: UUID) -> Sequence[DossierJury]:
    """Its dossiers, with what was decided, in the order of their numbers."""
    return session.exec(_tours(), params={"jury_id": jury_id}).all()


@cache
def _tours() -> SelectOfScalar[DossierJury]:
    of_it = col(DossierJury.jury_id) == bindparam("jury_id")
    dossier = joinedload(DossierJury.dossier)
    return (
        select(DossierJury)
        .where(of_it)
        .options(
            dossier.joinedload(Dossier.certification).defer(Certification.fiche),
            selectinload(DossierJury.decisions),
        )
        .order_by(col(DossierJury.numero))
        # Read again once the transmission is held: the page may have been slow.
        .execution_options(populate_existing=True)
    )


def decisions(session: Session, rows: Sequence[DossierJury]) -> list[Decision]:
    return [Decision(t, contenu(session, t.dossier.referentiel_id)) for t in rows]


def jurys_deliberes(
    session: Session, compte: Compte, apres: tuple[date, UUID] | None
) -> Sequence[Jury]:
    """Those of the UIMM, the latest first: one more than a page."""
    query: Any = (
        select(Jury)
        .where(Jury.uimm_slug == compte.uimm_slug)
        .where(col(Jury.delibere_at).is_not(None))
        .where(col(Jury.annule_at).is_(None))
        .order_by(col(Jury.le).desc(), col(Jury.id).desc())
        .limit(TAILLE + 1)
    )
    if apres:
        query = query.where(tuple_(col(Jury.le), col(Jury.id)) < tuple_(*apres))
    return session.exec(query).all()


def des_jurys(session: Session, jurys: Sequence[Jury]) -> dict[UUID, Transmission]:
    """The last transmission of each."""
    rows = session.exec(
        select(Transmission)
        .where(col(Transmission.jury_id).in_([j.id for j in jurys]))
        .options(selectinload(Transmission.questions))
        .order_by(col(Transmission.created_at), col(Transmission.id))
    )
    return {row.jury_id: row for row in rows}
