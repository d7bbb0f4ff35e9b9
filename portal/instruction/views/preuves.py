"""The material check of the dossier de preuves: each preuve opens and reads."""

from datetime import timedelta
from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers.dossier_preuves import preuves_de
from portal.dossiers.models import Dossier
from portal.dossiers.versions import precedentes
from portal.droit.refus import Refus
from portal.droit.reglements import reglement
from portal.droit.relecture import TexteChange, empreinte
from portal.instruction.attendu import son_jury
from portal.instruction.forms import (
    DemandePreuvesForm,
    MarqueForm,
    date_of,
    default_date,
    refuse,
)
from portal.instruction.permissions import (
    PREUVES_VISIBLES,
    why_not_demander_preuves,
    why_not_recevoir_preuves,
    why_not_reponse_le,
)
from portal.instruction.queries import dossier as queries
from portal.instruction.services import preuves as services
from portal.instruction.views.commun import EQUIPE, bornes, bp, dossier_or_404, entete
from portal.instruction.views.reprise import attente
from portal.instruction.views.responsable import actes_du_responsable
from portal.web.access import open_to
from portal.web.pages import page
from portal.web.saisie import statut_de_page


@bp.get("/<uuid:id_>/preuves")
@open_to(*EQUIPE)
def preuves(id_: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    return _show(dossier, _demande_form(dossier))


@bp.route("/<uuid:id_>/preuves/<uuid:preuve_id>", methods=["GET", "POST"])
@open_to(*EQUIPE)
def preuve(id_: UUID, preuve_id: UUID) -> ResponseReturnValue:
    """Mark one preuve as to be replaced, in words, or take the mark away."""
    dossier = _visible(id_)
    found = queries.preuve(db.session(), dossier, preuve_id) or abort(404)
    known = {"phrase": found.a_remplacer}
    form = MarqueForm(data=known | {"lue": empreinte(known)})
    clear = request.method == "POST" and request.form.get("etape") == "effacer"
    if clear or form.validate_on_submit():
        try:
            with db.transaction() as session:
                services.mark_preuve(
                    session,
                    dossier,
                    found,
                    phrase="" if clear else form.phrase.data,
                    lue=form.lue.data,
                    by=current_user,
                )
        except TexteChange as change:
            form.lue.montrer(change)
        else:
            return redirect(
                url_for(".preuves", id_=id_, _anchor=f"preuve-{preuve_id}"), code=303
            )
    return page(
        "instruction/preuve.html",
        status=statut_de_page(form),
        dossier=dossier,
        preuve=found,
        form=form,
    )


@bp.post("/<uuid:id_>/demander-preuves")
@open_to(*EQUIPE)
def demander_preuves(id_: UUID) -> ResponseReturnValue:
    dossier = _visible(id_)
    if reason := why_not_demander_preuves(dossier, current_user):
        raise Refus(reason)
    form = DemandePreuvesForm()
    regles = reglement(dossier.reglement)
    if not form.validate() or refuse(
        form.reponse_le,
        why_not_reponse_le(regles, date_of(form.reponse_le), clock.today()),
    ):
        return _show(dossier, form, status=422)
    with db.transaction() as session:
        services.demander_preuves(
            session,
            dossier,
            motif=form.motif.data,
            reponse_le=date_of(form.reponse_le),
            by=current_user,
            at=clock.now(),
        )
    flash("La demande est envoyée.", "succes")
    return redirect(url_for(".preuves", id_=id_), code=303)


@bp.post("/<uuid:id_>/recevoir-preuves")
@open_to(*EQUIPE)
def recevoir_preuves(id_: UUID) -> ResponseReturnValue:
    dossier = _visible(id_)
    with db.transaction() as session:
        services.recevoir_preuves(session, dossier, by=current_user, at=clock.now())
    flash("Le dossier de preuves est reçu. Un accusé de réception part.", "succes")
    return redirect(url_for(".preuves", id_=id_), code=303)


def _visible(id_: UUID) -> Dossier:
    """Before its deposit a dossier de preuves is the candidate's own draft."""
    dossier = dossier_or_404(id_)
    return dossier if dossier.etat in PREUVES_VISIBLES else abort(404)


def _demande_form(dossier: Dossier) -> DemandePreuvesForm:
    form = DemandePreuvesForm(formdata=None)
    days = reglement(dossier.reglement).reponse_jours
    default_date(form.reponse_le, clock.today() + timedelta(days=days))
    return form


def _show(
    dossier: Dossier, form: DemandePreuvesForm, *, status: int = 200
) -> ResponseReturnValue:
    shown = dossier.etat in PREUVES_VISIBLES
    situations = queries.situations(db.session(), dossier) if shown else []
    preuves = [p for s in situations for p in preuves_de(s)]
    return page(
        "instruction/preuves.html",
        status=status,
        situations=situations,
        deposees=shown,
        bornes=bornes(dossier),
        form=form,
        peut_verifier=why_not_demander_preuves(dossier, current_user) is None,
        preuves_de=preuves_de,
        precedentes=precedentes,
        marquees=sum(bool(p.a_remplacer) for p in preuves),
        why_not_recevoir=why_not_recevoir_preuves(dossier, preuves, current_user),
        jury_id=son_jury(dossier.etat, dossier.evenements),
        attente=attente(dossier, current_user),
        actes=actes_du_responsable(dossier, current_user, clock.today()),
        autre_page=("Pièces de recevabilité", url_for(".pieces", id_=dossier.id)),
        **entete(dossier),
    )
