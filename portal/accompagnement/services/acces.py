"""Who accompanies whom: the candidate asks, the person accepts (R9)."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from portal.accompagnement.partage import nom_du_candidat
from portal.accompagnement.permissions import (
    INVITATIONS_PAR_JOUR,
    why_not_accept,
    why_not_invite,
    why_not_open,
    why_not_this_address,
)
from portal.accompagnement.queries import invitations_depuis
from portal.comptes import services as comptes
from portal.comptes.models import Compte, Invitation
from portal.comptes.queries import vient_d_inviter
from portal.config import DOUBLE_ENVOI
from portal.courrier.annonces import queue_mail
from portal.dossiers.models import Accompagnement, Dossier
from portal.dossiers.services import hold, record
from portal.droit.refus import Refus
from portal.droit.workflow import Fait, Role
from portal.rows import changed


def inviter(
    session: Session, dossier: Dossier, *, email: str, by: Compte, at: datetime
) -> None:
    """A link by mail; whether the address has an account is not looked up (R9)."""
    hold(session, dossier)
    email = comptes.normalize(email)
    reason = why_not_invite(dossier, by) or why_not_this_address(dossier, email)
    if reason:
        raise Refus(reason)
    if vient_d_inviter(session, email, dossier.id, depuis=at - DOUBLE_ENVOI):
        return
    since = at - timedelta(days=1)
    if invitations_depuis(session, dossier, since) >= INVITATIONS_PAR_JOUR:
        raise Refus(
            f"Vous avez envoyé {INVITATIONS_PAR_JOUR} invitations en un jour. "
            "Attendez demain pour en envoyer une autre."
        )
    token = comptes.invite(
        session,
        email=email,
        role=Role.ACCOMPAGNATEUR,
        by=by,
        at=at,
        dossier=dossier,
    )
    record(session, Fait.ACCOMPAGNATEUR_INVITE, dossier, by=by, at=at)
    queue_mail(
        session,
        destinataire=email,
        modele="invitation_accompagnateur",
        donnees={
            "lien": f"/accompagnement/invitation/{token}",
            "par": nom_du_candidat(dossier),
        },
        at=at,
    )


def accepter(
    session: Session,
    invitation: Invitation,
    dossier: Dossier,
    *,
    by: Compte,
    at: datetime,
) -> None:
    """An account that exists, whatever its role, gains access to this dossier."""
    hold(session, dossier)
    if reason := why_not_accept(dossier, invitation, by):
        raise Refus(reason)
    comptes.consume(session, invitation, at=at)
    _open_access(session, invitation, dossier, by=by, at=at)


def accepter_avec_compte(
    session: Session,
    invitation: Invitation,
    dossier: Dossier,
    *,
    nom_affiche: str,
    password_hash: str,
    at: datetime,
) -> Compte:
    """The invitation proves the address: the account opens with the access."""
    hold(session, dossier)
    if reason := why_not_open(dossier):
        raise Refus(reason)
    compte = comptes.accept_with_new_account(
        session,
        invitation,
        nom_affiche=nom_affiche,
        qualite="",
        password_hash=password_hash,
        at=at,
    )
    _open_access(session, invitation, dossier, by=compte, at=at)
    return compte


def _open_access(
    session: Session,
    invitation: Invitation,
    dossier: Dossier,
    *,
    by: Compte,
    at: datetime,
) -> None:
    session.add(
        Accompagnement(
            dossier_id=dossier.id,
            compte_id=by.id,
            invitation_id=invitation.id,
            accepte_at=at,
        )
    )
    record(session, Fait.ACCOMPAGNATEUR_ACCEPTE, dossier, by=by, at=at)
    queue_mail(
        session,
        destinataire=dossier.candidat.email,
        modele="accompagnement_accepte",
        donnees={
            "lien": f"/dossiers/{dossier.id}/accompagnateur",
            "par": by.nom_affiche or by.email,
        },
        at=at,
    )


def annuler(
    session: Session,
    dossier: Dossier,
    invitation: Invitation,
    *,
    by: Compte,
    at: datetime,
) -> None:
    """The link of an invitation opens nothing any more."""
    hold(session, dossier)
    session.refresh(invitation)
    if invitation.used_at or invitation.revoked_at or invitation.expires_at <= at:
        return
    comptes.revoke_invitation(session, invitation, at=at)
    record(
        session,
        Fait.ACCOMPAGNATEUR_REVOQUE,
        dossier,
        by=by,
        at=at,
        motif="Invitation annulée avant d’être acceptée.",
    )


def revoquer(
    session: Session, dossier: Dossier, acces_id: UUID, *, by: Compte, at: datetime
) -> None:
    """All access ends at the next request; said twice, it is written once."""
    hold(session, dossier)
    ending = (
        update(Accompagnement)
        .where(col(Accompagnement.id) == acces_id)
        .where(col(Accompagnement.dossier_id) == dossier.id)
        .where(col(Accompagnement.revoque_at).is_(None))
        .values(revoque_at=at)
    )
    if changed(session, ending):
        record(session, Fait.ACCOMPAGNATEUR_REVOQUE, dossier, by=by, at=at)
