"""Replace a preuve, keep it with words when the UIMM asked again, or remove it."""

from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers.dossier_preuves import DossierPreuves
from portal.dossiers.models import Preuve
from portal.droit.refus import Refus
from portal.droit.relecture import TexteChange, empreinte
from portal.droit.workflow import Role
from portal.preuves import services
from portal.preuves.forms import RemplacerForm
from portal.preuves.views.commun import (
    again,
    bp,
    editable,
    go,
    preuve_or_404,
    to_store,
)
from portal.web.access import open_to
from portal.web.envois import limites, settings, spool
from portal.web.pages import page, wants_fragment
from portal.web.uploads import EnvoiRefuse, Reception, receive

PREUVE = "/<uuid:id_>/preuves/<uuid:preuve_id>"


@bp.route(f"{PREUVE}/remplacer", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def remplacer(id_: UUID, preuve_id: UUID) -> ResponseReturnValue:
    dp = editable(id_)
    preuve = preuve_or_404(dp, preuve_id)
    if request.method == "GET":
        return _show(dp, preuve, _form(preuve))
    try:
        with receive(request, limites(1), dossier=spool()) as envoi:
            return _save(dp, preuve, envoi)
    except EnvoiRefuse as refusal:
        if wants_fragment():
            raise  # told beside the form, which keeps what was typed
        return _show(dp, preuve, _form(preuve), refus=str(refusal), status=413)


@bp.route(f"{PREUVE}/retirer", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def retirer(id_: UUID, preuve_id: UUID) -> ResponseReturnValue:
    dp = editable(id_)
    preuve = preuve_or_404(dp, preuve_id)
    if request.method == "GET":
        kept = dp.was_deposited(preuve)
        return page("preuves/retirer.html", dp=dp, preuve=preuve, gardee=kept)
    situation_id = preuve.situation_id
    with db.transaction() as session:
        services.retirer(
            session, dp.dossier, preuve_id, by=current_user, at=clock.now()
        )
    flash(f"La preuve «\u00a0{preuve.titre}\u00a0» est retirée.", "succes")
    return go(url_for(".situation", id_=id_, situation_id=situation_id))


@bp.post(f"{PREUVE}/deplacer")
@open_to(Role.CANDIDAT)
def deplacer(id_: UUID, preuve_id: UUID) -> ResponseReturnValue:
    """Htmx follows the redirection and takes the list alone from the page."""
    dp = editable(id_)
    preuve_or_404(dp, preuve_id)
    place = request.form.get("place", type=int)
    if place is None:
        abort(400)
    with db.transaction() as session:
        preuve = services.deplacer(
            session, dp.dossier, preuve_id, place, by=current_user, at=clock.now()
        )
    where = url_for(".situation", id_=id_, situation_id=preuve.situation_id)
    return redirect(where, code=303)


def _form(preuve: Preuve, envoi: Reception | None = None) -> RemplacerForm:
    """Words are an answer to the UIMM: there are none before it asks."""
    known = {"reponse": preuve.reponse}
    form = RemplacerForm(
        formdata=envoi.champs if envoi else None,
        data=known | {"lue": empreinte(known)},
    )
    if not preuve.a_remplacer:
        del form.reponse
    return form


def _save(dp: DossierPreuves, preuve: Preuve, envoi: Reception) -> ResponseReturnValue:
    form = _form(preuve, envoi)
    if not form.validate():
        return _show(dp, preuve, form, status=422)
    preuve_id, situation_id = preuve.id, preuve.situation_id
    try:
        words = _answer(dp, preuve_id, form, envoi)
    except TexteChange as change:
        form.lue.montrer(change)
        return _show(dp, preuve, form, status=409)
    except Refus as refusal:
        fresh = again(dp)
        found = fresh.preuve(preuve_id)
        if found is None:  # removed in another tab while the file was on its way
            raise
        return _show(fresh, found, form, refus=str(refusal), status=422)
    flash(words, "succes")
    return go(url_for(".situation", id_=dp.dossier.id, situation_id=situation_id))


def _answer(
    dp: DossierPreuves, preuve_id: UUID, form: RemplacerForm, envoi: Reception
) -> str:
    """Another file or, if the UIMM asked for one, why there is none; what was done."""
    who = {"by": current_user, "at": clock.now()}
    if envoi.fichiers:
        with to_store(dp, envoi.fichiers[0]) as new, db.transaction() as session:
            services.remplacer(session, dp.dossier, preuve_id, new, **who)
        return "La preuve est remplacée."
    if form.reponse and form.reponse.data:
        with db.transaction() as session:
            services.garder(
                session,
                dp.dossier,
                preuve_id,
                form.reponse.data,
                lue=form.lue.data,
                **who,
            )
        return "Votre réponse est enregistrée. Elle n’est pas encore envoyée."
    raise Refus(
        "Choisissez un fichier, ou écrivez pourquoi vous gardez cette preuve."
        if form.reponse
        else "Choisissez un fichier."
    )


def _show(
    dp: DossierPreuves,
    preuve: Preuve,
    form: RemplacerForm,
    *,
    refus: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    form.fichier.errors = [*form.fichier.errors, *([refus] if refus else [])]
    return page(
        "preuves/remplacer.html",
        fragment="preuves/_remplacer.html",
        status=status,
        dp=dp,
        preuve=preuve,
        form=form,
        maximum=settings().max_file_size,
    )
