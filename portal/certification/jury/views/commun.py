"""What the pages of the juries share."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf import FlaskForm

from portal import clock, db
from portal.certification.jury import queries
from portal.certification.jury.candidats import Candidat, candidats
from portal.certification.jury.fiche import etat
from portal.dossiers.models import DossierJury, Jury
from portal.droit.workflow import Role
from portal.storage.noms import content_disposition
from portal.web.downloads import SentFile

bp = Blueprint("jurys", __name__, url_prefix="/jurys")
EQUIPE = (Role.INSTRUCTEUR, Role.RESPONSABLE)


def jury_or_404(id_: UUID) -> Jury:
    """Of the reader's own UIMM; another one's does not exist."""
    return queries.jury(db.session(), current_user, id_) or abort(404)


def candidat_or_404(jury: Jury, tour_id: UUID) -> Candidat:
    tour = tour_or_404(jury, tour_id)
    return candidats(db.session(), [tour])[0]


def tour_or_404(jury: Jury, tour_id: UUID) -> DossierJury:
    return queries.tour(db.session(), jury, tour_id) or abort(404)


def entete(jury: Jury) -> dict:
    """What stands above every page of one jury."""
    on = clock.today()
    return {"jury": jury, "etat": etat(jury, on), "on": on}


def back(jury: Jury, anchor: str = "") -> ResponseReturnValue:
    url = url_for("jurys.jury", id_=jury.id, _anchor=anchor or None)
    return redirect(url, code=303)


def refuser(form: FlaskForm, sentence: object) -> None:
    """A rule's refusal, above the form that still holds what was typed."""
    form.form_errors = [*form.form_errors, str(sentence)]


def attach(content: bytes, nom: str, type_mime: str) -> Response:
    """A file made for this request, saved and never shown under our name."""
    answer = SentFile(content, mimetype=type_mime)
    answer.headers["Content-Disposition"] = content_disposition(nom, inline=False)
    return answer
