"""What a responsable alone may do; each with its reason, in words."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.comptes.models import Compte
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import Dossier
from portal.droit.echeances import Cle
from portal.droit.refus import Refus
from portal.droit.workflow import Etat, Role
from portal.instruction.forms import (
    MotifForm,
    ProlongerForm,
    RevenirForm,
    date_of,
    refuse,
)
from portal.instruction.lettres import lettre_d_annulation
from portal.instruction.permissions import (
    why_not_caducite,
    why_not_derogation,
    why_not_jusqu_au,
    why_not_prolonger,
    why_not_revenir,
)
from portal.instruction.queries import dossier as queries
from portal.instruction.services import avis as avis_services
from portal.instruction.services import responsable as services
from portal.instruction.services.examen import LettreChangee
from portal.instruction.views.commun import apercu, bp, dossier_or_404
from portal.web.access import open_to
from portal.web.pages import page


def actes_du_responsable(
    dossier: Dossier, compte: Compte, on: date
) -> list[tuple[str, str]]:
    """The links to what may be done today, and no other."""
    lift = dossier.etat is Etat.CADUC
    offers = [
        ("Revenir sur l’avis", ".revenir", why_not_revenir(dossier, compte)),
        (
            "Autoriser une nouvelle demande cette année",
            ".derogation",
            why_not_derogation(dossier, compte, deja=False, on=on),
        ),
        (
            "Lever la caducité" if lift else "Déclarer le dossier caduc",
            ".caducite",
            why_not_caducite(dossier, compte, on),
        ),
        (
            "Prolonger les 12\u00a0mois",
            ".prolonger",
            why_not_prolonger(dossier, compte),
        ),
    ]
    return [
        (words, url_for(endpoint, id_=dossier.id))
        for words, endpoint, reason in offers
        if reason is None
    ]


@bp.route("/<uuid:id_>/revenir", methods=["GET", "POST"])
@open_to(Role.RESPONSABLE)
def revenir(id_: UUID) -> ResponseReturnValue:
    dossier = _allowed(id_, why_not_revenir)
    form = RevenirForm()
    if not form.validate_on_submit():
        return _show_revenir(dossier, form)
    if request.form.get("etape") != "emettre":
        return _show_revenir(dossier, form, relire=True)
    try:
        with db.transaction() as session:
            avis_services.revenir_sur_avis(
                session,
                dossier,
                motif=form.motif.data,
                empreinte=form.empreinte.data,
                by=current_user,
                at=clock.now(),
            )
    except LettreChangee as change:
        return _show_revenir(dossier, form, relire=True, notice=str(change), status=409)
    flash("L’avis est annulé\u00a0: l’étude de la demande reprend.", "succes")
    return redirect(url_for(".etabli", id_=id_), code=303)


@bp.route("/<uuid:id_>/derogation", methods=["GET", "POST"])
@open_to(Role.RESPONSABLE)
def derogation(id_: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    already = queries.derogation(db.session(), dossier) is not None
    on = clock.today()
    if reason := why_not_derogation(dossier, current_user, deja=already, on=on):
        raise Refus(reason)
    form = MotifForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            services.accorder_derogation(
                session, dossier, motif=form.motif.data, by=current_user, at=clock.now()
            )
        return _done(id_, "Une nouvelle demande est autorisée cette année.")
    return _show("instruction/derogation.html", dossier, form, annee=on.year)


@bp.route("/<uuid:id_>/caducite", methods=["GET", "POST"])
@open_to(Role.RESPONSABLE)
def caducite(id_: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    if reason := why_not_caducite(dossier, current_user, clock.today()):
        raise Refus(reason)
    lift = dossier.etat is Etat.CADUC
    form = MotifForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            services.changer_caducite(
                session, dossier, motif=form.motif.data, by=current_user, at=clock.now()
            )
        words = "La caducité est levée." if lift else "Le dossier est déclaré caduc."
        return _done(id_, words)
    return _show("instruction/caducite.html", dossier, form, lever=lift)


@bp.route("/<uuid:id_>/prolonger", methods=["GET", "POST"])
@open_to(Role.RESPONSABLE)
def prolonger(id_: UUID) -> ResponseReturnValue:
    dossier = _allowed(id_, why_not_prolonger)
    form = ProlongerForm()
    if form.validate_on_submit() and not refuse(
        form.jusqu_au, why_not_jusqu_au(dossier, date_of(form.jusqu_au))
    ):
        with db.transaction() as session:
            services.prolonger(
                session,
                dossier,
                jusqu_au=date_of(form.jusqu_au),
                motif=form.motif.data,
                by=current_user,
                at=clock.now(),
            )
        return _done(id_, "Le délai est prolongé.")
    limits = [e.limite for e in echeances_du(dossier) if e.cle is Cle.K2]
    return _show("instruction/prolonger.html", dossier, form, limite=limits[-1])


def _allowed(id_: UUID, why_not) -> Dossier:
    dossier = dossier_or_404(id_)
    if reason := why_not(dossier, current_user):
        raise Refus(reason)
    return dossier


def _done(id_: UUID, words: str) -> ResponseReturnValue:
    flash(words, "succes")
    return redirect(url_for(".etabli", id_=id_), code=303)


def _show(template: str, dossier: Dossier, form, **more) -> ResponseReturnValue:
    status = 422 if form.errors else 200
    return page(template, status=status, dossier=dossier, form=form, **more)


def _show_revenir(
    dossier: Dossier,
    form: RevenirForm,
    *,
    relire: bool = False,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    session = db.session()
    avis, _letter = queries.avis_en_vigueur(session, dossier)
    letter = None
    if relire and avis:
        letter = lettre_d_annulation(
            dossier,
            queries.identite(session, dossier),
            avis,
            motif=form.motif.data,
            by=current_user,
            on=clock.today(),
        )
    return page(
        "instruction/revenir.html",
        status=422 if form.errors else status,
        dossier=dossier,
        form=form,
        rendu=avis,
        lettre=apercu(letter) if letter else None,
        a_relire=relire,
        notice=notice,
    )
