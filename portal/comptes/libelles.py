"""The roles as people read them."""

from typing import Final

from portal.droit.workflow import Role

ROLES: Final = {
    Role.CANDIDAT: "Candidat",
    Role.ACCOMPAGNATEUR: "Accompagnateur",
    Role.INSTRUCTEUR: "Instructeur",
    Role.RESPONSABLE: "Responsable",
    Role.GTP: "Groupe technique paritaire",
    Role.ADMINISTRATEUR: "Administrateur",
}
