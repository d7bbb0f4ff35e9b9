"""Why an account may not manage another, in words we can show it; None when it may."""

from collections.abc import Mapping
from typing import Final, Protocol
from uuid import UUID

from portal.comptes.models import Compte, Invitation
from portal.droit.workflow import UIMM, Role

INVITE: Final[Mapping[Role, frozenset[Role]]] = {
    Role.ADMINISTRATEUR: frozenset({Role.RESPONSABLE, Role.GTP}),
    Role.RESPONSABLE: frozenset({Role.INSTRUCTEUR}),
    Role.CANDIDAT: frozenset({Role.ACCOMPAGNATEUR}),
}
"""Who invites whom; a responsable within its UIMM, a candidat on its own dossier."""

STAFF: Final = UIMM | {Role.GTP, Role.ADMINISTRATEUR}

PAR_FOURNISSEUR: Final[Mapping[str, frozenset[Role]]] = {
    "equipe": frozenset(STAFF),
    "candidats": frozenset({Role.CANDIDAT, Role.ACCOMPAGNATEUR}),
}
"""Whose accounts each provider of identities opens, and no other's."""

GERE: Final[Mapping[Role, frozenset[Role]]] = {
    Role.ADMINISTRATEUR: frozenset(STAFF),
    Role.RESPONSABLE: frozenset({Role.INSTRUCTEUR}),
}
"""Whose accounts each role may suspend and open again."""


class DossierConfie(Protocol):
    """What an invitation needs to know of a dossier, which lives above us."""

    @property
    def id(self) -> UUID: ...

    @property
    def candidat_id(self) -> UUID: ...


def why_not_invite(
    by: Compte,
    role: Role,
    *,
    uimm_slug: str | None = None,
    dossier: DossierConfie | None = None,
) -> str | None:
    if role not in INVITE.get(by.role, frozenset()):
        return "Votre rôle ne permet pas cette invitation."
    if (role in UIMM) != (uimm_slug is not None):
        return "Choisissez l’UIMM territoriale de cette personne."
    if by.role is Role.RESPONSABLE and uimm_slug != by.uimm_slug:
        return "Vous n’invitez que dans votre UIMM territoriale."
    if role is Role.ACCOMPAGNATEUR and (
        dossier is None or dossier.candidat_id != by.id
    ):
        return "Vous n’invitez un accompagnateur que pour votre propre dossier."
    return None


def why_not_manage(by: Compte, compte: Compte) -> str | None:
    if by.id == compte.id:
        return "Vous ne pouvez pas suspendre votre propre compte."
    same_uimm = by.role not in UIMM or by.uimm_slug == compte.uimm_slug
    if compte.role not in GERE.get(by.role, frozenset()) or not same_uimm:
        return "Ce compte ne relève pas de vous."
    return None


def why_not_accept(compte: Compte, invitation: Invitation) -> str | None:
    """An account has one role; inside one UIMM it may take another one."""
    if compte.email != invitation.email:
        return (
            "Cette invitation a été envoyée à une autre adresse que celle de "
            "votre compte."
        )
    if not {compte.role, invitation.role} <= UIMM:
        return (
            "Un compte existe déjà avec cette adresse, et un compte n’a qu’un rôle. "
            "Demandez que l’invitation soit envoyée à une autre adresse."
        )
    if compte.uimm_slug != invitation.uimm_slug:
        return (
            "Votre compte dépend d’une autre UIMM territoriale. "
            "Demandez que l’invitation soit envoyée à une autre adresse."
        )
    return None
