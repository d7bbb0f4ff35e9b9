"""Join files to a situation. Nothing of a body is read before the checks."""

from uuid import UUID

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers.dossier_preuves import DossierPreuves, preuves_de
from portal.dossiers.models import SituationPro
from portal.droit.refus import Refus
from portal.droit.termes import TERMES
from portal.droit.workflow import Role
from portal.preuves import services
from portal.preuves.forms import JoindreForm
from portal.preuves.permissions import why_not_ajouter_preuve
from portal.preuves.services.pieces import Saisie
from portal.preuves.views.commun import (
    again,
    bp,
    carte,
    editable,
    go,
    situation_or_404,
    still_there,
    to_store,
)
from portal.preuves.views.situations import SITUATION
from portal.web.access import open_to
from portal.web.envois import limites, settings, spool
from portal.web.filters import pluriel
from portal.web.pages import page, wants_fragment
from portal.web.uploads import EnvoiRefuse, Reception, Recu, receive

FICHIERS_PAR_ENVOI = 10
AUCUN_FICHIER = "Choisissez au moins un fichier."


@bp.route(f"{SITUATION}/joindre", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def joindre(id_: UUID, situation_id: UUID) -> ResponseReturnValue:
    dp = open_to_one_more(id_)
    found = situation_or_404(dp, situation_id)
    if not dp.capacites_de(found):
        return ask_for_capacites(dp, found)
    if request.method == "GET":
        return _show(dp, found, _blank(dp, found))
    try:
        with receive(request, limites(FICHIERS_PAR_ENVOI), dossier=spool()) as envoi:
            return _join(dp, found, envoi)
    except EnvoiRefuse as refusal:
        if wants_fragment():
            raise  # told beside the form, which keeps what was typed
        form = _blank(dp, found)
        return _show(dp, found, form, refus=[str(refusal)], status=413)


def open_to_one_more(id_: UUID) -> DossierPreuves:
    dp = editable(id_)
    if reason := why_not_ajouter_preuve(dp, current_user):
        raise Refus(reason)
    return dp


def ask_for_capacites(dp: DossierPreuves, found: SituationPro) -> ResponseReturnValue:
    flash(f"Dites d’abord quelles {TERMES.capacites} cette situation montre.", "info")
    return go(url_for(".capacites", id_=dp.dossier.id, situation_id=found.id))


def asked(dp: DossierPreuves, found: SituationPro) -> dict:
    """Ticked beforehand: the capacité one came for, or the only one there is."""
    known = [c.code for c in dp.capacites_de(found)]
    asked = request.args.get("capacite")
    return {"codes": [c for c in known if c == asked or len(known) == 1]}


def _blank(dp: DossierPreuves, found: SituationPro) -> JoindreForm:
    """Never from `request.form`: the body is not ours to read."""
    return JoindreForm(dp.capacites_de(found), formdata=None, data=asked(dp, found))


def _join(
    dp: DossierPreuves, found: SituationPro, envoi: Reception
) -> ResponseReturnValue:
    form = JoindreForm(dp.capacites_de(found), formdata=envoi.champs)
    refus = [] if envoi.fichiers else [AUCUN_FICHIER]
    situation_id = found.id
    if form.validate() and envoi.fichiers:
        refus = _join_all(dp, situation_id, form, envoi.fichiers)
    if not (form.errors or refus) and not wants_fragment():
        words = pluriel(len(envoi.fichiers), "preuve ajoutée", "preuves ajoutées")
        flash(f"{words}.", "succes")
        return go(url_for(".joindre", id_=dp.dossier.id, situation_id=situation_id))
    fresh = again(dp)
    found = still_there(fresh, situation_id)
    if form.errors or refus:
        return _show(fresh, found, form, refus=refus, status=422)
    return _show(fresh, found, _blank(fresh, found), ajoutees=len(envoi.fichiers))


def _join_all(
    dp: DossierPreuves, situation_id: UUID, form: JoindreForm, recus: list[Recu]
) -> list[str]:
    """Each file by itself: one refused does not lose the others."""
    refus = []
    saisie = Saisie(form.codes.data, form.titre.data if len(recus) == 1 else "")
    for recu in recus:
        try:
            with to_store(dp, recu) as depose, db.transaction() as session:
                services.ajouter(
                    session,
                    dp.dossier,
                    situation_id,
                    saisie,
                    depose,
                    by=current_user,
                    at=clock.now(),
                )
        except Refus as refusal:
            refus.append(f"{recu.nom}\u00a0: {refusal}")
    return refus


def _show(
    dp: DossierPreuves,
    found: SituationPro,
    form: JoindreForm,
    *,
    refus: list[str] | None = None,
    ajoutees: int = 0,
    status: int = 200,
) -> ResponseReturnValue:
    form.fichier.errors = [*form.fichier.errors, *(refus or [])]
    return page(
        "preuves/joindre.html",
        fragment="preuves/_joindre.html",
        status=status,
        dp=dp,
        situation=found,
        form=form,
        refus=refus or [],
        cartes=[carte(p) for p in preuves_de(found)],
        ajoutees=ajoutees,
        maximum=settings().max_file_size,
        ici=request.full_path.removesuffix("?"),
    )
