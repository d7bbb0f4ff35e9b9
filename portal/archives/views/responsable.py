"""What a responsable decides: erase, or keep longer with a reason."""

from datetime import date
from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.archives import queries
from portal.archives.faits import faits_de
from portal.archives.forms import ConfirmerForm, GarderForm
from portal.archives.libelles import CONTENUS, MOTIFS, PHRASES, STATUTS
from portal.archives.permissions import why_not_decider, why_not_garder_jusqu_au
from portal.archives.services import purges as services
from portal.archives.services.purges import contenus_de
from portal.archives.views.commun import bp
from portal.droit.conservations import CONSERVATIONS, Contenu, StatutPurge
from portal.droit.refus import Refus
from portal.droit.workflow import Role
from portal.web.access import open_to
from portal.web.filters import pluriel
from portal.web.pages import page


@bp.get("/archives")
@open_to(Role.RESPONSABLE)
def liste() -> ResponseReturnValue:
    return _liste(ConfirmerForm())


@bp.post("/archives/confirmer")
@open_to(Role.RESPONSABLE)
def confirmer() -> ResponseReturnValue:
    form = ConfirmerForm()
    if not form.validate_on_submit():
        return _liste(form)
    wanted = set(form.purges.data or ())
    with db.transaction() as session:
        found = queries.purges_choisies(session, current_user, wanted)
        if len(found) != len(wanted):
            abort(404)
        services.confirmer(session, found, by=current_user, at=clock.now())
    done = pluriel(len(found), "effacement confirmé", "effacements confirmés")
    flash(f"{done}\u00a0: le portail efface dans les minutes qui viennent.", "succes")
    return redirect(url_for(".liste"), code=303)


@bp.route("/archives/<uuid:id_>/garder", methods=["GET", "POST"])
@open_to(Role.RESPONSABLE)
def garder(id_: UUID) -> ResponseReturnValue:
    purge = queries.purge_de_l_uimm(db.session(), current_user, id_) or abort(404)
    if reason := why_not_decider(purge):
        raise Refus(reason)
    form = GarderForm()
    if form.validate_on_submit() and (until := _date(form)):
        with db.transaction() as session:
            services.garder(
                session,
                purge,
                jusqu_au=until,
                motif=form.motif.data or "",
                at=clock.now(),
            )
        flash(
            "Gardé\u00a0: le portail le proposera de nouveau après cette date.",
            "succes",
        )
        return redirect(url_for(".liste"), code=303)
    return page(
        "archives/garder.html",
        status=422 if form.errors else 200,
        purge=purge,
        form=form,
        regle=CONSERVATIONS[purge.regle],
    )


def _date(form: GarderForm) -> date | None:
    """None, with its sentence in the form, when the day will not do."""
    until = form.jusqu_au.data
    reason = why_not_garder_jusqu_au(until, clock.today()) if until else None
    if reason:
        form.jusqu_au.errors = [reason]
    return None if reason else until


def _liste(form: ConfirmerForm) -> ResponseReturnValue:
    asked = request.args.get("statut", "")
    statut = StatutPurge(asked) if asked in set(StatutPurge) else StatutPurge.PROPOSEE
    after = request.args.get("apres", type=UUID)
    found = queries.purges_de_l_uimm(db.session(), current_user, statut, apres=after)
    return page(
        "archives/liste.html",
        status=422 if form.errors else 200,
        form=form,
        statut=statut,
        lignes=[_ligne(purge) for purge in found.purges],
        suivante=found.suivante,
        premiere=after is None,
        onglets=_onglets(statut),
        phrase=PHRASES[statut],
    )


def _ligne(purge) -> dict:
    """`quoi` names no comment: the UIMM is not told of any (section 0, 9)."""
    kinds = CONSERVATIONS[purge.regle].contenus
    if purge.dossier and purge.statut is not StatutPurge.FAITE:
        kinds = contenus_de(purge.regle, faits_de(purge.dossier), clock.today())
    words = [CONTENUS[k] for k in CONTENUS if k in kinds - {Contenu.COMMENTAIRES}]
    return {
        "purge": purge,
        "motif": MOTIFS[purge.regle],
        "source": CONSERVATIONS[purge.regle].source,
        "quoi": purge.lignes or words,
    }


def _onglets(statut: StatutPurge) -> list[dict]:
    return [
        {
            "libelle": words,
            "url": url_for(".liste", statut=each),
            "courant": each is statut,
            "compte": "",
        }
        for each, words in STATUTS.items()
    ]
