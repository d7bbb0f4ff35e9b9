"""One candidate's turn: what is settled, what is left to decide, the conclusions."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.catalogue.queries import contenu
from portal.certification.commission import queries
from portal.certification.commission.forms import (
    ConclusionsForm,
    ReportForm,
    RessourcesForm,
    date_of,
)
from portal.certification.commission.lettres import modalites
from portal.certification.commission.libelles import PRESENCE
from portal.certification.commission.permissions import (
    why_not_evaluer,
    why_not_rendre,
    why_not_reporter,
)
from portal.certification.commission.services import passages as services
from portal.certification.commission.views.commun import EQUIPE, bp, passage_or_404
from portal.certification.commission.vue import conclusion
from portal.dossiers.models import PassageCommission
from portal.dossiers.parcours import portee as mots_de_portee
from portal.droit.listes import Presence
from portal.droit.refus import Refus
from portal.web.access import open_to
from portal.web.pages import page


@bp.get("/<uuid:id_>/entretiens/<uuid:passage_id>")
@open_to(*EQUIPE)
def passage(id_: UUID, passage_id: UUID) -> ResponseReturnValue:
    return _show(passage_or_404(id_, passage_id), RessourcesForm(formdata=None))


@bp.post("/<uuid:id_>/entretiens/<uuid:passage_id>/ressources")
@open_to(*EQUIPE)
def ressources(id_: UUID, passage_id: UUID) -> ResponseReturnValue:
    turn, form = passage_or_404(id_, passage_id), RessourcesForm()
    if not form.validate_on_submit():
        return _show(turn, form)
    with db.transaction() as session:
        services.informer_ressources(
            session, turn, date_of(form.ressources_informe_le), by=current_user
        )
    flash("La date est notée.", "succes")
    return redirect(url_for(".passage", id_=id_, passage_id=passage_id), code=303)


@bp.route("/<uuid:id_>/entretiens/<uuid:passage_id>/reporter", methods=["GET", "POST"])
@open_to(*EQUIPE)
def reporter(id_: UUID, passage_id: UUID) -> ResponseReturnValue:
    turn, form = passage_or_404(id_, passage_id), ReportForm()
    if reason := why_not_reporter(turn, Presence.ATTENDU, current_user, clock.today()):
        raise Refus(reason)
    if form.validate_on_submit() and not _is_refused(form, turn):
        with db.transaction() as session:
            services.reporter(
                session,
                turn,
                presence=Presence(form.presence.data),
                motif=form.motif.data,
                by=current_user,
                at=clock.now(),
            )
        flash("L’entretien est à programmer de nouveau.", "succes")
        return redirect(url_for(".seance", id_=id_), code=303)
    return page(
        "commission/reporter.html",
        status=422 if form.errors else 200,
        passage=turn,
        form=form,
    )


@bp.route(
    "/<uuid:id_>/entretiens/<uuid:passage_id>/conclusions", methods=["GET", "POST"]
)
@open_to(*EQUIPE)
def conclusions(id_: UUID, passage_id: UUID) -> ResponseReturnValue:
    """What is derived, read before it is confirmed."""
    turn, session = passage_or_404(id_, passage_id), db.session()
    view = conclusion(turn, contenu(session, turn.dossier.referentiel_id))
    why = why_not_rendre(
        turn,
        view.portee.capacites,
        queries.liens(session, turn.commission),
        current_user,
        clock.today(),
    )
    if why:
        raise Refus(why)
    form, changed = ConclusionsForm(issue=str(view.issue)), False
    if form.validate_on_submit():
        try:
            _rendre(turn, form.issue.data)
        except services.ConclusionsChangees:
            changed, form.issue.data = True, str(view.issue)
        else:
            return redirect(url_for(".seance", id_=id_), code=303)
    return page(
        "commission/conclusions.html",
        status=409 if changed else 200,
        passage=turn,
        vue=view,
        form=form,
        change=changed,
    )


def _rendre(turn: PassageCommission, lue: str) -> None:
    with db.transaction() as session:
        services.rendre(session, turn, lue=lue, by=current_user, at=clock.now())
    flash("Les conclusions sont remises au jury.", "succes")


def _is_refused(form: ReportForm, turn: PassageCommission) -> bool:
    presence = Presence(form.presence.data)
    reason = why_not_reporter(turn, presence, current_user, clock.today())
    if reason:
        form.presence.errors = [reason]
    return bool(reason)


def _show(turn: PassageCommission, form: RessourcesForm) -> ResponseReturnValue:
    session, on = db.session(), clock.today()
    text = contenu(session, turn.dossier.referentiel_id)
    view = conclusion(turn, text)
    liens = queries.liens(session, turn.commission)
    return page(
        "commission/passage.html",
        status=422 if form.errors else 200,
        passage=turn,
        vue=view,
        form=form,
        portee=mots_de_portee(turn.dossier),
        modalites=modalites(turn, text),
        presences=PRESENCE,
        why_not_evaluer=why_not_evaluer(turn, current_user, on),
        why_not_reporter=why_not_reporter(turn, Presence.ATTENDU, current_user, on),
        why_not_rendre=why_not_rendre(
            turn, view.portee.capacites, liens, current_user, on
        ),
    )
