"""The mailbox of the demonstration: what would have been sent, and to whom.

Registered in the demonstration only: it shows every link, sign-in links included.
"""

from uuid import UUID

from flask import Blueprint, abort, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from portal import db
from portal.courrier.queries import courriel, derniers_courriels
from portal.demonstration.personnes import MOT_DE_PASSE, PRINCIPAUX
from portal.web.access import open_to_all
from portal.web.pages import PIED, Entree, page

bp = Blueprint("demonstration", __name__, url_prefix="/demonstration")


@bp.record_once
def _show(state: BlueprintSetupState) -> None:
    """The mailbox at the foot of each page, the accounts beside the sign-in form."""
    mailbox = Entree("Boîte aux lettres de la démonstration", "/demonstration/boite")
    state.app.jinja_env.globals |= {
        "pied": (*PIED, mailbox),
        "comptes_demonstration": PRINCIPAUX,
        "mot_de_passe_demonstration": MOT_DE_PASSE,
    }


@bp.get("/boite")
@open_to_all
def boite() -> ResponseReturnValue:
    rows = derniers_courriels(db.session(), destinataire=request.args.get("a", ""))
    return page("demonstration/boite.html", courriels=rows)


@bp.get("/boite/<uuid:id_>")
@open_to_all
def message(id_: UUID) -> ResponseReturnValue:
    row = courriel(db.session(), id_) or abort(404)
    return page("demonstration/message.html", courriel=row)
