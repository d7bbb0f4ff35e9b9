"""What the daily job looks for, page by page."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from uuid import UUID

from sqlalchemy import Select, Subquery, tuple_, union_all
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select

from portal.clock import PARIS
from portal.comptes.models import Compte
from portal.dossiers.models import (
    Accompagnement,
    Commentaire,
    Dossier,
    Lecture,
)
from portal.droit.jours import jour_de_paris
from portal.droit.workflow import CLOS, Etat
from portal.jobs.models import Job

PAGE = 200


@dataclass(frozen=True)
class NonLus:
    """The unread comments of one reader."""

    compte_id: UUID
    email: str
    dossiers: Sequence[UUID]
    nombre: int
    dernier_le: date


def dossiers_proches(
    session: Session, etats: Collection[Etat], *, depuis: date, jusqu_au: date
) -> Iterator[Sequence[Dossier]]:
    """Pages of dossiers that wait for a day in between, with their journal."""
    key = tuple_(col(Dossier.echeance_le), col(Dossier.id))
    query = (
        select(Dossier)
        .where(col(Dossier.etat).in_(etats))
        .where(col(Dossier.echeance_le).between(depuis, jusqu_au))
        .options(
            joinedload(Dossier.candidat),
            joinedload(Dossier.certification),
            selectinload(Dossier.evenements),
        )
        .order_by(*key)
        .limit(PAGE)
    )
    page = session.exec(query).all()
    while page:
        yield page
        last = page[-1]
        page = session.exec(query.where(key > (last.echeance_le, last.id))).all()


def commentaires_non_lus(
    session: Session, avant: date, *, depuis: date
) -> Iterator[NonLus]:
    """Per reader, what others wrote from `depuis` until the eve of `avant`."""
    unread = _unread().where(
        col(Commentaire.created_at) >= _midnight(depuis),
        col(Commentaire.created_at) < _midnight(avant),
    )
    found = session.execute(unread.execution_options(yield_per=PAGE))
    for _id, group in groupby(found, key=lambda row: row[0]):
        rows = list(group)
        yield NonLus(
            compte_id=rows[0][0],
            email=rows[0][1],
            dossiers=sorted({row[2] for row in rows}),
            nombre=len(rows),
            dernier_le=jour_de_paris(max(row[3] for row in rows)),
        )


def _unread() -> Select:
    """Reader, their address, dossier and instant of each comment they have not read."""
    readers = _readers()
    dossier_id, compte_id = readers.c
    return (
        select(Compte.id, Compte.email, dossier_id, Commentaire.created_at)
        .join(readers, compte_id == Compte.id)
        .join(Commentaire, col(Commentaire.dossier_id) == dossier_id)
        .outerjoin(
            Lecture,
            (col(Lecture.dossier_id) == dossier_id)
            & (col(Lecture.compte_id) == compte_id),
        )
        .where(col(Commentaire.auteur_id) != compte_id)
        .where(
            col(Lecture.lu_at).is_(None)
            | (col(Lecture.lu_at) < col(Commentaire.created_at))
        )
        .where(col(Compte.active))
        .order_by(col(Compte.id))
    )


def _readers() -> Subquery:
    """(dossier, account) of whoever may read its comments today (section 0, 9)."""
    candidats = select(Dossier.id, Dossier.candidat_id)
    accompagnateurs = (
        select(Accompagnement.dossier_id, Accompagnement.compte_id)
        .join(Dossier)
        .where(col(Accompagnement.revoque_at).is_(None))
    )
    return union_all(
        candidats.where(col(Dossier.etat).not_in(CLOS)),
        accompagnateurs.where(col(Dossier.etat).not_in(CLOS)),
    ).subquery()


def _midnight(le: date) -> datetime:
    return datetime.combine(le, time(), PARIS)


def keys_to_remove(session: Session) -> set[str]:
    """The storage's keys that a job not done is to remove."""
    query = (
        select(Job.donnees)
        .where(col(Job.done_at).is_(None))
        .where(Job.genre == "retirer_cles")
    )
    return {cle for donnees in session.exec(query) for cle in donnees["cles"]}
