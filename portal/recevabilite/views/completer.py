"""What the UIMM asks again: replace it, or answer in words, then send back."""

from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers.faits import echeance_attendue
from portal.dossiers.libelles import GENRE, MOTIF
from portal.dossiers.models import Dossier, Piece
from portal.dossiers.versions import precedentes
from portal.droit.echeances import jours_restants
from portal.droit.pieces import UNIQUES, Genre
from portal.droit.reglements import EffetDemande, reglement
from portal.droit.relecture import TexteChange, empreinte
from portal.droit.workflow import Etat, Role
from portal.recevabilite import queries, services
from portal.recevabilite.demande import Demande, is_refused
from portal.recevabilite.forms.pieces import ReponseForm, ReponseLettreForm
from portal.recevabilite.permissions import (
    why_not_completer,
    why_not_retirer_piece,
)
from portal.recevabilite.services import Place
from portal.recevabilite.views.commun import (
    bp,
    file_row,
    go,
    own_dossier,
    own_open_dossier,
)
from portal.recevabilite.views.pieces import join_all
from portal.web.access import open_to
from portal.web.envois import limites, settings, spool
from portal.web.pages import page, wants_fragment
from portal.web.uploads import EnvoiRefuse, Reception, receive

FICHIERS = 5
"""The first replaces, the others come beside it: a page each, for instance."""


def _fichiers(genre: Genre) -> int:
    return 1 if genre in UNIQUES else FICHIERS


