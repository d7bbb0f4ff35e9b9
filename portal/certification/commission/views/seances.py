"""The sessions of the UIMM: their list, and one of them."""

from contextlib import suppress
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification.commission import queries
from portal.certification.commission.forms import MotifForm, SeanceForm
from portal.certification.commission.libelles import PRESENCE
from portal.certification.commission.permissions import (
    ouverts,
    why_not_annuler,
    why_not_changer,
    why_not_le,
)
from portal.certification.commission.queries import Cle, Quand, lire_cle
from portal.certification.commission.services import seances as services
from portal.certification.commission.views.commun import EQUIPE, bp, seance_or_404
from portal.certification.recapitulatif import decisions
from portal.dossiers.models import Commission
from portal.droit.refus import Refus
from portal.web.access import open_to
from portal.web.pages import page

QUAND = {
    Quand.A_VENIR: "À venir",
    Quand.PASSEES: "Passées",
    Quand.ANNULEES: "Annulées",
}


@bp.get("")
@open_to(*EQUIPE)
def liste() -> ResponseReturnValue:
    when = Quand.A_VENIR
    with suppress(ValueError):
        when = Quand(request.args.get("quand", ""))
    after = request.args.get("apres", type=lire_cle)
    found = queries.page_de_seances(
        db.session(), current_user, when, clock.today(), after
    )
    return page(
        "commission/liste.html",
        seances=found,
        quand=when,
        onglets=[
            {
                "libelle": words,
                "url": url_for(".liste", quand=each.value),
                "courant": each is when,
            }
            for each, words in QUAND.items()
        ],
        debut=url_for(".liste", quand=when.value) if after else None,
        suivant=_suite(when, found.suivant),
    )


@bp.route("/nouvelle", methods=["GET", "POST"])
@open_to(*EQUIPE)
def nouvelle() -> ResponseReturnValue:
    form = SeanceForm(
        president_nom=current_user.nom_affiche, president_qualite=current_user.qualite
    )
    if form.validate_on_submit() and not _is_past(form):
        with db.transaction() as session:
            made = services.creer(
                session, form.valeurs(), by=current_user, at=clock.now()
            )
        flash("La séance est créée. Ajoutez ses membres.", "succes")
        return redirect(url_for(".membre_nouveau", id_=made.id), code=303)
    return page(
        "commission/seance_form.html", form=form, status=422 if form.errors else 200
    )


@bp.get("/<uuid:id_>")
@open_to(*EQUIPE)
def seance(id_: UUID) -> ResponseReturnValue:
    commission, on = seance_or_404(id_), clock.today()
    return page(
        "commission/seance.html",
        commission=commission,
        on=on,
        presences=PRESENCE,
        decidees={p.id: len(decisions(p)) for p in commission.passages},
        why_not_changer=why_not_changer(commission, on),
        why_not_annuler=why_not_annuler(commission),
        a_convoquer=len(ouverts(commission)),
        liens=queries.liens(db.session(), commission),
    )


@bp.route("/<uuid:id_>/modifier", methods=["GET", "POST"])
@open_to(*EQUIPE)
def modifier(id_: UUID) -> ResponseReturnValue:
    commission = seance_or_404(id_)
    if reason := why_not_changer(commission, clock.today()):
        raise Refus(reason)
    form, conflit = SeanceForm(obj=commission), False
    if form.validate_on_submit() and not _is_past(form):
        try:
            _modifier(commission, form)
        except services.SeanceChangee:
            conflit = True
            commission = seance_or_404(id_)
            form.version.data = commission.version
        else:
            return redirect(url_for(".seance", id_=id_), code=303)
    return page(
        "commission/seance_form.html",
        status=409 if conflit else 422 if form.errors else 200,
        commission=commission,
        form=form,
        conflit=conflit,
        a_convoquer=len(ouverts(commission)),
    )


@bp.post("/<uuid:id_>/convoquer")
@open_to(*EQUIPE)
def convoquer(id_: UUID) -> ResponseReturnValue:
    commission = seance_or_404(id_)
    with db.transaction() as session:
        sent = services.reconvoquer(
            session, commission, by=current_user, at=clock.now()
        )
    flash(f"Convocations envoyées\u00a0: {sent}.", "succes")
    return redirect(url_for(".seance", id_=id_), code=303)


@bp.route("/<uuid:id_>/annuler", methods=["GET", "POST"])
@open_to(*EQUIPE)
def annuler(id_: UUID) -> ResponseReturnValue:
    commission = seance_or_404(id_)
    if reason := why_not_annuler(commission):
        raise Refus(reason)
    form = MotifForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            services.annuler(
                session,
                commission,
                motif=form.motif.data,
                by=current_user,
                at=clock.now(),
            )
        flash("La séance est annulée.", "succes")
        return redirect(url_for(".seance", id_=id_), code=303)
    return page(
        "commission/annuler.html",
        status=422 if form.errors else 200,
        commission=commission,
        form=form,
        a_prevenir=len(ouverts(commission)),
    )


def _modifier(commission: Commission, form: SeanceForm) -> None:
    with db.transaction() as session:
        services.modifier(
            session,
            commission,
            form.valeurs(),
            version=form.version.data,
            by=current_user,
            at=clock.now(),
        )
    flash("La séance est modifiée. Les personnes concernées sont prévenues.", "succes")


def _is_past(form: SeanceForm) -> bool:
    reason = form.le.data and why_not_le(form.le.data, clock.today())
    if reason:
        form.le.errors = [reason]
    return bool(reason)


def _suite(when: Quand, after: Cle | None) -> str | None:
    return url_for(".liste", quand=when.value, apres=after.encode()) if after else None
