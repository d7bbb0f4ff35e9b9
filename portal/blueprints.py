"""Which views there are."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from portal import sante
from portal.accueil.views import bp as accueil
from portal.catalogue.views import bp as catalogue
from portal.comptes.views import bp as comptes
from portal.config import Settings
from portal.demonstration.views import bp as demonstration
from portal.dossiers.views import bp as dossiers

BLUEPRINTS = (sante.bp, accueil, catalogue, comptes, dossiers)


def register(app: Flask, csrf: CSRFProtect, settings: Settings) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    import importlib
    import importlib.util

    for name in ("recevabilite", "instruction", "preuves", "accompagnement"):
        if importlib.util.find_spec(f"portal.{name}.views"):
            feature = importlib.import_module(f"portal.{name}.views")
            if not hasattr(feature, "bp"):
                continue
            app.register_blueprint(feature.bp)
            for view in getattr(feature, "TELEVERSEMENTS", ()):
                csrf.exempt(view)
    if settings.demonstration:
        app.register_blueprint(demonstration)
