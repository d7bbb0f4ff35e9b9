"""What is kept of one dossier, and until when."""

from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import db
from portal.archives import queries
from portal.archives.faits import faits_de
from portal.archives.libelles import MOTIFS
from portal.archives.views.commun import bp
from portal.dossiers.permissions import qualite
from portal.dossiers.queries import visible_dossier
from portal.droit.archives import conservation
from portal.droit.conservations import StatutPurge
from portal.droit.workflow import Role
from portal.web.access import open_to
from portal.web.pages import page

LECTEURS = (Role.CANDIDAT, Role.INSTRUCTEUR, Role.RESPONSABLE)


@bp.get("/dossiers/<uuid:id_>/conservation")
@open_to(*LECTEURS)
def du_dossier(id_: UUID) -> ResponseReturnValue:
    session = db.session()
    dossier = visible_dossier(session, current_user, id_)
    if dossier is None or qualite(dossier, current_user) not in LECTEURS:
        abort(404)
    purges = queries.purges_du_dossier(session, [dossier])
    return page(
        "archives/dossier.html",
        dossier=dossier,
        lignes=conservation(faits_de(dossier)),
        faites=[p for p in purges if p.statut is StatutPurge.FAITE],
        gardees=[p for p in purges if p.statut is StatutPurge.GARDEE],
        motifs=MOTIFS,
    )
