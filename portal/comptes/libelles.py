"""The roles as people read them."""

from typing import Final

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
