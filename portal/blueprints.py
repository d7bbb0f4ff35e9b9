"""Which views there are."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from portal import sante
from portal.accueil.views import bp as accueil
from portal.catalogue.views import bp as catalogue
from portal.comptes.views import bp as comptes
from portal.config import Settings

BLUEPRINTS = (sante.bp, accueil, catalogue, comptes)


def register(app: Flask, settings: Settings) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
