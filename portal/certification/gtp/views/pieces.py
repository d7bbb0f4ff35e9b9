"""The files of the UIMM. Nothing of a body is read before the checks."""

from contextlib import nullcontext
from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification import fichiers_jury as fichiers
from portal.certification.gtp import libelles
from portal.certification.gtp.forms import PieceForm, ReponseForm
from portal.certification.gtp.permissions import (
    courante,
    why_not_rassembler,
    why_not_repondre,
)
from portal.certification.gtp.queries import transmissions as queries
from portal.certification.gtp.services import controle as reponses
from portal.certification.gtp.services import pieces as services
from portal.certification.gtp.views.commun import (
    EQUIPE,
    genre_or_404,
    jury_or_404,
    transmissions,
)
from portal.dossiers.donner import donner
from portal.dossiers.models import Jury, QuestionGtp
from portal.droit.listes import PieceAttribution
from portal.droit.refus import Refus
from portal.web.access import open_to
from portal.web.envois import limites, settings, spool, storage
from portal.web.pages import page
from portal.web.uploads import EnvoiRefuse, Reception, receive

AUCUN_FICHIER = "Choisissez un fichier."


@transmissions.route("/<uuid:jury_id>/pieces/<genre>/joindre", methods=["GET", "POST"])
@open_to(*EQUIPE)
def joindre(jury_id: UUID, genre: str) -> ResponseReturnValue:
    jury, kind = jury_or_404(jury_id), genre_or_404(genre)
    if reason := why_not_rassembler(courante(queries.du_jury(db.session(), jury))):
        raise Refus(reason)
    if request.method == "GET":
        return _show_piece(jury, kind)
    try:
        with receive(request, limites(1), dossier=spool()) as envoi:
            return _join(jury, kind, envoi)
    except EnvoiRefuse as refusal:
        return _show_piece(jury, kind, str(refusal), status=refusal.code)


def _join(jury: Jury, kind: PieceAttribution, envoi: Reception) -> ResponseReturnValue:
    recu = envoi.fichier("fichier")
    if recu is None:
        return _show_piece(jury, kind, AUCUN_FICHIER, status=422)
    try:
        with (
            fichiers.stored(storage(), jury, recu) as depose,
            db.transaction() as session,
        ):
            services.joindre(
                session, jury, kind, depose, by=current_user, at=clock.now()
            )
    except Refus as refusal:
        return _show_piece(jury, kind, str(refusal), status=422)
    return redirect(url_for(".transmission", jury_id=jury.id), code=303)


def _show_piece(
    jury: Jury, kind: PieceAttribution, refus: str = "", *, status: int = 200
) -> ResponseReturnValue:
    form = PieceForm(formdata=None)
    form.fichier.errors = [refus] if refus else []
    return page(
        "gtp/joindre.html",
        status=status,
        jury=jury,
        titre_piece=libelles.PIECE[kind],
        consigne=libelles.CONSIGNE[kind],
        form=form,
        maximum=settings().max_file_size,
    )


@transmissions.route(
    "/<uuid:jury_id>/questions/<uuid:question_id>", methods=["GET", "POST"]
)
@open_to(*EQUIPE)
def repondre(jury_id: UUID, question_id: UUID) -> ResponseReturnValue:
    jury = jury_or_404(jury_id)
    question = question_or_404(jury, question_id)
    if reason := why_not_repondre(question.transmission, question):
        raise Refus(reason)
    if request.method == "GET":
        return _show_question(jury, question, ReponseForm(formdata=None))
    try:
        with receive(request, limites(1), dossier=spool()) as envoi:
            return _answer(jury, question, envoi)
    except EnvoiRefuse as refusal:
        form = ReponseForm(formdata=None)
        return _show_question(jury, question, form, str(refusal), refusal.code)


@transmissions.get("/<uuid:jury_id>/questions/<uuid:question_id>/fichier")
@open_to(*EQUIPE)
def fichier_de_reponse(jury_id: UUID, question_id: UUID) -> ResponseReturnValue:
    question = question_or_404(jury_or_404(jury_id), question_id)
    return donner(question.reponse_fichier or abort(404), inline=True)


def question_or_404(jury: Jury, question_id: UUID) -> QuestionGtp:
    rows = queries.du_jury(db.session(), jury)
    found = (q for t in rows for q in t.questions if q.id == question_id)
    return next(found, None) or abort(404)


def _answer(jury: Jury, question: QuestionGtp, envoi: Reception) -> ResponseReturnValue:
    form = ReponseForm(formdata=envoi.champs)
    if not form.validate():
        return _show_question(jury, question, form, status=422)
    recu = envoi.fichier("fichier")
    try:
        with (
            fichiers.stored(storage(), jury, recu) if recu else nullcontext() as depose,
            db.transaction() as session,
        ):
            reponses.repondre(
                session,
                question,
                form.reponse.data,
                depose,
                by=current_user,
                at=clock.now(),
            )
    except Refus as refusal:
        return _show_question(jury, question, form, str(refusal), 422)
    flash("Votre réponse est envoyée.", "succes")
    return redirect(url_for(".transmission", jury_id=jury.id), code=303)


def _show_question(
    jury: Jury,
    question: QuestionGtp,
    form: ReponseForm,
    refus: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    if refus:
        form.fichier.errors = [refus]
    return page(
        "gtp/repondre.html",
        status=status,
        jury=jury,
        question=question,
        form=form,
        maximum=settings().max_file_size,
    )
