"""Every write to accounts and invitations. The caller owns the transaction."""

from datetime import datetime
from secrets import token_urlsafe
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlmodel import Session, col

from portal.comptes.evenements import noter, prevenir
from portal.comptes.models import Compte, FaitCompte, Invitation
from portal.comptes.permissions import (
    DossierConfie,
    why_not_accept,
    why_not_invite,
    why_not_manage,
)
from portal.comptes.queries import (
    compte_with_email,
    pending,
    token_digest,
    vient_d_ecrire,
)
from portal.comptes.services_sessions import fermer_toutes
from portal.config import DOUBLE_ENVOI, INVITATION_VALIDITY
from portal.courrier.annonces import queue_mail
from portal.droit.refus import Refus
from portal.droit.relecture import exiger_lu
from portal.droit.workflow import Role
from portal.rows import changed

ADRESSE_PERDUE: Final = (
    "Ce lien n’est plus valable. Demandez de nouveau le changement depuis "
    "« Mon compte »."
)
PERDUE: Final = "Cette invitation ne peut plus être acceptée."


def normalize(email: str) -> str:
    """One mailbox is one account, however its address is typed."""
    return email.strip().lower()


def invite(
    session: Session,
    *,
    email: str,
    role: Role,
    by: Compte,
    at: datetime,
    uimm_slug: str | None = None,
    dossier: DossierConfie | None = None,
) -> str:
    """A new link's token; the earlier link for the same purpose stops working.

    Whether the address has an account is neither looked up nor told.
    """
    if reason := why_not_invite(by, role, uimm_slug=uimm_slug, dossier=dossier):
        raise Refus(reason)
    invitation = Invitation(
        email=normalize(email),
        role=role,
        uimm_slug=uimm_slug,
        dossier_id=dossier.id if dossier else None,
        by_id=by.id,
        token_hash="",
        created_at=at,
        expires_at=at + INVITATION_VALIDITY,
    )
    return _issue(session, invitation)


def invite_staff(
    session: Session,
    *,
    email: str,
    role: Role,
    by: Compte,
    at: datetime,
    uimm_slug: str | None = None,
) -> None:
    """Sent twice at once, the last link alone works."""
    _hold(session, by)
    token = invite(session, email=email, role=role, by=by, at=at, uimm_slug=uimm_slug)
    queue_mail(
        session,
        destinataire=normalize(email),
        modele="invitation",
        donnees={"lien": f"/invitation/{token}", "par": by.nom_affiche or by.email},
        at=at,
    )


def invite_first_administrateur(session: Session, *, email: str, at: datetime) -> str:
    """The path of the link, for the command line: nobody can invite this role."""
    invitation = Invitation(
        email=normalize(email),
        role=Role.ADMINISTRATEUR,
        token_hash="",
        created_at=at,
        expires_at=at + INVITATION_VALIDITY,
    )
    return f"/invitation/{_issue(session, invitation)}"


def _issue(session: Session, invitation: Invitation) -> str:
    token = token_urlsafe(32)
    invitation.token_hash = token_digest(token)
    _revoke_earlier(session, invitation)
    session.add(invitation)
    return token


def _revoke_earlier(session: Session, new: Invitation) -> None:
    session.execute(
        update(Invitation)
        .where(col(Invitation.email) == new.email)
        .where(col(Invitation.role) == new.role)
        .where(col(Invitation.uimm_slug).is_not_distinct_from(new.uimm_slug))
        .where(col(Invitation.dossier_id).is_not_distinct_from(new.dossier_id))
        .where(pending(new.created_at))
        .values(revoked_at=new.created_at)
    )


def revoke_invitation(
    session: Session, invitation: Invitation, *, at: datetime
) -> None:
    """Nothing to say when it was accepted or revoked meanwhile: it opens nothing."""
    session.execute(
        update(Invitation)
        .where(col(Invitation.id) == invitation.id)
        .where(pending(at))
        .values(revoked_at=at)
    )


def consume(session: Session, invitation: Invitation, *, at: datetime) -> None:
    """Use the link, once: of two tabs, the second is refused."""
    using = (
        update(Invitation)
        .where(col(Invitation.id) == invitation.id)
        .where(pending(at))
        .values(used_at=at)
    )
    if changed(session, using) != 1:
        raise Refus(PERDUE)


