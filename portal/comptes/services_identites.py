"""Every write to external identities. The caller owns the transaction."""

from datetime import datetime
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from portal.comptes.evenements import noter
from portal.comptes.models import Compte, FaitCompte, IdentiteExterne
from portal.comptes.queries_identites import identite_connue, identite_de
from portal.comptes.services import create_account
from portal.droit.refus import Refus
from portal.droit.workflow import Role

PRISE: Final = "Cette identité est déjà reliée à un autre compte du portail."
DEJA: Final = (
    "Une autre identité est déjà reliée à votre compte : déliez-la d’abord dans "
    "« Mon compte »."
)
EXISTE: Final = "Un compte existe déjà avec cette adresse : connectez-vous."
SANS_MOT_DE_PASSE: Final = (
    "Votre compte n’a pas encore de mot de passe : choisissez-en un d’abord, sinon "
    "vous ne pourriez plus vous connecter."
)


def relier(
    session: Session, compte: Compte, *, issuer: str, sub: str, at: datetime
) -> None:
    """To an account whose person has just proved to be, by its own means."""
    found = identite_connue(session, issuer, sub)
    if found and found[1].id == compte.id:
        return
    if found:
        raise Refus(PRISE)
    if identite_de(session, compte, issuer):
        raise Refus(DEJA)
    session.add(
        IdentiteExterne(issuer=issuer, sub=sub, compte_id=compte.id, created_at=at)
    )
    try:
        session.flush()
    except IntegrityError as error:
        # Two tabs at once: the other one linked it.
        raise Refus(PRISE) from error
    noter(session, compte, FaitCompte.IDENTITE_RELIEE, at=at)


def delier(session: Session, compte: Compte, *, issuer: str, at: datetime) -> None:
    known = identite_de(session, compte, issuer)
    if known is None:
        return
    if not compte.password:
        raise Refus(SANS_MOT_DE_PASSE)
    session.delete(known)
    noter(session, compte, FaitCompte.IDENTITE_DELIEE, at=at)


def ouvrir_compte(
    session: Session, *, email: str, issuer: str, sub: str, at: datetime
) -> Compte:
    """A candidate's, whose address the provider verified; it has no password yet."""
    try:
        compte = create_account(
            session, email=email, role=Role.CANDIDAT, password_hash=None, at=at
        )
    except IntegrityError as error:
        raise Refus(EXISTE) from error
    relier(session, compte, issuer=issuer, sub=sub, at=at)
    return compte
