"""What the candidate types of a preuve: a whole text, or a title and capacités."""

from uuid import UUID

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers.dossier_preuves import DossierPreuves, codes_prouves
from portal.dossiers.models import Preuve, SituationPro
from portal.droit.workflow import Role
from portal.preuves import services
from portal.preuves.forms import TexteForm
from portal.preuves.services.pieces import Saisie, empreinte
from portal.preuves.views.commun import (
    bp,
    editable,
    go,
    preuve_or_404,
    situation_or_404,
)
from portal.preuves.views.pieces import ask_for_capacites, asked, open_to_one_more
from portal.preuves.views.reprise import PREUVE
from portal.preuves.views.situations import SITUATION
from portal.web.access import open_to
from portal.web.pages import page


@bp.route(f"{SITUATION}/ecrire", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def ecrire(id_: UUID, situation_id: UUID) -> ResponseReturnValue:
    """A preuve that is a text typed in the page."""
    dp = open_to_one_more(id_)
    found = situation_or_404(dp, situation_id)
    if not dp.capacites_de(found):
        return ask_for_capacites(dp, found)
    form = TexteForm(dp.capacites_de(found), data=asked(dp, found))
    if form.validate_on_submit():
        with db.transaction() as session:
            services.ajouter(
                session,
                dp.dossier,
                situation_id,
                _saisie(form),
                by=current_user,
                at=clock.now(),
            )
        flash(f"La preuve «\u00a0{form.titre.data}\u00a0» est ajoutée.", "succes")
        return go(url_for(".situation", id_=id_, situation_id=situation_id))
    return _show(dp, found, form)


@bp.route(f"{PREUVE}/modifier", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def modifier_preuve(id_: UUID, preuve_id: UUID) -> ResponseReturnValue:
    dp = editable(id_)
    preuve = preuve_or_404(dp, preuve_id)
    found = preuve.situation
    form = _form(dp, preuve)
    conflit: Preuve | None = None
    if form.validate_on_submit():
        with db.transaction() as session:
            conflit = services.modifier_preuve(
                session,
                dp.dossier,
                preuve_id,
                _saisie(form),
                lue=form.lue.data,
                by=current_user,
                at=clock.now(),
            )
        if conflit is None:
            return go(url_for(".situation", id_=id_, situation_id=found.id))
        form.lue.data = empreinte(conflit)
    return _show(dp, found, form, preuve=preuve, conflit=conflit)


def _form(dp: DossierPreuves, preuve: Preuve) -> TexteForm:
    stored = {
        "titre": preuve.titre,
        "texte": preuve.texte,
        "codes": codes_prouves(preuve),
        "lue": empreinte(preuve),
    }
    form = TexteForm(dp.capacites_de(preuve.situation), data=stored)
    if preuve.fichier:
        del form.texte
    return form


def _saisie(form: TexteForm) -> Saisie:
    texte = form.texte.data if form.texte else ""
    return Saisie(form.codes.data, form.titre.data, texte)


def _show(
    dp: DossierPreuves,
    found: SituationPro,
    form: TexteForm,
    *,
    preuve: Preuve | None = None,
    conflit: Preuve | None = None,
) -> ResponseReturnValue:
    return page(
        "preuves/texte.html",
        status=409 if conflit else 422 if form.errors else 200,
        dp=dp,
        situation=found,
        form=form,
        preuve=preuve,
        conflit=conflit,
        ici=request.full_path.removesuffix("?"),
    )