def create_account(  # noqa: PLR0913 - one for each column
    session: Session,
    *,
    email: str,
    role: Role,
    password_hash: str | None,
    at: datetime,
    nom_affiche: str = "",
    qualite: str = "",
    uimm_slug: str | None = None,
) -> Compte:
    """An account whose address is already proven: by an invitation, by a provider."""
    email = normalize(email)
    if compte_with_email(session, email):
        raise Refus("Un compte existe déjà avec cette adresse : connectez-vous.")
    compte = Compte(
        email=email,
        role=role,
        password=password_hash,
        fs_uniquifier=uuid4().hex,
        confirmed_at=at,
        nom_affiche=nom_affiche,
        qualite=qualite,
        uimm_slug=uimm_slug,
    )
    session.add(compte)
    session.flush()
    return compte


def accept_with_new_account(
    session: Session,
    invitation: Invitation,
    *,
    nom_affiche: str,
    qualite: str,
    password_hash: str,
    at: datetime,
) -> Compte:
    consume(session, invitation, at=at)
    return create_account(
        session,
        email=invitation.email,
        role=invitation.role,
        password_hash=password_hash,
        at=at,
        nom_affiche=nom_affiche,
        qualite=qualite,
        uimm_slug=invitation.uimm_slug,
    )


def accept(
    session: Session,
    invitation: Invitation,
    *,
    by: Compte,
    at: datetime,
    depuis: UUID | None = None,
) -> Invitation:
    """An account of the UIMM takes the role it was invited to.

    `depuis`: the session that accepts; the account's others end with its former role.
    """
    if reason := why_not_accept(by, invitation):
        raise Refus(reason)
    consume(session, invitation, at=at)
    if by.role is not invitation.role:
        by.role = invitation.role
        fermer_toutes(session, by, sauf=depuis)
        noter(session, by, FaitCompte.ROLE_CHANGE, at=at)
    return invitation


def describe_self(
    session: Session, compte: Compte, *, lue: str, nom_affiche: str, qualite: str
) -> None:
    known = _hold(session, compte)
    typed = {"nom_affiche": nom_affiche, "qualite": qualite}
    exiger_lu(presentation(known), typed, lue=lue)
    known.nom_affiche = nom_affiche
    known.qualite = qualite


def presentation(compte: Compte) -> dict[str, str]:
    """What the form on one's own account is filled from."""
    return {"nom_affiche": compte.nom_affiche, "qualite": compte.qualite}


def _hold(session: Session, compte: Compte) -> Compte:
    """Its row, read again: who writes at once takes turns."""
    return session.get_one(
        Compte, compte.id, populate_existing=True, with_for_update={"of": Compte}
    )


def set_active(
    session: Session, compte: Compte, *, active: bool, by: Compte, at: datetime
) -> None:
    """Suspend or open again; a suspended account is out at its next request."""
    if reason := why_not_manage(by, compte):
        raise Refus(reason)
    if _hold(session, compte).active is active:
        return
    compte.active = active
    fermer_toutes(session, compte)
    fait = FaitCompte.RETABLI if active else FaitCompte.SUSPENDU
    noter(session, compte, fait, at=at)


def demander_adresse(
    session: Session, compte: Compte, *, nouvelle: str, lien: str, at: datetime
) -> None:
    """A link to the new mailbox, a warning to the one of today.

    An address that has an account gets the words of a second sign-up: whoever asks
    is told the same in both cases.
    """
    _hold(session, compte)
    if vient_d_ecrire(session, nouvelle, depuis=at - DOUBLE_ENVOI):
        return
    connue = compte_with_email(session, nouvelle)
    queue_mail(
        session,
        destinataire=nouvelle,
        modele="compte_deja_inscrit" if connue else "compte_nouvelle_adresse",
        donnees={"lien": "/mot-de-passe-oublie" if connue else lien},
        at=at,
    )
    noter(session, compte, FaitCompte.ADRESSE_DEMANDEE, at=at)


def changer_adresse(
    session: Session, compte: Compte, *, nouvelle: str, at: datetime
) -> None:
    """Both mailboxes are told; what the former one holds of links opens nothing."""
    if compte_with_email(session, nouvelle):
        raise Refus(ADRESSE_PERDUE)
    ancienne, compte.email = compte.email, nouvelle
    compte.confirmed_at = at
    compte.fs_uniquifier = uuid4().hex
    fermer_toutes(session, compte)
    noter(session, compte, FaitCompte.ADRESSE_CHANGEE, at=at)
    prevenir(session, compte, FaitCompte.ADRESSE_CHANGEE, at=at, destinataire=ancienne)
