"""The conversation: all of it, one thread's anchor, and what is written there."""

from typing import Final
from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from portal import clock, db
from portal.accompagnement import queries, services
from portal.accompagnement.conversation import Conversation
from portal.accompagnement.forms import CommentaireForm, NouveauFilForm
from portal.accompagnement.partage import Cible, nom_du_candidat
from portal.accompagnement.permissions import why_not_comment
from portal.accompagnement.views.commun import (
    PERSONNES,
    bp,
    conversation_of,
    shared_or_404,
)
from portal.dossiers.models import Ancre, Commentaire, Dossier
from portal.web.access import open_to
from portal.web.pages import page, wants_fragment

ENVOYE: Final = "Votre commentaire est envoyé."


@bp.route("/dossiers/<uuid:id_>/commentaires", methods=["GET", "POST"])
@open_to(*PERSONNES)
def commentaires(id_: UUID) -> ResponseReturnValue:
    dossier = shared_or_404(id_)
    if request.args.get("ancre"):
        return _show_one(dossier, *_anchor_or_404())
    conversation = conversation_of(dossier, titres=True)
    form = NouveauFilForm()
    form.sur.choices = _choices(conversation)
    if form.validate_on_submit():
        ancre, _, cible = form.sur.data.partition(":")
        comment = _open_thread(dossier, Ancre(ancre), cible, form)
        return _posted(dossier, comment, ENVOYE)
    return page(
        "accompagnement/commentaires.html",
        status=422 if form.errors else 200,
        unites=conversation.commentees,
        form=form,
        **_context(conversation, depuis=""),
    )


@bp.route("/dossiers/<uuid:id_>/commentaires/fil", methods=["GET", "POST"])
@open_to(*PERSONNES)
def fil(id_: UUID) -> ResponseReturnValue:
    """The threads of one anchor, alone: another page may load this fragment."""
    dossier = shared_or_404(id_)
    ancre, cible = _anchor_or_404()
    form = CommentaireForm()
    if form.validate_on_submit():
        comment = _open_thread(dossier, ancre, cible, form)
        return _posted(dossier, comment, ENVOYE)
    return _show_one(dossier, ancre, cible, form=form)


@bp.post("/dossiers/<uuid:id_>/commentaires/<uuid:fil_id>")
@open_to(*PERSONNES)
def repondre(id_: UUID, fil_id: UUID) -> ResponseReturnValue:
    dossier = shared_or_404(id_)
    thread = _thread_or_404(dossier, fil_id)
    form = CommentaireForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            services.repondre(
                session,
                dossier,
                thread,
                texte=form.texte.data,
                by=current_user,
                at=clock.now(),
            )
        return _posted(dossier, thread, "Votre réponse est envoyée.")
    return _show_one(dossier, thread.ancre, thread.cible, form=form, fil_id=fil_id)


@bp.post("/dossiers/<uuid:id_>/commentaires/<uuid:fil_id>/resoudre")
@open_to(*PERSONNES)
def resoudre(id_: UUID, fil_id: UUID) -> ResponseReturnValue:
    dossier = shared_or_404(id_)
    thread = _thread_or_404(dossier, fil_id)
    with db.transaction() as session:
        services.resoudre(session, dossier, thread, by=current_user, at=clock.now())
    return _posted(dossier, thread, "Ce fil est résolu.")


@bp.post("/dossiers/<uuid:id_>/commentaires/<uuid:fil_id>/rouvrir")
@open_to(*PERSONNES)
def rouvrir(id_: UUID, fil_id: UUID) -> ResponseReturnValue:
    dossier = shared_or_404(id_)
    thread = _thread_or_404(dossier, fil_id)
    with db.transaction() as session:
        services.rouvrir(session, dossier, thread, by=current_user)
    return _posted(dossier, thread, "Ce fil est rouvert.")


@bp.post("/dossiers/<uuid:id_>/commentaires/lus")
@open_to(*PERSONNES)
def lus(id_: UUID) -> ResponseReturnValue:
    """All is read until the newest comment that was on the page, and no later one."""
    dossier = shared_or_404(id_)
    newest = request.form.get("dernier", type=UUID) or abort(404)
    with db.transaction() as session:
        comment = queries.commentaire(session, dossier, newest)
        services.marquer_lu(session, dossier, comment or abort(404), by=current_user)
    if wants_fragment():
        return "", 204
    return redirect(_retour(dossier), code=303)


def _anchor_or_404() -> tuple[Ancre, str]:
    ancre = request.args.get("ancre", type=Ancre) or abort(404)
    return ancre, request.args.get("cible", "")


def _thread_or_404(dossier: Dossier, fil_id: UUID) -> Commentaire:
    """The comment that opens a thread: an answer is not one."""
    found = queries.commentaire(db.session(), dossier, fil_id)
    if found is None or found.fil_id is not None:
        abort(404)
    return found


def _open_thread(
    dossier: Dossier, ancre: Ancre, cible: str, form: CommentaireForm
) -> Commentaire:
    with db.transaction() as session:
        return services.ouvrir_fil(
            session,
            dossier,
            ancre,
            cible,
            texte=form.texte.data,
            by=current_user,
            at=clock.now(),
        )


def _posted(dossier: Dossier, thread: Commentaire, words: str) -> ResponseReturnValue:
    """What was done is said beside it, where the focus goes, or on the next page."""
    ancre, cible = thread.ancre, thread.cible
    if wants_fragment():
        return _show_one(dossier, ancre, cible, fait=(thread.id, words))
    flash(words, "succes")
    anchor = Cible(ancre, cible, "").id
    return redirect(f"{_retour(dossier, ancre, cible)}#{anchor}", code=303)


def _retour(dossier: Dossier, ancre: Ancre | None = None, cible: str = "") -> str:
    here = request.form.get("depuis", "")
    if here == "lire" and dossier.candidat_id != current_user.id:
        return url_for(".lire", id_=dossier.id)
    if here == "fil" and ancre:
        return url_for(".fil", id_=dossier.id, ancre=ancre, cible=cible)
    return url_for(".commentaires", id_=dossier.id)


def _show_one(
    dossier: Dossier,
    ancre: Ancre,
    cible: str,
    *,
    form: CommentaireForm | None = None,
    fil_id: UUID | None = None,
    fait: tuple[UUID, str] | None = None,
) -> ResponseReturnValue:
    conversation = conversation_of(dossier, titres=True)
    unite = conversation.unite(ancre, cible) or abort(404)
    form = form or CommentaireForm(formdata=None)
    form.texte.id = f"texte-{fil_id or unite.id}"
    return page(
        "accompagnement/commentaires.html",
        fragment="accompagnement/_fil.html",
        status=422 if form.errors else 200,
        unites=[unite],
        unite=unite,
        form=form,
        fait=fait,
        **_context(conversation, depuis=request.form.get("depuis", "fil")),
    )


def _context(conversation: Conversation, *, depuis: str) -> dict:
    """`depuis`: the page whose forms these are, so that they come back to it."""
    dossier = conversation.dossier
    return {
        "conversation": conversation,
        "dossier": dossier,
        "candidat": nom_du_candidat(dossier),
        "raison": why_not_comment(dossier, current_user),
        "depuis": depuis,
    }


def _choices(conversation: Conversation) -> list[SelectChoice]:
    return [SelectChoice(c.valeur, c.phrase) for c in conversation.partage.cibles]
