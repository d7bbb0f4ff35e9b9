"""The list of the juries, and one jury: fixed, moved, cancelled."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification.jury import libelles, queries
from portal.certification.jury.candidats import candidats
from portal.certification.jury.fiche import cprefp, etat, frise
from portal.certification.jury.forms.seance import (
    AnnulerForm,
    DeplacerForm,
    RendezVousForm,
)
from portal.certification.jury.permissions import (
    why_not_le,
    why_not_modifier,
    why_not_ouvrir,
    why_not_programmer,
)
from portal.certification.jury.services import jurys as services
from portal.certification.jury.views.commun import (
    EQUIPE,
    back,
    bp,
    entete,
    jury_or_404,
    refuser,
)
from portal.droit import jury as droit
from portal.droit.refus import Refus
from portal.web.access import open_to
from portal.web.pages import page


@bp.get("")
@open_to(*EQUIPE)
def liste() -> ResponseReturnValue:
    on, session = clock.today(), db.session()
    after = _curseur(request.args.get("apres", ""))
    found = queries.page_de_jurys(session, current_user, after)
    counts = queries.nombres(session, found.jurys)
    return page(
        "jury/liste.html",
        lignes=[(j, etat(j, on), counts[j.id]) for j in found.jurys],
        suivant="_".join(map(str, found.suivant)) if found.suivant else None,
        premiere=after is None,
    )


@bp.route("/nouveau", methods=["GET", "POST"])
@open_to(*EQUIPE)
def nouveau() -> ResponseReturnValue:
    form = RendezVousForm()
    if form.validate_on_submit() and _is_far_enough(form):
        with db.transaction() as session:
            jury = services.creer(session, form.lire(), by=current_user, at=clock.now())
        flash("Le jury est fixé. Demandez maintenant les désignations.", "succes")
        return back(jury)
    return page(
        "jury/nouveau.html",
        status=422 if form.errors else 200,
        form=form,
        premier=droit.premier_jour(clock.today()),
        delai=droit.regles(clock.today()).convocation_jours,
    )


@bp.get("/<uuid:id_>")
@open_to(*EQUIPE)
def jury(id_: UUID) -> ResponseReturnValue:
    found, session, on = jury_or_404(id_), db.session(), clock.today()
    asked = queries.demandes(session, found)
    read = candidats(session, queries.dossiers(session, found))
    return page(
        "jury/jury.html",
        demandes=asked,
        candidats=read,
        jalons=frise(found, asked, len(read), on),
        alertes=droit.alertes(found.membres) if found.membres else [],
        cprefp=cprefp(found),
        libelles=libelles,
        verrou=why_not_modifier(found),
        peut_inscrire=why_not_programmer(found, on) is None,
        peut_deliberer=why_not_ouvrir(found, on) is None,
        **entete(found),
    )


@bp.route("/<uuid:id_>/date", methods=["GET", "POST"])
@open_to(*EQUIPE)
def deplacer(id_: UUID) -> ResponseReturnValue:
    found = jury_or_404(id_)
    if reason := why_not_modifier(found):
        raise Refus(reason)
    form = DeplacerForm(obj=found, data={"motif": ""})
    status = 200
    if form.validate_on_submit() and _is_far_enough(form):
        try:
            with db.transaction() as session:
                services.deplacer(
                    session,
                    found,
                    form.lire(),
                    motif=form.motif.data,
                    version=form.version.data,
                    by=current_user,
                    at=clock.now(),
                )
        except services.JuryChange as change:
            status = _again(form, found, change)
        else:
            flash("La date est changée\u00a0: convoquez de nouveau.", "succes")
            return back(found)
    return page(
        "jury/deplacer.html",
        status=422 if form.errors and status == 200 else status,
        form=form,
        premier=droit.premier_jour(clock.today()),
        **entete(found),
    )


@bp.route("/<uuid:id_>/annuler", methods=["GET", "POST"])
@open_to(*EQUIPE)
def annuler(id_: UUID) -> ResponseReturnValue:
    found = jury_or_404(id_)
    if reason := why_not_modifier(found):
        raise Refus(reason)
    form = AnnulerForm(version=found.version)
    status = 200
    if form.validate_on_submit():
        try:
            with db.transaction() as session:
                services.annuler(
                    session,
                    found,
                    motif=form.motif.data,
                    version=form.version.data,
                    by=current_user,
                    at=clock.now(),
                )
        except services.JuryChange as change:
            status = _again(form, found, change)
        else:
            flash("Le jury est annulé. Ses dossiers attendent un autre jury.", "succes")
            return redirect(url_for(".liste"), code=303)
    return page(
        "jury/annuler.html",
        status=422 if form.errors and status == 200 else status,
        form=form,
        **entete(found),
    )


def _again(form, found, change: Exception) -> int:
    """What was typed stays; the page now holds the version of today."""
    refuser(form, change)
    form.version.data = found.version
    return 409


def _is_far_enough(form: RendezVousForm) -> bool:
    reason = why_not_le(form.lire().le, clock.today())
    if reason:
        form.le.errors = [*form.le.errors, reason]
    return reason is None


def _curseur(text: str) -> tuple[date, UUID] | None:
    """Of a page's own link; anything else is the first page."""
    day, _, id_ = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(id_)
    except ValueError:
        return None
