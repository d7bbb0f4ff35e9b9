"""What the pages of the commission share."""

from uuid import UUID

from flask import Blueprint, abort
from flask_login import current_user

from portal import db
from portal.certification.commission import queries
from portal.dossiers.models import Commission, Dossier, PassageCommission
from portal.dossiers.permissions import qualite
from portal.dossiers.queries import visible_dossier
from portal.droit.workflow import UIMM, Role

bp = Blueprint("commissions", __name__, url_prefix="/commissions")
EQUIPE = (Role.INSTRUCTEUR, Role.RESPONSABLE)


def seance_or_404(id_: UUID) -> Commission:
    """Of the reader's own UIMM; another's does not exist."""
    return queries.seance(db.session(), current_user, id_) or abort(404)


def passage_or_404(id_: UUID, passage_id: UUID) -> PassageCommission:
    found = queries.passage(db.session(), current_user, id_, passage_id)
    return found or abort(404)


def dossier_or_404(id_: UUID) -> Dossier:
    """As staff of its UIMM: what else the account may be to it opens nothing here."""
    dossier = visible_dossier(db.session(), current_user, id_)
    if dossier is None or qualite(dossier, current_user) not in UIMM:
        abort(404)
    return dossier
