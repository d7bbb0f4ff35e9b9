"""Why an accompagnement or a comment is refused, in words; None when it is not."""

from typing import Final

from portal.comptes.models import Compte, Invitation
from portal.dossiers.models import Dossier
from portal.dossiers.permissions import accompagne
from portal.droit.termes import TERMES
from portal.droit.workflow import CLOS, Role

INVITATIONS_PAR_JOUR: Final = 10
"""Each one sends a mail to an address that asked for nothing."""

COMMENTAIRES_MAX: Final = 1000
"""A conversation is read whole: it must stay readable."""

NATIONAUX: Final = frozenset({Role.GTP, Role.ADMINISTRATEUR})
"""They answer for every dossier of the branch, and read no candidate's documents."""


def partage(dossier: Dossier, compte: Compte) -> bool:
    """Section 0 rule 9: the candidate and who accompanies it now, nobody else."""
    return dossier.candidat_id == compte.id or accompagne(dossier, compte)


def why_not_invite(dossier: Dossier, compte: Compte) -> str | None:
    """R9: on the candidate's request only."""
    if dossier.candidat_id != compte.id:
        return "Ce dossier n’est pas le vôtre."
    if dossier.etat in CLOS:
        return "Votre dossier est clos\u00a0: il n’y a plus rien à accompagner."
    return None


def why_not_this_address(dossier: Dossier, email: str) -> str | None:
    """Only of what the candidate's own page shows: nothing is said of accounts."""
    if email == dossier.candidat.email:
        return "Cette adresse est la vôtre. Indiquez celle de la personne invitée."
    if any(
        a.compte.email == email for a in dossier.accompagnements if not a.revoque_at
    ):
        return "Cette personne accompagne déjà votre dossier."
    return None


def why_not_accept(
    dossier: Dossier, invitation: Invitation, compte: Compte
) -> str | None:
    if compte.email != invitation.email:
        return (
            "Cette invitation a été envoyée à une autre adresse que celle de "
            "votre compte."
        )
    if dossier.candidat_id == compte.id:
        return "C’est votre propre dossier\u00a0: vous ne pouvez pas vous accompagner."
    if compte.role in NATIONAUX:
        return (
            f"Un compte du {TERMES.groupe} ou de l’administration "
            "n’accompagne personne. Demandez que l’invitation soit envoyée à une "
            "autre adresse."
        )
    if accompagne(dossier, compte):
        return "Vous accompagnez déjà cette personne."
    return why_not_open(dossier)


def why_not_open(dossier: Dossier) -> str | None:
    if dossier.etat in CLOS:
        return "Ce dossier est clos\u00a0: il n’y a plus rien à accompagner."
    return None


def why_not_comment(dossier: Dossier, compte: Compte) -> str | None:
    if not partage(dossier, compte):
        return "Votre accès à ce dossier a été retiré."
    if dossier.etat in CLOS:
        return (
            "Ce dossier est clos\u00a0: ses commentaires restent lisibles, sans suite."
        )
    return None
