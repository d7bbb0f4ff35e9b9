"""What an accompagnateur reads: its candidates, then one dossier de preuves."""

from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.accompagnement import queries
from portal.accompagnement.partage import nom_du_candidat
from portal.accompagnement.permissions import why_not_comment
from portal.accompagnement.views.commun import (
    PERSONNES,
    bp,
    conversation_of,
    shared_or_404,
)
from portal.dossiers import libelles
from portal.dossiers.models import Dossier
from portal.dossiers.parcours import portee
from portal.dossiers.suivi import suivi
from portal.droit.workflow import Role
from portal.web.access import open_to
from portal.web.pages import page


@bp.get("/accompagnement/")
@open_to(*PERSONNES)
def accueil() -> ResponseReturnValue:
    after = request.args.get("apres", type=UUID)
    rows, suivant = queries.accompagnes(db.session(), current_user, after=after)
    return page(
        "accompagnement/accueil.html",
        accompagnes=[_ligne(dossier, unread) for dossier, unread in rows],
        suivant=suivant,
        premiere=after is None,
    )


@bp.get("/accompagnement/<uuid:id_>")
@open_to(*PERSONNES)
def lire(id_: UUID) -> ResponseReturnValue:
    """The whole dossier de preuves, each part beside its comments."""
    dossier = shared_or_404(id_)
    if dossier.candidat_id == current_user.id:
        abort(404)
    conversation = conversation_of(dossier)
    return page(
        "accompagnement/lire.html",
        dossier=dossier,
        candidat=nom_du_candidat(dossier),
        portee=portee(dossier),
        conversation=conversation,
        raison=why_not_comment(dossier, current_user),
        pieces=queries.pieces_partagees(db.session(), dossier),
        genres=libelles.GENRE,
        depuis="lire",
    )


def _ligne(dossier: Dossier, non_lus: int) -> dict:
    return {
        "dossier": dossier,
        "candidat": nom_du_candidat(dossier),
        "portee": portee(dossier),
        "suivi": suivi(dossier, Role.ACCOMPAGNATEUR, clock.today()),
        "non_lus": non_lus,
    }
