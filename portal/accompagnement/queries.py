"""What passes between a candidate and those who accompany it.

Every query on comments starts from the candidate or an active access: the UIMM
has none (section 0 rule 9).
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, func, tuple_, union
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from portal.accompagnement.partage import Partage
from portal.catalogue.models import Certification
from portal.catalogue.queries import contenu
from portal.comptes.models import Compte, Invitation
from portal.dossiers.models import (
    Accompagnement,
    Ancre,
    Commentaire,
    Dossier,
    Lecture,
    Piece,
    Preuve,
    SituationPro,
)
from portal.dossiers.ordre import ordre_des_pieces
from portal.dossiers.portee import capacites_visees
from portal.dossiers.queries.preuves import situations
from portal.droit.pieces import Genre

PAGE: Final = 30


def mon_dossier(session: Session, compte: Compte, id_: UUID) -> Dossier | None:
    """The candidate's own dossier, with those who have or had access to it."""
    return session.exec(
        select(Dossier)
        .where(Dossier.id == id_)
        .where(Dossier.candidat_id == compte.id)
        .options(
            joinedload(Dossier.candidat),
            selectinload(Dossier.accompagnements).joinedload(Accompagnement.compte),
        )
    ).one_or_none()


def dossier_partage(session: Session, compte: Compte, id_: UUID) -> Dossier | None:
    """The dossier, for its candidate and its active accompagnateurs."""
    asked = {"id": id_, "compte_id": compte.id}
    return session.exec(_dossier_partage(), params=asked).one_or_none()


@cache
def _dossier_partage() -> SelectOfScalar[Dossier]:
    return (
        select(Dossier)
        .where(Dossier.id == bindparam("id"))
        .where(col(Dossier.id).in_(_partages(bindparam("compte_id"))))
        .options(
            joinedload(Dossier.candidat),
            joinedload(Dossier.certification).defer(Certification.fiche),
        )
    )


def dossier_invite(session: Session, invitation: Invitation) -> Dossier:
    return session.exec(
        select(Dossier)
        .where(Dossier.id == invitation.dossier_id)
        .options(
            joinedload(Dossier.candidat),
            joinedload(Dossier.certification),
            selectinload(Dossier.accompagnements),
        )
    ).one()


def invitations_sans_reponse(
    session: Session, dossier: Dossier
) -> Sequence[Invitation]:
    """Pending or expired, the latest first."""
    return session.exec(
        select(Invitation)
        .where(Invitation.dossier_id == dossier.id)
        .where(col(Invitation.used_at).is_(None))
        .where(col(Invitation.revoked_at).is_(None))
        .order_by(col(Invitation.created_at).desc())
        .limit(PAGE)
    ).all()


def invitation_du_dossier(
    session: Session, dossier: Dossier, id_: UUID
) -> Invitation | None:
    return session.exec(
        select(Invitation)
        .where(Invitation.dossier_id == dossier.id)
        .where(Invitation.id == id_)
    ).one_or_none()


def invitations_depuis(session: Session, dossier: Dossier, since: datetime) -> int:
    return session.exec(
        select(func.count())
        .select_from(Invitation)
        .where(Invitation.dossier_id == dossier.id)
        .where(Invitation.created_at > since)
    ).one()


def accompagnes(
    session: Session, compte: Compte, *, after: UUID | None = None, size: int = PAGE
) -> tuple[list[tuple[Dossier, int]], UUID | None]:
    """One page of dossiers with their unread comments, and where the next starts."""
    key = tuple_(col(Accompagnement.accepte_at), col(Accompagnement.id))
    query = (
        select(Accompagnement, _non_lus(compte))
        .where(Accompagnement.compte_id == compte.id)
        .where(col(Accompagnement.revoque_at).is_(None))
        .join(Accompagnement.dossier)
        .options(
            contains_eager(Accompagnement.dossier).options(
                joinedload(Dossier.candidat),
                joinedload(Dossier.certification),
                selectinload(Dossier.evenements),
            )
        )
        .order_by(col(Accompagnement.accepte_at).desc(), col(Accompagnement.id).desc())
        .limit(size + 1)
    )
    if after:
        last = select(Accompagnement.accepte_at, Accompagnement.id).where(
            Accompagnement.id == after
        )
        query = query.where(key < last.scalar_subquery())
    rows = session.exec(query).all()
    shown = [(access.dossier, unread) for access, unread in rows[:size]]
    return shown, rows[size - 1][0].id if len(rows) > size else None


def partage(session: Session, dossier: Dossier, *, titres: bool = False) -> Partage:
    """In two statements, whatever it holds. `titres`: only what names its parts."""
    version = contenu(session, dossier.referentiel_id)
    return Partage(dossier, version, situations(session, dossier, titres=titres))


