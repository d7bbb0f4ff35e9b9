"""Asking for pieces: only the refused ones, by a letter read before it is sent."""

from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers import libelles
from portal.droit.refus import Refus
from portal.droit.reglements import reglement
from portal.instruction import consequences
from portal.instruction.dossier import Instruction
from portal.instruction.forms import DemandeForm, date_of, default_date, refuse
from portal.instruction.lettres import lettre_de_demande
from portal.instruction.permissions import (
    why_not_demander_pieces,
    why_not_reponse_le,
)
from portal.instruction.queries.dossier import instruction as read
from portal.instruction.services import examen as services
from portal.instruction.views.commun import (
    EQUIPE,
    apercu,
    bornes,
    bp,
    dossier_or_404,
    entete,
)
from portal.web.access import open_to
from portal.web.pages import page


@bp.route("/<uuid:id_>/demander-pieces", methods=["GET", "POST"])
@open_to(*EQUIPE)
def demander_pieces(id_: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    found = read(db.session(), dossier)
    blocked = why_not_demander_pieces(found, current_user)
    form = DemandeForm()
    if request.method == "GET":
        _propose(form, found)
        return _show(found, form, blocked)
    if blocked:
        raise Refus(blocked)
    if not _is_valid(form, found):
        return _show(found, form, None)
    if request.form.get("etape") != "emettre":
        return _show(found, form, None)
    try:
        with db.transaction() as session:
            services.demander_pieces(
                session,
                dossier,
                reponse_le=date_of(form.reponse_le),
                empreinte=form.empreinte.data,
                by=current_user,
                at=clock.now(),
            )
    except services.LettreChangee as change:
        return _show(read(db.session(), dossier), form, str(change), status=409)
    flash("La demande de pièces est envoyée.", "succes")
    return redirect(url_for(".etabli", id_=id_), code=303)


def _propose(form: DemandeForm, found: Instruction) -> None:
    days = reglement(found.dossier.reglement).reponse_jours
    default_date(form.reponse_le, clock.today() + timedelta(days=days))


def _is_valid(form: DemandeForm, found: Instruction) -> bool:
    if not form.validate():
        return False
    regles = reglement(found.dossier.reglement)
    reason = why_not_reponse_le(regles, date_of(form.reponse_le), clock.today())
    return not refuse(form.reponse_le, reason)


def _show(
    found: Instruction, form: DemandeForm, notice: str | None, *, status: int = 200
) -> ResponseReturnValue:
    on, reponse_le = clock.today(), form.reponse_le.data
    letter = None
    if reponse_le and not form.errors and found.refusees() and current_user.qualite:
        frozen = lettre_de_demande(found, reponse_le=reponse_le, by=current_user, on=on)
        letter = apercu(frozen)
    return page(
        "instruction/demander_pieces.html",
        status=422 if form.errors else status,
        instruction=found,
        form=form,
        lettre=letter,
        a_relire=request.method == "POST",
        notice=notice,
        bornes=bornes(found.dossier),
        libelles=libelles,
        consequences=consequences.de_la_demande(found, reponse_le, on)
        if reponse_le
        else [],
        **entete(found.dossier),
    )
