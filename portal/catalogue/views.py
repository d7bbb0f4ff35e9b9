from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.catalogue import queries
from portal.catalogue.queries import Ouverture
from portal.droit.jours import ajouter_mois
from portal.droit.reglements import reglement_en_vigueur
from portal.droit.workflow import Role
from portal.web.access import open_to_all
from portal.web.pages import page

bp = Blueprint("catalogue", __name__)


@bp.get("/certifications")
@open_to_all
def liste() -> ResponseReturnValue:
    found = queries.certifications(db.session(), clock.today())
    return page(
        "catalogue/liste.html",
        ouvertes=[o for o in found if not o.why_closed],
        fermees=[o for o in found if o.why_closed],
    )


@bp.get("/certifications/<slug>")
@open_to_all
def certification(slug: str) -> ResponseReturnValue:
    ouverture = _ouverture_or_404(slug)
    today = clock.today()
    reglement = reglement_en_vigueur(today)
    return page(
        "catalogue/certification.html",
        ouverture=ouverture,
        commencer=_start_url(ouverture),
        reponse_le=ajouter_mois(today, reglement.instruction_mois),
    )


@bp.get("/certifications/<slug>/referentiel")
@open_to_all
def referentiel(slug: str) -> ResponseReturnValue:
    ouverture = _ouverture_or_404(slug)
    if not ouverture.contenu:
        abort(404)
    return page("catalogue/referentiel.html", ouverture=ouverture)


@bp.get("/certifications/<slug>/vae")
@open_to_all
def orientation(slug: str) -> ResponseReturnValue:
    ouverture = _ouverture_or_404(slug)
    return page(
        "catalogue/orientation.html",
        ouverture=ouverture,
        commencer=_start_url(ouverture),
        reglement=reglement_en_vigueur(clock.today()),
    )


@bp.get("/uimm")
@open_to_all
def uimms() -> ResponseReturnValue:
    return page("catalogue/uimms.html", uimms=queries.uimms(db.session()))


def _ouverture_or_404(slug: str) -> Ouverture:
    found = queries.certification(db.session(), slug, clock.today())
    return found or abort(404)


def _start_url(ouverture: Ouverture) -> str | None:
    """No button where a request would be refused, nor for who cannot make one."""
    if ouverture.why_closed:
        return None
    if current_user.is_authenticated and current_user.role is not Role.CANDIDAT:
        return None
    return url_for("recevabilite.commencer", slug=ouverture.certification.slug)
