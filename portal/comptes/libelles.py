"""Roles and events as people read them."""

from typing import Final, NamedTuple

from portal.comptes.models import FaitCompte
from portal.droit.termes import TERMES
from portal.droit.workflow import Role

ROLES: Final = {
    Role.CANDIDAT: "Candidat",
    Role.ACCOMPAGNATEUR: "Accompagnateur",
    Role.INSTRUCTEUR: "Instructeur",
    Role.RESPONSABLE: "Responsable",
    Role.GTP: TERMES.groupe.capitalize(),
    Role.ADMINISTRATEUR: "Administrateur",
}


class Dit(NamedTuple):
    """An event: its line in the journal, and its mail when it has a `phrase`."""

    mot: str
    phrase: str = ""
    suite: str = (
        "Si vous n’êtes pas à l’origine de cette action, choisissez tout de suite un "
        "nouveau mot de passe : toutes vos sessions seront fermées."
    )
    lien: str = "/mot-de-passe-oublie"


FAITS: Final = {
    FaitCompte.CONNEXION: Dit("Connexion"),
    FaitCompte.CONNEXION_NOUVELLE: Dit(
        "Connexion depuis un nouvel appareil",
        "Une connexion à votre compte vient d’avoir lieu depuis un appareil que le "
        "portail ne connaissait pas.",
    ),
    FaitCompte.FREIN: Dit(
        "Trop de mots de passe essayés",
        "Trop de mots de passe ont été essayés sur votre compte. Pour le protéger, la "
        "connexion est ralentie pendant une heure au plus.",
        "Si c’était vous, attendez, ou choisissez un nouveau mot de passe. Si ce "
        "n’était pas vous, personne n’est entré ; un mot de passe que vous n’utilisez "
        "nulle part ailleurs reste la meilleure protection.",
    ),
    FaitCompte.MOT_DE_PASSE_CHANGE: Dit(
        "Mot de passe changé",
        "Le mot de passe de votre compte vient d’être changé. Vos autres sessions "
        "sont fermées.",
    ),
    FaitCompte.ADRESSE_DEMANDEE: Dit(
        "Changement d’adresse demandé",
        "Le changement de l’adresse électronique de votre compte vient d’être demandé. "
        "Rien ne change tant que la nouvelle adresse n’est pas confirmée.",
    ),
    FaitCompte.ADRESSE_CHANGEE: Dit(
        "Adresse électronique changée",
        "L’adresse électronique de votre compte est changée : connectez-vous désormais "
        "avec la nouvelle. Toutes vos sessions sont fermées.",
        "Si vous n’êtes pas à l’origine de ce changement, écrivez tout de suite à "
        "votre UIMM territoriale, dont voici les coordonnées :",
        "/uimm",
    ),
    FaitCompte.SESSIONS_FERMEES: Dit(
        "Sessions fermées",
        "Une ou plusieurs sessions de votre compte viennent d’être fermées.",
    ),
    FaitCompte.ROLE_CHANGE: Dit(
        "Rôle changé",
        "Le rôle de votre compte est changé. Vos autres sessions sont fermées.",
    ),
    FaitCompte.SUSPENDU: Dit(
        "Compte suspendu",
        "Votre compte est suspendu : vous ne pouvez plus vous connecter.",
        "Pour en connaître la raison, écrivez à votre UIMM territoriale :",
        "/uimm",
    ),
    FaitCompte.RETABLI: Dit(
        "Compte rétabli",
        "Votre compte est rétabli : vous pouvez de nouveau vous connecter.",
        "Pour vous connecter :",
        "/connexion",
    ),
    FaitCompte.APPLICATION_AJOUTEE: Dit(
        "Application d’authentification ajoutée",
        "Une application d’authentification vient d’être ajoutée à votre compte.",
    ),
    FaitCompte.APPLICATION_RETIREE: Dit(
        "Application d’authentification retirée",
        "L’application d’authentification de votre compte vient d’être retirée.",
    ),
    FaitCompte.CLE_AJOUTEE: Dit(
        "Clé d’accès ajoutée",
        "Une clé d’accès vient d’être ajoutée à votre compte.",
    ),
    FaitCompte.CLE_RETIREE: Dit(
        "Clé d’accès retirée",
        "Une clé d’accès de votre compte vient d’être retirée.",
    ),
    FaitCompte.CODES_RENOUVELES: Dit(
        "Codes de secours renouvelés",
        "De nouveaux codes de secours viennent d’être donnés pour votre compte. Les "
        "anciens ne servent plus.",
    ),
    FaitCompte.CODE_UTILISE: Dit(
        "Code de secours utilisé",
        "Un code de secours vient de servir à ouvrir votre compte. Il ne servira plus.",
    ),
    FaitCompte.FACTEURS_RETIRES: Dit(
        "Vérification en deux étapes retirée",
        "La vérification en deux étapes de votre compte vient d’être retirée à votre "
        "demande, et vos sessions sont fermées. Connectez-vous avec votre mot de "
        "passe, puis ajoutez un nouveau moyen.",
    ),
    FaitCompte.IDENTITE_RELIEE: Dit(
        "Identité externe reliée",
        "Une identité d’un autre service vient d’être reliée à votre compte : elle "
        "permet de s’y connecter sans votre mot de passe.",
        "Si vous n’êtes pas à l’origine de cette action, choisissez tout de suite un "
        "nouveau mot de passe, puis déliez cette identité dans « Mon compte ».",
    ),
    FaitCompte.IDENTITE_DELIEE: Dit(
        "Identité externe déliée",
        "L’identité d’un autre service vient d’être déliée de votre compte : elle ne "
        "permet plus de s’y connecter.",
    ),
}