def pieces_partagees(session: Session, dossier: Dossier) -> Sequence[Piece]:
    """Section 0 rule 8: never the identity document."""
    rows = session.exec(
        select(Piece)
        .where(Piece.dossier_id == dossier.id)
        .where(Piece.genre != Genre.IDENTITE)
        .where(col(Piece.retiree_at).is_(None))
        .options(joinedload(Piece.fichier))
    )
    return sorted(rows, key=ordre_des_pieces)


def commentaires(
    session: Session, dossier: Dossier, compte: Compte
) -> Sequence[tuple[Commentaire, bool]]:
    """Every comment, the oldest first, and whether `compte` has yet to read it."""
    asked = {"dossier_id": dossier.id, "compte_id": compte.id}
    return session.exec(_commentaires(), params=asked).all()


@cache
def _commentaires() -> Select[Commentaire, bool]:
    reader: Any = bindparam("compte_id")
    return (
        select(Commentaire, _non_lu(reader))
        .where(Commentaire.dossier_id == bindparam("dossier_id"))
        .join(Commentaire.auteur)
        .outerjoin(Lecture, _lecture(reader))
        .options(contains_eager(Commentaire.auteur))
        .order_by(col(Commentaire.created_at), col(Commentaire.id))
        .execution_options(populate_existing=True)
    )


def commentaire(session: Session, dossier: Dossier, id_: UUID) -> Commentaire | None:
    return session.exec(
        select(Commentaire)
        .where(Commentaire.dossier_id == dossier.id)
        .where(Commentaire.id == id_)
    ).one_or_none()


def nombre_de_commentaires(session: Session, dossier: Dossier) -> int:
    return session.exec(_nombre(), params={"dossier_id": dossier.id}).one()


@cache
def _nombre() -> SelectOfScalar[int]:
    of_it = col(Commentaire.dossier_id) == bindparam("dossier_id")
    return select(func.count()).select_from(Commentaire).where(of_it)


def non_lus_ailleurs(session: Session, fil: Commentaire, compte: Compte) -> int:
    """The unread comments of the same dossier, out of this thread."""
    return session.exec(
        select(func.count())
        .select_from(Commentaire)
        .outerjoin(Lecture, _lecture(compte.id))
        .where(Commentaire.dossier_id == fil.dossier_id)
        .where(Commentaire.id != fil.id)
        .where(col(Commentaire.fil_id).is_distinct_from(fil.id))
        .where(_non_lu(compte.id))
    ).one()


def peut_etre_commente(
    session: Session, dossier: Dossier, ancre: Ancre, cible: str
) -> bool:
    """Whether it belongs to the dossier, and is still there."""
    if ancre is Ancre.DOSSIER:
        return not cible
    if ancre is Ancre.CAPACITE:
        version = contenu(session, dossier.referentiel_id)
        aimed = capacites_visees(dossier, version)
        return cible in {capacite.code for capacite in aimed}
    try:
        id_ = UUID(cible)
    except ValueError:
        return False
    if ancre is Ancre.SITUATION:
        situation = session.get(SituationPro, id_)
        return situation is not None and situation.dossier_id == dossier.id
    preuve = session.get(Preuve, id_)
    return (
        preuve is not None
        and preuve.dossier_id == dossier.id
        and preuve.retiree_at is None
    )


def _partages(compte_id: Any):
    """The dossiers an account shares; a union, so that each half has its index."""
    return union(
        select(Dossier.id).where(Dossier.candidat_id == compte_id),
        select(Accompagnement.dossier_id)
        .where(Accompagnement.compte_id == compte_id)
        .where(col(Accompagnement.revoque_at).is_(None)),
    )


def _lecture(compte_id: Any) -> ColumnElement[bool]:
    return and_(
        col(Lecture.dossier_id) == col(Commentaire.dossier_id),
        col(Lecture.compte_id) == compte_id,
    )


def _non_lu(compte_id: Any) -> ColumnElement[bool]:
    """Written by another after what was read; the digest counts the same."""
    unseen = col(Lecture.lu_at).is_(None) | (
        col(Lecture.lu_at) < col(Commentaire.created_at)
    )
    return and_(col(Commentaire.auteur_id) != compte_id, unseen)


def _non_lus(compte: Compte):
    """The same, counted for each row of `accompagnement`."""
    return (
        select(func.count())
        .select_from(Commentaire)
        .outerjoin(Lecture, _lecture(compte.id))
        .where(Commentaire.dossier_id == Accompagnement.dossier_id)
        .where(_non_lu(compte.id))
        .correlate(Accompagnement)
        .scalar_subquery()
    )
