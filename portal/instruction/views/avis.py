"""The avis: written, read as it will be sent, then issued once."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.droit.refus import Refus
from portal.instruction import consequences
from portal.instruction.dossier import Instruction
from portal.instruction.forms import AvisForm, avis_form
from portal.instruction.lettres import lettre_d_avis
from portal.instruction.permissions import manques, why_not_decider
from portal.instruction.queries.dossier import instruction as read
from portal.instruction.services.avis import rendre_avis
from portal.instruction.services.examen import LettreChangee
from portal.instruction.views.commun import EQUIPE, apercu, bp, dossier_or_404, entete
from portal.web.access import open_to
from portal.web.pages import page


@bp.route("/<uuid:id_>/avis", methods=["GET", "POST"])
@open_to(*EQUIPE)
def avis(id_: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    found = read(db.session(), dossier)
    form = avis_form(found.refusees())
    if not form.validate_on_submit():
        return _show(found, form)
    decision = form.lire()
    if reason := why_not_decider(found, current_user, favorable=decision.favorable):
        raise Refus(reason)
    if request.form.get("etape") != "emettre":
        return _show(found, form, relire=True)
    try:
        with db.transaction() as session:
            rendre_avis(
                session,
                dossier,
                decision,
                empreinte=form.empreinte.data,
                by=current_user,
                at=clock.now(),
            )
    except LettreChangee as change:
        found = read(db.session(), dossier)
        return _show(found, form, relire=True, notice=str(change), status=409)
    kind = "favorable" if decision.favorable else "défavorable"
    flash(f"L’avis {kind} est émis.", "succes")
    return redirect(url_for(".etabli", id_=id_), code=303)


def _show(
    found: Instruction,
    form: AvisForm,
    *,
    relire: bool = False,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    on = clock.today()
    decision = form.lire() if relire else None
    letter = (
        lettre_d_avis(found, decision, by=current_user, on=on) if decision else None
    )
    return page(
        "instruction/avis.html",
        status=422 if form.errors else status,
        instruction=found,
        form=form,
        lettre=apercu(letter) if letter else None,
        decision=decision,
        a_relire=relire,
        notice=notice,
        blocages={
            "favorable": manques(found, current_user, favorable=True),
            "defavorable": manques(found, current_user, favorable=False),
        },
        hors_etat=why_not_decider(found, current_user, favorable=False)
        if found.dossier.etat != "en_instruction"
        else None,
        consequences=consequences.de_l_avis(found, decision, on) if decision else [],
        **entete(found.dossier),
    )
