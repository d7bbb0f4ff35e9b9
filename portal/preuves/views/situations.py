"""The situations professionnelles: read, told, linked to the référentiel, removed."""

from uuid import UUID

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers.dossier_preuves import DossierPreuves, codes_de, preuves_de
from portal.dossiers.models import SituationPro
from portal.dossiers.permissions import qualite, why_not_edit_preuves
from portal.droit.refus import Refus
from portal.droit.workflow import Role
from portal.preuves import services
from portal.preuves.forms import CapacitesForm, SituationForm
from portal.preuves.permissions import why_not_ajouter_situation, why_not_supprimer
from portal.preuves.recapitulatif import quand
from portal.preuves.views.commun import (
    bp,
    carte,
    editable,
    go,
    readable,
    situation_or_404,
    statut,
)
from portal.web.access import open_to
from portal.web.pages import page

SITUATION = "/<uuid:id_>/preuves/situations/<uuid:situation_id>"
COMMENTAIRES = "accompagnement.commentaires"


@bp.get(SITUATION)
@open_to(Role.CANDIDAT, Role.ACCOMPAGNATEUR)
def situation(id_: UUID, situation_id: UUID) -> ResponseReturnValue:
    dp = readable(id_)
    found = situation_or_404(dp, situation_id)
    return page(
        "preuves/situation.html",
        dp=dp,
        situation=found,
        mien=qualite(dp.dossier, current_user) is Role.CANDIDAT,
        modifiable=why_not_edit_preuves(dp.dossier, current_user) is None,
        capacites=dp.capacites_de(found),
        liees=codes_de(found),
        cartes=[carte(p) for p in preuves_de(found)],
        quand=quand(found),
        statut_de=statut,
        commentaires=_comments(dp, found),
    )


@bp.route("/<uuid:id_>/preuves/situations/nouvelle", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def nouvelle(id_: UUID) -> ResponseReturnValue:
    dp = editable(id_)
    if reason := why_not_ajouter_situation(dp, current_user):
        raise Refus(reason)
    form = SituationForm(clock.today())
    code = request.args.get("capacite", "")
    capacite = next((c for c in dp.capacites if c.code == code), None)
    if form.validate_on_submit():
        with db.transaction() as session:
            added = services.ajouter_situation(
                session,
                dp.dossier,
                form.valeurs(),
                codes={capacite.code} if capacite else set(),
                by=current_user,
                at=clock.now(),
            )
        return go(url_for(".capacites", id_=id_, situation_id=added.id))
    return page(
        "preuves/situation_form.html",
        status=422 if form.errors else 200,
        dp=dp,
        form=form,
        situation=None,
        capacite=capacite,
        conflit=None,
        ici=request.full_path.removesuffix("?"),
    )


@bp.route(f"{SITUATION}/modifier", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def modifier(id_: UUID, situation_id: UUID) -> ResponseReturnValue:
    dp = editable(id_)
    found = situation_or_404(dp, situation_id)
    form = SituationForm(clock.today(), obj=found)
    conflit: SituationPro | None = None
    if form.validate_on_submit():
        with db.transaction() as session:
            conflit = services.modifier_situation(
                session,
                dp.dossier,
                situation_id,
                form.valeurs(),
                version=form.version.data,
                by=current_user,
                at=clock.now(),
            )
        if conflit is None:
            flash("La situation est enregistrée. Rien n’est encore déposé.", "succes")
            return go(url_for(".situation", id_=id_, situation_id=situation_id))
        form.version.data = conflit.version
    return page(
        "preuves/situation_form.html",
        status=409 if conflit else 422 if form.errors else 200,
        dp=dp,
        form=form,
        situation=found,
        capacite=None,
        conflit=form.autres(conflit) if conflit else None,
        ici=request.path,
    )


@bp.route(f"{SITUATION}/capacites", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def capacites(id_: UUID, situation_id: UUID) -> ResponseReturnValue:
    """Which capacités and criteria the situation shows (R32)."""
    dp = editable(id_)
    found = situation_or_404(dp, situation_id)
    stored = {"codes": list(codes_de(found)), "version": found.version}
    form = CapacitesForm(dp.capacite_de, data=stored)
    conflit: SituationPro | None = None
    if form.validate_on_submit():
        with db.transaction() as session:
            conflit = services.lier(
                session,
                dp.dossier,
                situation_id,
                form.codes.data,
                version=form.version.data,
                by=current_user,
                at=clock.now(),
            )
        if conflit is None:
            return go(url_for(".situation", id_=id_, situation_id=situation_id))
        form.version.data = conflit.version
    return page(
        "preuves/capacites.html",
        status=409 if conflit else 200,
        dp=dp,
        form=form,
        situation=found,
        enregistrees=sorted(codes_de(conflit)) if conflit else None,
    )


@bp.route(f"{SITUATION}/supprimer", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def supprimer(id_: UUID, situation_id: UUID) -> ResponseReturnValue:
    dp = editable(id_)
    found = situation_or_404(dp, situation_id)
    if request.method == "POST":
        with db.transaction() as session:
            services.supprimer_situation(
                session, dp.dossier, situation_id, by=current_user, at=clock.now()
            )
        flash(f"La situation «\u00a0{found.titre}\u00a0» est supprimée.", "succes")
        return go(url_for(".matrice", id_=id_))
    if reason := why_not_supprimer(dp, found, current_user):
        raise Refus(reason)
    return page(
        "preuves/supprimer_situation.html",
        dp=dp,
        situation=found,
        nombre=len(preuves_de(found)),
    )


def _comments(dp: DossierPreuves, found: SituationPro) -> str:
    """The thread about this situation."""
    return url_for(COMMENTAIRES, id_=dp.dossier.id, ancre="situation", cible=found.id)
