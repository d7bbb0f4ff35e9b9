"""What the pages of an accompagnement share."""

from typing import Final
from uuid import UUID

from flask import Blueprint, abort
from flask_login import current_user

from portal import db
from portal.accompagnement import queries
from portal.accompagnement.conversation import Conversation, conversation
from portal.dossiers.models import Dossier
from portal.droit.workflow import Role

bp = Blueprint("accompagnement", __name__)

PERSONNES: Final = (
    Role.CANDIDAT,
    Role.ACCOMPAGNATEUR,
    Role.INSTRUCTEUR,
    Role.RESPONSABLE,
)
"""Any of them may accompany somebody; as the UIMM of a dossier they get a 404."""


def shared_or_404(id_: UUID) -> Dossier:
    return queries.dossier_partage(db.session(), current_user, id_) or abort(404)


def conversation_of(dossier: Dossier, *, titres: bool = False) -> Conversation:
    """`titres`: for a page that names what is commented and shows none of it."""
    session = db.session()
    shared = queries.partage(session, dossier, titres=titres)
    rows = queries.commentaires(session, dossier, current_user)
    return conversation(shared, rows, current_user)
