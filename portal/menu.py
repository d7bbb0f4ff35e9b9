"""The navigation of the reader, by role."""

from flask import Flask, current_app, request, url_for
from flask_login import current_user

from portal.droit.workflow import Role
from portal.web.pages import Entree

VISITEUR = (
    ("Certifications", "catalogue.liste"),
    ("Créer un compte", "security.register"),
)
PAR_ROLE = {
    Role.CANDIDAT: (
        ("Mon dossier", "dossiers.accueil"),
        ("Certifications", "catalogue.liste"),
    ),
    Role.ACCOMPAGNATEUR: (("Mes accompagnements", "accompagnement.accueil"),),
    Role.INSTRUCTEUR: (("File d’attente", "instruction.file"),),
    Role.RESPONSABLE: (
        ("File d’attente", "instruction.file"),
        ("Équipe", "comptes.equipe"),
    ),
    Role.GTP: (("Certifications", "catalogue.liste"),),
    Role.ADMINISTRATEUR: (
        ("Comptes", "comptes.equipe"),
        ("Certifications", "catalogue.liste"),
    ),
}


def menu() -> list[Entree]:
    if not current_user.is_authenticated:
        sign_in = ("Se connecter", "security.login")
        return [*map(_entry, VISITEUR), _entry(sign_in)._replace(a_droite=True)]
    known = current_app.view_functions
    entries = [_entry(item) for item in PAR_ROLE[current_user.role] if item[1] in known]
    return [
        *entries,
        _entry(("Mon compte", "comptes.mon_compte"))._replace(a_droite=True),
        _entry(("Se déconnecter", "security.logout"))._replace(post=True),
    ]


def _entry(item: tuple[str, str]) -> Entree:
    libelle, endpoint = item
    return Entree(libelle, url_for(endpoint), courant=_is_current(endpoint))


def _is_current(endpoint: str) -> bool:
    """The page itself, or another page of the same feature."""
    here = request.endpoint or ""
    return here == endpoint or (
        here.split(".")[0] == endpoint.split(".")[0] not in {"security", "comptes"}
    )


def register(app: Flask) -> None:
    app.context_processor(lambda: {"menu": menu()})