@bp.route("/<uuid:id_>/completer", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def completer(id_: UUID) -> ResponseReturnValue:
    dossier = own_dossier(id_)
    if dossier.etat is not Etat.A_COMPLETER and request.method == "GET":
        return redirect(url_for("dossiers.suivi", id_=id_), code=303)
    if request.method == "POST":
        with db.transaction() as session:
            services.completer(session, dossier, by=current_user, at=clock.now())
        flash("Vos pièces sont envoyées à l’UIMM. L’étude reprend.", "succes")
        return go(url_for("dossiers.suivi", id_=id_))
    demande = queries.demande(db.session(), dossier)
    left = demande.a_traiter()
    effet = reglement(dossier.reglement).effet_demande
    echeance = echeance_attendue(dossier)
    today = clock.today()
    return page(
        "recevabilite/completer.html",
        dossier=dossier,
        demandees=[_asked(demande, p) for p in demande.demandees()],
        restantes=len(left),
        premiere=url_for(".repondre", id_=id_, piece_id=left[0].id) if left else None,
        en_pause=effet is EffetDemande.SUSPENDRE,
        verifiees=_verified(demande),
        limite=echeance.limite if echeance else today,
        jours=jours_restants(echeance, today) if echeance else 0,
        why_not=why_not_completer(demande, current_user),
        attente=demande.en_attente(),
    )


@open_to(Role.CANDIDAT)
def repondre(id_: UUID, piece_id: UUID) -> ResponseReturnValue:
    dossier = own_open_dossier(id_)
    demande = queries.demande(db.session(), dossier)
    piece = demande.piece(piece_id)
    if dossier.etat is not Etat.A_COMPLETER or piece not in demande.demandees():
        abort(404)
    if request.method == "GET":
        return _show(dossier, piece_id)
    try:
        with receive(
            request, limites(_fichiers(piece.genre)), dossier=spool()
        ) as envoi:
            return _save(dossier, piece, envoi)
    except EnvoiRefuse as refusal:
        return _show(dossier, piece_id, refusals=[str(refusal)], status=refusal.code)


def _save(dossier: Dossier, piece: Piece, envoi: Reception) -> ResponseReturnValue:
    form = _form(queries.demande(db.session(), dossier), piece, envoi)
    refusals: list[str] = []
    if form.validate():
        try:
            refusals = _answer(dossier, piece, form, envoi)
        except TexteChange as change:
            field = form.lue if "texte" in change.enregistre else form.reponse_lue
            field.montrer(change)
            return _show(dossier, piece.id, form=form, status=409)
    if form.errors or refusals:
        return _show(dossier, piece.id, form=form, refusals=refusals, status=422)
    return go(url_for(".completer", id_=dossier.id))


def _answer(
    dossier: Dossier, piece: Piece, form: ReponseForm, envoi: Reception
) -> list[str]:
    """A file, a new letter, or words: at least one of them."""
    if envoi.fichiers:
        return join_all(dossier, Place(piece.genre, remplace_id=piece.id), envoi)
    letter = isinstance(form, ReponseLettreForm) and form.texte.data
    if not letter and not form.reponse.data:
        return ["Choisissez un fichier, ou écrivez une explication."]
    with db.transaction() as session:
        who = {"by": current_user, "at": clock.now()}
        if letter:
            services.ecrire_lettre(
                session, dossier, form.texte.data, lue=form.lue.data, **who
            )
        else:
            services.repondre(
                session,
                dossier,
                piece.id,
                form.reponse.data,
                lue=form.reponse_lue.data,
                **who,
            )
    return []


def _form(demande: Demande, piece: Piece, envoi: Reception | None) -> ReponseForm:
    """What is said today is shown again, to be corrected."""
    kind = ReponseLettreForm if piece.genre is Genre.MOTIVATION else ReponseForm
    letter = {"texte": demande.motivation()}
    answer = {"reponse": piece.verdict.reponse if piece.verdict else ""}
    read = {"lue": empreinte(letter), "reponse_lue": empreinte(answer)}
    form = kind(formdata=envoi.champs if envoi else None, data=letter | answer | read)
    if _fichiers(piece.genre) == 1:
        form.fichier.render_kw = {**form.fichier.render_kw, "multiple": False}
    return form


def _show(
    dossier: Dossier,
    piece_id: UUID,
    *,
    form: ReponseForm | None = None,
    refusals: list[str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    demande = queries.demande(db.session(), dossier)
    piece = demande.piece(piece_id) or abort(404)
    form = form or _form(demande, piece, None)
    form.fichier.errors = [*form.fichier.errors, *(refusals or [])]
    return page(
        "recevabilite/repondre.html",
        fragment="recevabilite/_repondre.html",
        status=422 if status != 200 and wants_fragment() else status,
        dossier=dossier,
        demande=_asked(demande, piece),
        form=form,
        maximum=settings().max_file_size,
        here=request.path,
    )


def _asked(demande: Demande, piece: Piece) -> dict:
    """One refused piece, why, and what was done about it."""
    dossier, verdict = demande.dossier, piece.verdict
    nom = f"\u00a0: {piece.fichier.nom}" if piece.fichier else ""
    return {
        "titre": GENRE[piece.genre] + nom,
        "motif": MOTIF[verdict.motif] if verdict and verdict.motif else "",
        "phrase": verdict.phrase if verdict else "",
        "reponse": verdict.reponse if verdict else "",
        "url": url_for(".repondre", id_=dossier.id, piece_id=piece.id),
        "jugees": [
            *([piece] if piece.retiree_at else []),
            *precedentes(piece, demande.pieces),
        ],
        "remplacantes": [
            {
                **file_row(new),
                "retirer": url_for(".retirer_piece", id_=dossier.id, piece_id=new.id)
                if why_not_retirer_piece(dossier, new, current_user) is None
                else None,
            }
            for new in demande.nouvelles(piece)
        ],
    }


def _verified(demande: Demande) -> list[str]:
    """What stands and is not asked again."""
    asked = {p.id for p in demande.demandees()}
    return [
        GENRE[p.genre] + (f"\u00a0: {p.fichier.nom}" if p.fichier else "")
        for p in demande.pieces
        if p.retiree_at is None
        and p.id not in asked
        and p.verdict
        and not is_refused(p)
    ]


bp.add_url_rule(
    "/<uuid:id_>/completer/<uuid:piece_id>",
    "repondre",
    repondre,
    methods=["GET", "POST"],
)
