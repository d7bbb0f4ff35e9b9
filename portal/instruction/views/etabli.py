"""The bench: one address per piece, the document beside its verdict."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers import libelles
from portal.dossiers.models import Dossier, Piece
from portal.dossiers.permissions import why_not
from portal.dossiers.queries import staff_of
from portal.dossiers.versions import precedentes
from portal.droit.pieces import DocumentIdentite
from portal.droit.workflow import Acte
from portal.instruction.dossier import Instruction, examen
from portal.instruction.forms import AttributionForm, IdentiteForm, VerdictForm
from portal.instruction.permissions import (
    PREUVES_VISIBLES,
    manques,
    why_not_instruct,
)
from portal.instruction.queries.dossier import instruction as read
from portal.instruction.queries.dossier import pieces_jugees
from portal.instruction.services import examen as services
from portal.instruction.views.commun import EQUIPE, bp, dossier_or_404, entete
from portal.instruction.views.reprise import attente
from portal.instruction.views.responsable import actes_du_responsable
from portal.web.access import open_to
from portal.web.pages import page


@bp.get("/<uuid:id_>")
@open_to(*EQUIPE)
def etabli(id_: UUID) -> ResponseReturnValue:
    """The dossier where its work is: the first piece to judge, or the preuves."""
    dossier = dossier_or_404(id_)
    if dossier.etat in PREUVES_VISIBLES:
        return redirect(url_for(".preuves", id_=id_), code=303)
    return redirect(url_for(".pieces", id_=id_), code=303)


@bp.get("/<uuid:id_>/pieces")
@open_to(*EQUIPE)
def pieces(id_: UUID) -> ResponseReturnValue:
    """The first one to judge, or the first."""
    found = read(db.session(), dossier_or_404(id_))
    first = next(iter([*found.a_examiner(), *found.pieces]), None)
    if first is None:
        return _show(found, None)
    return redirect(url_for(".piece", id_=id_, piece_id=first.id), code=303)


@bp.route("/<uuid:id_>/pieces/<uuid:piece_id>", methods=["GET", "POST"])
@open_to(*EQUIPE)
def piece(id_: UUID, piece_id: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    found = read(db.session(), dossier)
    piece = found.piece(piece_id) or abort(404)
    form = VerdictForm(data=_verdict(piece))
    if not form.validate_on_submit():
        return _show(found, piece, form=form, status=422 if form.errors else 200)
    try:
        with db.transaction() as session:
            services.judge_piece(
                session,
                dossier,
                piece,
                motif=form.raison,
                phrase=form.phrase.data,
                version=form.version.data or 0,
                by=current_user,
                at=clock.now(),
            )
    except services.VerdictChange as change:
        return _both_verdicts(id_, piece_id, form, change)
    following = read(db.session(), dossier).suivante(piece)
    if following is None:
        flash("Toutes les pièces sont examinées.", "succes")
    return redirect(
        url_for(".piece", id_=id_, piece_id=(following or piece).id), code=303
    )


@bp.post("/<uuid:id_>/identite")
@open_to(*EQUIPE)
def identite(id_: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    form = IdentiteForm()
    if not form.validate_on_submit():
        found = read(db.session(), dossier)
        piece = next(iter(found.pieces), None)
        return _show(found, piece, identite_form=form, status=422)
    with db.transaction() as session:
        services.verify_identity(
            session,
            dossier,
            document=DocumentIdentite(form.document.data),
            by=current_user,
            at=clock.now(),
        )
    flash("L’identité est vérifiée.", "succes")
    return redirect(url_for(".etabli", id_=id_), code=303)


@bp.route("/<uuid:id_>/reattribuer", methods=["GET", "POST"])
@open_to(*EQUIPE)
def reattribuer(id_: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    team = {str(c.id): c for c in staff_of(db.session(), current_user.uimm_slug)}
    form = AttributionForm(compte=str(dossier.instructeur_id))
    form.proposer(team.values())
    if form.validate_on_submit():
        with db.transaction() as session:
            services.reattribuer(
                session,
                dossier,
                team[form.compte.data],
                by=current_user,
                at=clock.now(),
            )
        flash("Le dossier est attribué.", "succes")
        return redirect(url_for(".etabli", id_=id_), code=303)
    status = 422 if form.errors else 200
    return page(
        "instruction/reattribuer.html", status=status, dossier=dossier, form=form
    )


def _show(
    found: Instruction,
    piece: Piece | None,
    *,
    form: VerdictForm | None = None,
    identite_form: IdentiteForm | None = None,
    status: int = 200,
    **more,
) -> ResponseReturnValue:
    dossier = found.dossier
    kind = found.verifiee.document if found.verifiee else None
    return page(
        "instruction/etabli.html",
        status=status,
        instruction=found,
        piece=piece,
        precedentes=_precedentes(piece),
        form=form or VerdictForm(formdata=None, data=_verdict(piece)),
        identite_form=identite_form or IdentiteForm(formdata=None, document=kind),
        examen=examen,
        libelles=libelles,
        verrou=why_not_instruct(dossier, current_user),
        a_prendre=why_not(Acte.PRENDRE_EN_CHARGE, dossier, current_user) is None,
        reste=manques(found, current_user, favorable=True),
        attente=attente(dossier, current_user),
        actes=actes_du_responsable(dossier, current_user, clock.today()),
        **_autre_page(dossier),
        **entete(dossier),
        **more,
    )


def _precedentes(piece: Piece | None) -> list[Piece]:
    if piece is None or piece.remplace_id is None:
        return []
    return list(precedentes(piece, pieces_jugees(db.session(), piece)))


def _autre_page(dossier: Dossier) -> dict[str, Any]:
    if dossier.etat not in PREUVES_VISIBLES:
        return {}
    url = url_for(".preuves", id_=dossier.id)
    return {"autre_page": ("Dossier de preuves", url)}


def _both_verdicts(
    id_: UUID, piece_id: UUID, form: VerdictForm, change: Exception
) -> ResponseReturnValue:
    """What was typed stays; beside it, what the other person decided."""
    found = read(db.session(), dossier_or_404(id_))
    piece = found.piece(piece_id) or abort(404)
    theirs = piece.verdict
    form.version.data = theirs.version if theirs else 0
    form.version.raw_data = None
    return _show(found, piece, form=form, status=409, autre=theirs, conflit=str(change))


def _verdict(piece: Piece | None) -> dict[str, Any]:
    verdict = piece.verdict if piece else None
    if verdict is None:
        return {}
    return {
        "verdict": "a" if verdict.acceptee else "r",
        "motif": verdict.motif,
        "phrase": verdict.phrase,
        "version": verdict.version,
    }
