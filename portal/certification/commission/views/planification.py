"""Putting a dossier on a session: from the session, or from the dossier."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.catalogue.queries import contenu
from portal.certification.commission import queries
from portal.certification.commission.forms import R36, PlanifierForm, planifier_form
from portal.certification.commission.permissions import (
    ouverts,
    why_not_amenagement,
    why_not_changer,
    why_not_heure,
    why_not_planifier,
)
from portal.certification.commission.queries import Quand, lire_cle
from portal.certification.commission.services.passages import Plan, planifier
from portal.certification.commission.views.commun import (
    EQUIPE,
    bp,
    dossier_or_404,
    seance_or_404,
)
from portal.dossiers.models import Commission, Dossier
from portal.dossiers.parcours import portee as mots_de_portee
from portal.dossiers.permissions import why_not
from portal.dossiers.portee import portee
from portal.droit.refus import Refus
from portal.droit.workflow import Acte
from portal.web.access import open_to
from portal.web.pages import page


@bp.get("/dossiers/<uuid:dossier_id>")
@open_to(*EQUIPE)
def dossier(dossier_id: UUID) -> ResponseReturnValue:
    """Where this dossier passes; else the sessions it may pass at."""
    found = dossier_or_404(dossier_id)
    session = db.session()
    if turn := queries.passage_ouvert(session, found):
        url = url_for(".passage", id_=turn.commission_id, passage_id=turn.id)
        return redirect(url, code=303)
    if reason := why_not(Acte.PROGRAMMER_COMMISSION, found, current_user):
        raise Refus(reason)
    after = request.args.get("apres", type=lire_cle)
    seances = queries.page_de_seances(
        session, current_user, Quand.A_VENIR, clock.today(), after
    )
    return page(
        "commission/choisir_seance.html",
        dossier=found,
        portee=mots_de_portee(found),
        seances=seances,
        suivant=seances.suivant.encode() if seances.suivant else None,
    )


@bp.get("/<uuid:id_>/planifier")
@open_to(*EQUIPE)
def choisir_dossier(id_: UUID) -> ResponseReturnValue:
    commission = seance_or_404(id_)
    if reason := why_not_changer(commission, clock.today()):
        raise Refus(reason)
    after = request.args.get("apres", type=lire_cle)
    rows, suivant = queries.a_planifier(db.session(), current_user, after)
    return page(
        "commission/choisir_dossier.html",
        commission=commission,
        lignes=[(d, mots_de_portee(d)) for d in rows],
        suivant=suivant.encode() if suivant else None,
        debut=after is not None,
    )


@bp.route("/<uuid:id_>/planifier/<uuid:dossier_id>", methods=["GET", "POST"])
@open_to(*EQUIPE)
def planifier_dossier(id_: UUID, dossier_id: UUID) -> ResponseReturnValue:
    commission, found = seance_or_404(id_), dossier_or_404(dossier_id)
    session = db.session()
    why = why_not_planifier(
        commission,
        found,
        queries.liens(session, commission),
        current_user,
        clock.today(),
    )
    asked = queries.amenagement(session, found)
    form = _form(commission, found)
    if form.validate_on_submit() and not _is_refused(form, commission, asked):
        with db.transaction() as session:
            planifier(
                session,
                commission,
                found,
                _plan(form),
                by=current_user,
                at=clock.now(),
            )
        flash(f"{found.nom_candidat} est convoqué·e.", "succes")
        return redirect(url_for(".seance", id_=id_), code=303)
    return page(
        "commission/planifier.html",
        status=422 if form.errors else 200,
        commission=commission,
        dossier=found,
        portee=mots_de_portee(found),
        form=form,
        demande=asked,
        why_not=why,
        r36=R36,
    )


def _form(commission: Commission, found: Dossier) -> PlanifierForm:
    text = contenu(db.session(), found.referentiel_id)
    scope = portee(found, text)
    aimed = set(scope.capacites)
    numeros = [n for n in scope.blocs_vises if aimed & set(scope.blocs[n])]
    hours = [p.heure for p in ouverts(commission)]
    return planifier_form(text, numeros, heure=max(hours, default=commission.heure))


def _is_refused(form: PlanifierForm, commission: Commission, asked: str) -> bool:
    """What the session or the candidate's request asks of the answers."""
    reasons = {
        "heure": why_not_heure(form.heure.data or "", commission.heure),
        "amenagement": why_not_amenagement(asked, form.amenagement.data or ""),
    }
    for name, reason in reasons.items():
        if reason:
            form[name].errors = [reason]
    return any(reasons.values())


def _plan(form: PlanifierForm) -> Plan:
    return Plan(
        heure=form.heure.data or "",
        modalites=form.modalites,
        ressources_informe_le=form.ressources_informe_le.data,
        amenagement=form.amenagement.data or "",
    )
