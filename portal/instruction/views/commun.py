"""What the pages of the instruction share."""

from base64 import b64encode
from typing import Any
from uuid import UUID

from flask import Blueprint, abort
from flask_login import current_user

from portal import clock, db
from portal.catalogue.queries import contenu
from portal.courrier.letters import preview_png
from portal.dossiers.models import Dossier
from portal.dossiers.parcours import projet
from portal.dossiers.permissions import qualite
from portal.dossiers.portee import deja_acquises
from portal.dossiers.queries import visible_dossier
from portal.dossiers.queries.acquis import precedent
from portal.dossiers.suivi import suivi
from portal.droit.reglements import reglement
from portal.droit.workflow import UIMM, Role
from portal.instruction.lettres import Lettre
from portal.instruction.lignes import delai_court

bp = Blueprint("instruction", __name__, url_prefix="/instruction")
EQUIPE = (Role.INSTRUCTEUR, Role.RESPONSABLE)


def dossier_or_404(id_: UUID) -> Dossier:
    """As staff of its UIMM: what else the account may be to it opens nothing here."""
    dossier = visible_dossier(db.session(), current_user, id_)
    if dossier is None or qualite(dossier, current_user) not in UIMM:
        abort(404)
    return dossier


def apercu(lettre: Lettre) -> dict:
    """The letter's pages as images, its text, and the digest of what is read."""
    pages = preview_png(lettre.modele, lettre.donnees)
    return {
        "images": [f"data:image/png;base64,{b64encode(p).decode()}" for p in pages],
        "donnees": lettre.donnees,
        "empreinte": lettre.empreinte,
    }


def entete(dossier: Dossier) -> dict[str, Any]:
    """What stands above every page of one dossier: where it is, by when."""
    view = suivi(dossier, current_user.role, clock.today())
    echeances = [delai.echeance for delai in view.delais]
    return {
        "dossier": dossier,
        "suivi": view,
        "portee": projet(dossier),
        "precedent": precedent(db.session(), dossier),
        "deja": deja_acquises(dossier, contenu(db.session(), dossier.referentiel_id)),
        "court": delai_court(dossier, echeances, view.on),
        "on": view.on,
    }


def bornes(dossier: Dossier) -> str:
    """The hint of an answer date (K9)."""
    regles = reglement(dossier.reglement)
    return f"Dans {regles.reponse_min_jours} à {regles.reponse_max_jours}\u00a0jours."
