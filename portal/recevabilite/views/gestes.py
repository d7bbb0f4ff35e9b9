"""What is done to one piece of a list: removed, tied, renamed, moved."""

from uuid import UUID

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.droit.refus import Refus
from portal.droit.relecture import TexteChange
from portal.droit.workflow import Role
from portal.recevabilite import queries, services
from portal.recevabilite.views.commun import bp, go, own_draft, own_open_dossier
from portal.recevabilite.views.pieces import page_of, tie_form, title_form, uuid_of
from portal.web.access import open_to


@bp.post("/<uuid:id_>/recevabilite/pieces/<uuid:piece_id>/retirer")
@open_to(Role.CANDIDAT)
def retirer_piece(id_: UUID, piece_id: UUID) -> ResponseReturnValue:
    dossier = own_open_dossier(id_)
    with db.transaction() as session:
        piece = services.retirer_piece(
            session, dossier, piece_id, by=current_user, at=clock.now()
        )
    return go(page_of(dossier, piece))


@bp.post("/<uuid:id_>/recevabilite/pieces/<uuid:piece_id>/rattacher")
@open_to(Role.CANDIDAT)
def rattacher(id_: UUID, piece_id: UUID) -> ResponseReturnValue:
    dossier = own_draft(id_)
    form = tie_form(queries.demande(db.session(), dossier), piece_id)
    if form.validate_on_submit():
        with db.transaction() as session:
            services.rattacher(
                session,
                dossier,
                piece_id,
                uuid_of(form.experience.data),
                by=current_user,
                at=clock.now(),
            )
    return go(url_for(".justificatifs", id_=id_))


@bp.post("/<uuid:id_>/recevabilite/pieces/<uuid:piece_id>/renommer")
@open_to(Role.CANDIDAT)
def renommer(id_: UUID, piece_id: UUID) -> ResponseReturnValue:
    dossier = own_open_dossier(id_)
    form = title_form(piece_id)
    if not form.validate_on_submit():
        raise Refus(str(form.nom.errors[0]))
    try:
        with db.transaction() as session:
            piece = services.renommer(
                session,
                dossier,
                piece_id,
                form.nom.data,
                lue=form.lue.data,
                by=current_user,
                at=clock.now(),
            )
    except TexteChange as change:
        raise Refus(_both_titles(change, form.nom.data)) from change
    return go(page_of(dossier, piece))


@bp.post("/<uuid:id_>/recevabilite/pieces/<uuid:piece_id>/deplacer")
@open_to(Role.CANDIDAT)
def deplacer(id_: UUID, piece_id: UUID) -> ResponseReturnValue:
    """Htmx follows the redirection and takes the list alone from the page."""
    dossier = own_draft(id_)
    place = request.form.get("place", type=int)
    if place is None:
        abort(400)
    with db.transaction() as session:
        piece = services.deplacer(
            session, dossier, piece_id, place, by=current_user, at=clock.now()
        )
    return redirect(page_of(dossier, piece), code=303)


def _both_titles(change: TexteChange, typed: str) -> str:
    return (
        "Ce document a été renommé ailleurs entre-temps. Il s’appelle maintenant "
        f"«\u00a0{change.enregistre['nom']}\u00a0», vous écriviez "
        f"«\u00a0{typed}\u00a0». Revenez à la page et rechargez-la pour le renommer "
        "de nouveau."
    )
