"""Which views there are."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from portal import sante
from portal.accompagnement.views import bp as accompagnement
from portal.accueil.views import bp as accueil
from portal.administration.views import bp as administration
from portal.archives.views import bp as archives
from portal.catalogue.views import bp as catalogue
from portal.certification.commission.views import bp as commissions
from portal.certification.gtp.views import TELEVERSEMENTS as TRANSMISSIONS
from portal.certification.gtp.views import gtp, transmissions
from portal.certification.jury.views import TELEVERSEMENTS as EMARGEMENTS
from portal.certification.jury.views import bp as jurys
from portal.certification.suites.views import TELEVERSEMENTS as DECHARGES
from portal.certification.suites.views import bp as suites
from portal.comptes import fraicheur
from portal.comptes.views import bp as comptes
from portal.comptes.views_compte import bp as compte
from portal.comptes.views_facteurs import bp as facteurs
from portal.comptes.views_identites import bp as identites
from portal.config import Settings
from portal.demonstration.views import bp as demonstration
from portal.dossiers.views import bp as dossiers
from portal.instruction.views import bp as instruction
from portal.lecture.views import bp as lecture
from portal.preuves.views import TELEVERSEMENTS as PREUVES
from portal.preuves.views import bp as preuves
from portal.recevabilite.views import TELEVERSEMENTS as PIECES
from portal.recevabilite.views import bp as recevabilite

BLUEPRINTS = (
    sante.bp,
    accueil,
    catalogue,
    comptes,
    compte,
    facteurs,
    identites,
    administration,
    dossiers,
    recevabilite,
    instruction,
    preuves,
    accompagnement,
    archives,
    lecture,
    commissions,
    suites,
    jurys,
    transmissions,
    gtp,
)


def register(app: Flask, csrf: CSRFProtect, settings: Settings) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    # They check the token themselves, before they read any file.
    for view in (*PIECES, *PREUVES, *EMARGEMENTS, *TRANSMISSIONS, *DECHARGES):
        csrf.exempt(view)
    fraicheur.exiger(app)
    if settings.demonstration:
        app.register_blueprint(demonstration)
