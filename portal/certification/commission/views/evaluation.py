"""The grid: one page for each aimed capacité (R32)."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.catalogue.queries import contenu
from portal.catalogue.referentiel import Capacite
from portal.certification.commission import queries
from portal.certification.commission.forms import CapaciteForm, capacite_form
from portal.certification.commission.permissions import why_not_evaluer
from portal.certification.commission.services import passages as services
from portal.certification.commission.views.commun import EQUIPE, bp, passage_or_404
from portal.certification.commission.vue import (
    Conclusion,
    conclusion,
    evaluation,
    montrees,
)
from portal.dossiers.models import Evaluation, PassageCommission
from portal.dossiers.queries.preuves import situations
from portal.droit.refus import Refus
from portal.web.access import open_to
from portal.web.pages import page

URL = "/<uuid:id_>/entretiens/<uuid:passage_id>/capacites/<code>"


@bp.route(URL, methods=["GET", "POST"])
@open_to(*EQUIPE)
def capacite(id_: UUID, passage_id: UUID, code: str) -> ResponseReturnValue:
    turn, session = passage_or_404(id_, passage_id), db.session()
    if reason := why_not_evaluer(turn, current_user, clock.today()):
        raise Refus(reason)
    text = contenu(session, turn.dossier.referentiel_id)
    view = conclusion(turn, text)
    if code not in view.portee.capacites:
        abort(404)
    aimed, row = text.capacite(code), evaluation(turn, code)
    form, stored = _form(turn, aimed, row), None
    if form.validate_on_submit():
        try:
            _evaluer(turn, code, form)
        except services.EvaluationChangee:
            turn = passage_or_404(id_, passage_id)
            stored = evaluation(turn, code)
            form.version.data = stored.version if stored else 0
        else:
            return _next(turn, view, code)
    return page(
        "commission/capacite.html",
        status=409 if stored else 422 if form.errors else 200,
        passage=turn,
        vue=view,
        capacite=aimed,
        bloc=text.bloc_de(code),
        form=form,
        enregistre=stored,
        situations=montrees(situations(session, turn.dossier), aimed),
    )


def _form(
    turn: PassageCommission, aimed: Capacite, row: Evaluation | None
) -> CapaciteForm:
    seen = queries.constats(db.session(), turn) if aimed.criteres else {}
    data: dict = {
        f"constat_{n}": seen[c.code].observation.value
        for n, c in enumerate(aimed.criteres)
        if c.code in seen
    }
    if row:
        decided = None if row.acquise is None else str(int(row.acquise))
        data |= {
            "acquise": decided,
            "commentaire": row.commentaire,
            "version": row.version,
        }
    return capacite_form(aimed, **data)


def _evaluer(turn: PassageCommission, code: str, form: CapaciteForm) -> None:
    typed = Evaluation(
        passage_id=turn.id,
        capacite_code=code,
        acquise=form.decision,
        commentaire=form.commentaire.data,
        version=form.version.data,
    )
    with db.transaction() as session:
        services.evaluer(
            session,
            turn,
            typed,
            form.observations,
            by=current_user,
            at=clock.now(),
        )


def _next(turn: PassageCommission, view: Conclusion, code: str) -> ResponseReturnValue:
    """The following capacité; after the last, what they say together."""
    flash("Brouillon enregistré.", "succes")
    codes = view.portee.capacites
    where: dict[str, Any] = {"id_": turn.commission_id, "passage_id": turn.id}
    following = codes[codes.index(code) + 1 :]
    if not following:
        return redirect(url_for(".passage", **where), code=303)
    return redirect(url_for(".capacite", code=following[0], **where), code=303)
