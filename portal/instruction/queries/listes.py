"""What the search form of the queue offers."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import bindparam
from sqlalchemy.orm import joinedload, load_only
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.catalogue.models import Certification
from portal.comptes.models import Compte
from portal.droit.workflow import UIMM


def certifications(session: Session) -> Sequence[Certification]:
    return session.exec(_certifications()).all()


def equipe(session: Session, compte: Compte) -> Sequence[Compte]:
    """The active staff of the account's UIMM, itself included, with their UIMM."""
    return session.exec(_equipe(), params={"uimm": compte.uimm_slug}).all()


@cache
def _certifications() -> SelectOfScalar[Certification]:
    titles = load_only(Certification.titre)
    return select(Certification).options(titles).order_by(Certification.titre)


@cache
def _equipe() -> SelectOfScalar[Compte]:
    return (
        select(Compte)
        .where(Compte.uimm_slug == bindparam("uimm"))
        .where(col(Compte.role).in_(UIMM))
        .where(col(Compte.active))
        .options(joinedload(Compte.uimm))
        .order_by(Compte.nom_affiche, Compte.email)
    )
