"""Accounts and the identities of other services that open them."""

from sqlmodel import Session, col, select

from portal.comptes.models import Compte, IdentiteExterne


def identite_connue(
    session: Session, issuer: str, sub: str
) -> tuple[IdentiteExterne, Compte] | None:
    """Whose it is. By the provider and its `sub`: an address proves nothing here."""
    return session.exec(
        select(IdentiteExterne, Compte)
        .join(Compte, col(Compte.id) == IdentiteExterne.compte_id)
        .where(IdentiteExterne.issuer == issuer)
        .where(IdentiteExterne.sub == sub)
    ).one_or_none()


def identite_de(
    session: Session, compte: Compte, issuer: str
) -> IdentiteExterne | None:
    return session.exec(
        select(IdentiteExterne)
        .where(IdentiteExterne.compte_id == compte.id)
        .where(IdentiteExterne.issuer == issuer)
    ).one_or_none()
