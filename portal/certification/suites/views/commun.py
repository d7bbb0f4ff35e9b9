"""What the pages after a validation share."""

from uuid import UUID

from flask import Blueprint, abort
from flask_login import current_user

from portal import db
from portal.certification.suites import queries
from portal.certification.suites.permissions import why_not_handle, why_not_result
from portal.dossiers.models import Certificat, Dossier
from portal.dossiers.permissions import qualite
from portal.dossiers.queries import mon_dossier, visible_dossier
from portal.droit.refus import Refus
from portal.droit.workflow import UIMM, Role

bp = Blueprint("suites", __name__)
EQUIPE = (Role.INSTRUCTEUR, Role.RESPONSABLE)


def notified(id_: UUID) -> tuple[Dossier, Role]:
    """For the candidate and its UIMM, once the result is known."""
    dossier = visible_dossier(db.session(), current_user, id_) or abort(404)
    seen_as = qualite(dossier, current_user)
    if seen_as is None or seen_as not in {Role.CANDIDAT, *UIMM}:
        abort(404)
    if reason := why_not_result(dossier):
        raise Refus(reason)
    return dossier, seen_as


def handled(id_: UUID) -> Dossier:
    """For the UIMM of the dossier."""
    dossier, seen_as = notified(id_)
    if seen_as is Role.CANDIDAT:
        abort(404)
    if reason := why_not_handle(dossier, current_user):
        raise Refus(reason)
    return dossier


def own_result(id_: UUID) -> Dossier:
    """For its candidate alone."""
    dossier = mon_dossier(db.session(), current_user, id_) or abort(404)
    if reason := why_not_result(dossier):
        raise Refus(reason)
    return dossier


def certificat_or_404(dossier: Dossier, id_: UUID) -> Certificat:
    return queries.certificat(db.session(), dossier, id_) or abort(404)
