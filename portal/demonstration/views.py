"""The mailbox of the demonstration: what would have been sent, and to whom.

Registered in the demonstration only: it shows every link, sign-in links included.
"""

from uuid import UUID

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from portal import db
from portal.courrier.queries import courriel, derniers_courriels
from portal.web.access import open_to_all
from portal.web.pages import page

bp = Blueprint("demonstration", __name__, url_prefix="/demonstration")


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
