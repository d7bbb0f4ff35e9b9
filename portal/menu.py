"""The navigation of the reader, by role and by where its dossier is."""

from flask import Flask, request, url_for
from flask_login import current_user

from portal import db
from portal.dossiers.queries.reperes import Reperes, reperes
from portal.droit.workflow import PREUVES_ACCEPTEES, Etat, Role
from portal.web.pages import Entree

TABLEAU = "instruction.tableau_de_bord"
VISITEUR = (
    ("Accueil", "accueil.accueil"),
    ("Certifications", "catalogue.liste"),
    ("Aide", "accueil.aide"),
    ("Créer un compte", "security.register"),
)
PAR_ROLE = {
    Role.CANDIDAT: (("Mon dossier", "dossiers.accueil"),),
    Role.ACCOMPAGNATEUR: (("Mes accompagnements", "accompagnement.accueil"),),
    Role.INSTRUCTEUR: (
        ("File d’attente", "instruction.file"),
        ("Commissions", "commissions.liste"),
    ),
    Role.RESPONSABLE: (
        ("Tableau de bord", TABLEAU),
        ("File d’attente", "instruction.file"),
        ("Commissions", "commissions.liste"),
        ("Équipe", "comptes.equipe"),
    ),
    Role.GTP: (),
    Role.ADMINISTRATEUR: (
        ("Comptes", "comptes.equipe"),
        ("Certifications", "administration.certifications"),
    ),
}
PREUVES = PREUVES_ACCEPTEES | {
    Etat.RECEVABLE,
    Etat.PREUVES_DEPOSEES,
    Etat.PREUVES_A_COMPLETER,
}


def menu() -> list[Entree]:
    if not current_user.is_authenticated:
        sign_in = Entree("Se connecter", url_for("security.login"), a_droite=True)
        return [*(_entry(*item) for item in VISITEUR), sign_in]
    return [
        *(_entry(*item) for item in PAR_ROLE[current_user.role]),
        *_of_dossiers(reperes(db.session(), current_user)),
        *_public_list(current_user.role),
        _entry("Mon compte", "comptes.mon_compte")._replace(a_droite=True),
        Entree("Se déconnecter", url_for("security.logout"), post=True),
    ]


def _public_list(role: Role) -> list[Entree]:
    """An administrateur has its own list, which leads to the public one."""
    if role is Role.ADMINISTRATEUR:
        return []
    return [_entry("Certifications", "catalogue.liste")]


def _of_dossiers(here: Reperes) -> list[Entree]:
    """What the person's own dossier, or those it accompanies, open."""
    entries = []
    if here.etat in PREUVES:
        entries.append(_entry("Mes preuves", "preuves.matrice", here))
    if here.dossier_id and here.est_accompagne:
        comments = _entry("Commentaires", "accompagnement.commentaires", here)
        entries.append(comments._replace(compte=here.non_lus))
    if here.accompagne and current_user.role is not Role.ACCOMPAGNATEUR:
        entries.append(_entry("Mes accompagnements", "accompagnement.accueil"))
    return entries


def _entry(libelle: str, endpoint: str, here: Reperes | None = None) -> Entree:
    url = url_for(endpoint, id_=here.dossier_id) if here else url_for(endpoint)
    return Entree(libelle, url, courant=_is_current(endpoint))


def _is_current(endpoint: str) -> bool:
    """The page itself, or another page of the same feature."""
    here = request.endpoint or ""
    feature = endpoint.split(".")[0]
    return here == endpoint or (
        feature not in {"security", "comptes", "accueil"}
        and TABLEAU not in {here, endpoint}
        and here.split(".")[0] == feature
    )


def register(app: Flask) -> None:
    # Called by the page's frame: a fragment has no navigation to pay for.
    app.jinja_env.globals["menu"] = menu
