"""The day of the jury: who came, each decision, the signed sheet, the deliberation."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification.fichiers_jury import stored
from portal.certification.jury import libelles, queries
from portal.certification.jury.candidats import candidats
from portal.certification.jury.forms.deliberation import (
    DelibererForm,
    EmargementForm,
    PresencesForm,
    decision_form,
)
from portal.certification.jury.permissions import manques, why_not_ouvrir
from portal.certification.jury.services import deliberation as services
from portal.certification.jury.views.commun import (
    EQUIPE,
    back,
    bp,
    candidat_or_404,
    entete,
    jury_or_404,
    refuser,
)
from portal.dossiers.models import Jury
from portal.droit import jury as droit
from portal.droit.refus import Refus
from portal.droit.relecture import TexteChange
from portal.web.access import open_to
from portal.web.envois import limites, settings, spool, storage
from portal.web.filters import pluriel
from portal.web.pages import page
from portal.web.saisie import statut_de_page
from portal.web.uploads import EnvoiRefuse, Reception, receive


@bp.get("/<uuid:id_>/deliberation")
@open_to(*EQUIPE)
def deliberation(id_: UUID) -> ResponseReturnValue:
    return _show(_open(id_))


@bp.post("/<uuid:id_>/presences")
@open_to(*EQUIPE)
def presences(id_: UUID) -> ResponseReturnValue:
    found = _open(id_)
    form = PresencesForm()
    form.proposer(found.membres)
    if not form.validate():
        raise Refus("La composition du jury vient de changer. Relisez la page.")
    with db.transaction() as session:
        services.noter_presences(
            session,
            found,
            {UUID(m) for m in form.presents.data or []},
            at=clock.now(),
        )
    return _again(found, "decisions")


@bp.route("/<uuid:id_>/dossiers/<uuid:tour_id>/decision", methods=["GET", "POST"])
@open_to(*EQUIPE)
def decision(id_: UUID, tour_id: UUID) -> ResponseReturnValue:
    found = _open(id_)
    candidat = candidat_or_404(found, tour_id)
    votes = len(droit.presents(found.membres))
    form = decision_form(candidat, votes)
    if form.validate_on_submit():
        try:
            with db.transaction() as session:
                services.decider(
                    session,
                    found,
                    candidat,
                    form.lire(),
                    lue=form.lue.data,
                    at=clock.now(),
                )
        except TexteChange as change:
            form.lue.montrer(change)
        except Refus as refusal:
            refuser(form, refusal)
        else:
            return _again(found, "decisions")
    return page(
        "jury/decision.html",
        status=statut_de_page(form),
        form=form,
        candidat=candidat,
        votes=votes,
        president=next((m for m in found.membres if m.president), None),
        **entete(found),
    )


@open_to(*EQUIPE)
def emargement(id_: UUID) -> ResponseReturnValue:
    """Annexe 6, signed by those who came."""
    found = _open(id_)
    try:
        with receive(request, limites(1), dossier=spool()) as envoi:
            return _keep(found, envoi)
    except EnvoiRefuse as refusal:
        return _show(found, refus=str(refusal), status=refusal.code)


@bp.post("/<uuid:id_>/deliberer")
@open_to(*EQUIPE)
def deliberer(id_: UUID) -> ResponseReturnValue:
    found = jury_or_404(id_)
    form = DelibererForm()
    with db.transaction() as session:
        number = services.deliberer(
            session,
            found,
            lu=form.empreinte.data or "",
            by=current_user,
            at=clock.now(),
        )
    words = pluriel(number, "décision enregistrée", "décisions enregistrées")
    flash(f"Le jury a délibéré\u00a0: {words}.", "succes")
    return back(found)


bp.add_url_rule("/<uuid:id_>/emargement", "emargement", emargement, methods=["POST"])


def _keep(found: Jury, envoi: Reception) -> ResponseReturnValue:
    recu = next(iter(envoi.fichiers), None)
    if recu is None:
        return _show(found, refus="Choisissez la feuille signée.", status=422)
    try:
        with stored(storage(), found, recu) as depose, db.transaction() as session:
            services.deposer_emargement(
                session, found, depose, by=current_user, at=clock.now()
            )
    except Refus as refusal:
        return _show(found, refus=str(refusal), status=422)
    return _again(found, "emargement")


def _show(found: Jury, *, refus: str = "", status: int = 200) -> ResponseReturnValue:
    session = db.session()
    read = candidats(session, queries.dossiers(session, found))
    sheet = EmargementForm(formdata=None)
    sheet.fichier.errors = [refus] if refus else []
    return page(
        "jury/deliberation.html",
        status=status,
        candidats=read,
        emargement=sheet,
        manques=manques(found, read),
        alertes=droit.alertes_presents(found.membres) if _is_known(found) else [],
        empreinte=services.empreinte(found, read),
        libelles=libelles,
        maximum=settings().max_file_size,
        **entete(found),
    )


def _is_known(found: Jury) -> bool:
    return any(m.present is not None for m in found.membres)


def _open(id_: UUID) -> Jury:
    found = jury_or_404(id_)
    if reason := why_not_ouvrir(found, clock.today()):
        raise Refus(reason)
    return found


def _again(found: Jury, anchor: str) -> ResponseReturnValue:
    url = url_for(".deliberation", id_=found.id, _anchor=anchor)
    return redirect(url, code=303)
