"""What the search form of the queue offers."""

from collections.abc import Sequence

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from portal.catalogue.models import Certification
from portal.comptes.models import Compte
from portal.droit.workflow import UIMM


def certifications(session: Session) -> Sequence[Certification]:
    return session.exec(select(Certification).order_by(Certification.titre)).all()


def equipe(session: Session, compte: Compte) -> Sequence[Compte]:
    """The active staff of the account's UIMM, itself included, with their UIMM."""
    return session.exec(
        select(Compte)
        .where(Compte.uimm_slug == compte.uimm_slug)
        .where(col(Compte.role).in_(UIMM))
        .where(col(Compte.active))
        .options(joinedload(Compte.uimm))
        .order_by(Compte.nom_affiche, Compte.email)
    ).all()
