"""The dossiers of a jury: put on it, their line of the PV, taken off it."""

from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification.jury import queries
from portal.certification.jury.forms.seance import DossiersForm, LigneForm, ReporterForm
from portal.certification.jury.permissions import why_not_modifier, why_not_programmer
from portal.certification.jury.services import dossiers as services
from portal.certification.jury.views.commun import (
    EQUIPE,
    back,
    bp,
    entete,
    jury_or_404,
    refuser,
    tour_or_404,
)
from portal.droit.refus import Refus
from portal.droit.relecture import TexteChange, empreinte
from portal.web.access import open_to
from portal.web.filters import pluriel
from portal.web.pages import page
from portal.web.saisie import statut_de_page


@bp.route("/<uuid:id_>/dossiers", methods=["GET", "POST"])
@open_to(*EQUIPE)
def inscrire(id_: UUID) -> ResponseReturnValue:
    found = jury_or_404(id_)
    if reason := why_not_programmer(found, clock.today()):
        raise Refus(reason)
    offered = queries.a_programmer(db.session(), found)
    form = DossiersForm()
    form.proposer(offered)
    if form.validate_on_submit():
        try:
            with db.transaction() as session:
                number = services.programmer(
                    session,
                    found,
                    [UUID(id_) for id_ in form.dossiers.data or []],
                    by=current_user,
                    at=clock.now(),
                )
        except Refus as refusal:
            refuser(form, refusal)
        else:
            words = pluriel(number, "dossier inscrit", "dossiers inscrits")
            flash(f"{words}. Complétez ce que dira le procès-verbal.", "succes")
            return back(found, "candidats")
    return page(
        "jury/inscrire.html",
        status=422 if form.errors else 200,
        form=form,
        dossiers=offered,
        **entete(found),
    )


@bp.route("/<uuid:id_>/dossiers/<uuid:tour_id>", methods=["GET", "POST"])
@open_to(*EQUIPE)
def ligne(id_: UUID, tour_id: UUID) -> ResponseReturnValue:
    """What annexe 7 says of a candidate beside the decision."""
    found = jury_or_404(id_)
    if reason := why_not_modifier(found):
        raise Refus(reason)
    tour = tour_or_404(found, tour_id)
    lue = empreinte(services.ligne_connue(tour))
    form = LigneForm(obj=tour, data={"lue": lue})
    if form.validate_on_submit():
        try:
            with db.transaction() as session:
                services.ecrire_ligne(
                    session, found, tour, form.lire(), lue=form.lue.data
                )
        except TexteChange as change:
            form.lue.montrer(change)
        else:
            return back(found, "candidats")
    return page(
        "jury/ligne.html",
        status=statut_de_page(form),
        form=form,
        tour=tour,
        **entete(found),
    )


@bp.route("/<uuid:id_>/dossiers/<uuid:tour_id>/reporter", methods=["GET", "POST"])
@open_to(*EQUIPE)
def reporter(id_: UUID, tour_id: UUID) -> ResponseReturnValue:
    found = jury_or_404(id_)
    if reason := why_not_modifier(found):
        raise Refus(reason)
    tour = tour_or_404(found, tour_id)
    form = ReporterForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            services.reporter(
                session,
                found,
                tour,
                motif=form.motif.data,
                by=current_user,
                at=clock.now(),
            )
        flash(f"{tour.numero} attend un autre jury.", "succes")
        return back(found, "candidats")
    return page(
        "jury/reporter.html",
        status=422 if form.errors else 200,
        form=form,
        tour=tour,
        **entete(found),
    )
