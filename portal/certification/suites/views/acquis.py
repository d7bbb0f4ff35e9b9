"""The wallet, and the request for the remainder (R66, R67)."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.catalogue.queries import certification
from portal.certification.suites import queries
from portal.certification.suites.permissions import why_not_reprendre
from portal.certification.suites.services import reprise as services
from portal.certification.suites.views.commun import bp, own_result
from portal.dossiers.models import Dossier
from portal.dossiers.parcours import des_blocs
from portal.dossiers.queries.acquis import gardees
from portal.droit.refus import Refus
from portal.droit.suites import blocs_a_reprendre, reste
from portal.droit.workflow import Role
from portal.web.access import open_to
from portal.web.pages import page


@bp.get("/mes-acquis")
@open_to(Role.CANDIDAT)
def mes_acquis() -> ResponseReturnValue:
    return page(
        "suites/mes_acquis.html",
        portefeuilles=queries.portefeuille(db.session(), current_user, clock.today()),
        aujourdhui=clock.today(),
    )


@bp.route("/mes-acquis/<uuid:id_>/reprendre", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def reprendre(id_: UUID) -> ResponseReturnValue:
    """What is kept and what is left are shown before the request begins."""
    precedent = own_result(id_)
    if request.method == "GET":
        return _show(precedent)
    with db.transaction() as session:
        dossier = services.reprendre(
            session, precedent, by=current_user, at=clock.now()
        )
    flash("Votre demande pour le reste est prête à être complétée.", "succes")
    return redirect(url_for("recevabilite.taches", id_=dossier.id), code=303)


def _show(precedent: Dossier) -> ResponseReturnValue:
    session, on = db.session(), clock.today()
    ouverture = certification(session, precedent.certification_slug, on)
    kept = gardees(session, precedent, on)
    own = queries.certificats(session, precedent)
    if ouverture is None or ouverture.contenu is None:
        raise Refus((ouverture and ouverture.why_closed) or services.FERMEE)
    if reason := why_not_reprendre(precedent, ouverture, own, kept):
        raise Refus(reason)
    version = ouverture.contenu
    blocs = {b.numero: b.capacites for b in version.blocs}
    aimed = blocs_a_reprendre(precedent.blocs_vises, blocs, kept)
    every = version.capacites_visees(aimed)
    left = set(reste([c.code for c in every], kept))
    return page(
        "suites/reprendre.html",
        dossier=precedent,
        portee=des_blocs(aimed),
        gardees=[c for c in version.capacites if c.code in kept],
        restantes=[c for c in every if c.code in left],
        annee=on.year,
    )
