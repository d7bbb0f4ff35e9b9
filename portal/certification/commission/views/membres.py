"""Who sits: added, taken away, or said to be linked to a candidate."""

from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification.commission import queries
from portal.certification.commission.forms import LienForm, MembreForm
from portal.certification.commission.permissions import ouverts, why_not_changer
from portal.certification.commission.services import seances as services
from portal.certification.commission.views.commun import EQUIPE, bp, seance_or_404
from portal.comptes.models import Compte
from portal.dossiers.models import Commission, MembreCommission
from portal.dossiers.queries import staff_of
from portal.droit.refus import Refus
from portal.web.access import open_to
from portal.web.pages import page

RECONVOQUER = " La composition a changé\u00a0: envoyez de nouveau les convocations."


@bp.route("/<uuid:id_>/membres/nouveau", methods=["GET", "POST"])
@open_to(*EQUIPE)
def membre_nouveau(id_: UUID) -> ResponseReturnValue:
    commission = seance_or_404(id_)
    if reason := why_not_changer(commission, clock.today()):
        raise Refus(reason)
    team = {str(c.id): c for c in staff_of(db.session(), current_user.uimm_slug)}
    form = MembreForm()
    form.proposer(team.values())
    if form.validate_on_submit():
        made = _membre(commission, form, team.get(form.compte.data))
        try:
            with db.transaction() as session:
                services.ajouter_membre(
                    session, commission, made, by=current_user, at=clock.now()
                )
        except Refus as refused:
            form.nom.errors = [str(refused)]
        else:
            flash(f"{made.nom} siège à cette séance.{_suite(commission)}", "succes")
            return redirect(url_for(".seance", id_=id_), code=303)
    return page(
        "commission/membre_form.html",
        status=422 if form.errors else 200,
        commission=commission,
        form=form,
    )


@bp.post("/<uuid:id_>/membres/<uuid:membre_id>/retirer")
@open_to(*EQUIPE)
def retirer_membre(id_: UUID, membre_id: UUID) -> ResponseReturnValue:
    commission = seance_or_404(id_)
    membre = _membre_or_404(commission, membre_id)
    with db.transaction() as session:
        services.retirer_membre(
            session, commission, membre, by=current_user, at=clock.now()
        )
    flash(f"{membre.nom} ne siège plus.{_suite(commission)}", "succes")
    return redirect(url_for(".seance", id_=id_), code=303)


@bp.route("/<uuid:id_>/membres/<uuid:membre_id>/lien", methods=["GET", "POST"])
@open_to(*EQUIPE)
def lien(id_: UUID, membre_id: UUID) -> ResponseReturnValue:
    """D.6412-6: a member says they are linked to a candidate."""
    commission = seance_or_404(id_)
    membre = _membre_or_404(commission, membre_id)
    session = db.session()
    ready, _more = queries.a_planifier(session, current_user)
    known = [*queries.dossiers_de_lien(session, commission), *ready]
    dossiers = {str(d.id): d for d in known}
    form = LienForm()
    form.proposer(dossiers.values())
    if form.validate_on_submit():
        dossier = dossiers[form.dossier.data]
        with db.transaction() as session:
            services.declarer_lien(
                session,
                commission,
                membre,
                dossier,
                motif=form.motif.data,
                by=current_user,
            )
        flash(f"Le lien avec {dossier.nom_candidat} est noté.", "succes")
        return redirect(url_for(".seance", id_=id_), code=303)
    return page(
        "commission/lien.html",
        status=422 if form.errors else 200,
        commission=commission,
        membre=membre,
        form=form,
    )


def _membre(
    commission: Commission, form: MembreForm, compte: Compte | None
) -> MembreCommission:
    """A person of the team keeps what their account says of them."""
    return MembreCommission(
        commission_id=commission.id,
        nom=(compte.nom_affiche or compte.email) if compte else form.nom.data,
        qualite=form.qualite.data,
        organisme=form.organisme.data,
        email=compte.email if compte else form.email.data,
        compte_id=compte.id if compte else None,
    )


def _membre_or_404(commission: Commission, id_: UUID) -> MembreCommission:
    found = (m for m in commission.membres if m.id == id_)
    return next(found, None) or abort(404)


def _suite(commission: Commission) -> str:
    return RECONVOQUER if ouverts(commission) else ""
