"""The first page and the pages every site owes its readers."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal import clock
from portal.droit.registre import CATEGORIES
from portal.droit.reglements import reglement_en_vigueur
from portal.web.access import open_to_all
from portal.web.pages import page

bp = Blueprint("accueil", __name__)


@bp.get("/")
@open_to_all
def accueil() -> ResponseReturnValue:
    return page("accueil/accueil.html", reglement=reglement_en_vigueur(clock.today()))


@bp.get("/aide")
@open_to_all
def aide() -> ResponseReturnValue:
    return page("accueil/aide.html", reglement=reglement_en_vigueur(clock.today()))


@bp.get("/accessibilite")
@open_to_all
def accessibilite() -> ResponseReturnValue:
    return page("accueil/accessibilite.html")


@bp.get("/mentions-legales")
@open_to_all
def mentions_legales() -> ResponseReturnValue:
    return page("accueil/mentions_legales.html")


@bp.get("/donnees-personnelles")
@open_to_all
def donnees_personnelles() -> ResponseReturnValue:
    return page(
        "accueil/donnees_personnelles.html",
        registre=CATEGORIES.values(),
        reglement=reglement_en_vigueur(clock.today()),
    )
