"""The GTP validates, or sends back: what cannot be undone."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification.gtp.decisions import de_l_envoi
from portal.certification.gtp.forms import RefusForm
from portal.certification.gtp.permissions import a_regler, why_not_refuser
from portal.certification.gtp.queries import transmissions as queries
from portal.certification.gtp.services import decisions as services
from portal.certification.gtp.views.commun import gtp, recue_or_404
from portal.droit.refus import Refus
from portal.droit.workflow import Role
from portal.web.access import open_to
from portal.web.filters import pluriel
from portal.web.pages import page


@gtp.post("/<uuid:id_>/valider")
@open_to(Role.GTP)
def valider(id_: UUID) -> ResponseReturnValue:
    return _validate(id_, None)


@gtp.post("/<uuid:id_>/dossiers/<uuid:tour_id>/valider")
@open_to(Role.GTP)
def valider_un(id_: UUID, tour_id: UUID) -> ResponseReturnValue:
    return _validate(id_, tour_id)


@gtp.route("/<uuid:id_>/refuser", methods=["GET", "POST"])
@open_to(Role.GTP)
def refuser(id_: UUID) -> ResponseReturnValue:
    found, session = recue_or_404(id_), db.session()
    tours = de_l_envoi(queries.tours(session, found.jury_id), found)
    if reason := why_not_refuser(found, tours):
        raise Refus(reason)
    form = RefusForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            services.refuser(
                session, found, form.motif.data, by=current_user, at=clock.now()
            )
        flash("La transmission est renvoyée à l’UIMM.", "succes")
        return redirect(url_for(".transmission", id_=id_), code=303)
    return page(
        "gtp/refuser.html",
        status=422 if form.errors else 200,
        transmission=found,
        uimm=queries.uimm(session, found.jury),
        nombre=len(a_regler(tours)),
        form=form,
    )


def _validate(id_: UUID, tour_id: UUID | None) -> ResponseReturnValue:
    found = recue_or_404(id_)
    with db.transaction() as session:
        number = services.valider(
            session, found, tour_id, by=current_user, at=clock.now()
        )
    words = pluriel(number, "décision validée", "décisions validées")
    flash(f"{words}. Les candidats et l’UIMM sont prévenus.", "succes")
    return redirect(url_for(".transmission", id_=id_), code=303)
