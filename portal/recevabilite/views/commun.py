"""What the pages of the request share."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import db
from portal.dossiers.controle import etat
from portal.dossiers.models import Dossier, Piece
from portal.dossiers.permissions import why_not_edit_recevabilite
from portal.dossiers.queries import mon_dossier
from portal.droit.refus import Refus
from portal.droit.reglements import Reglement
from portal.droit.workflow import Etat
from portal.recevabilite.completude import suivant
from portal.recevabilite.permissions import why_k0_taken, why_not_edit
from portal.recevabilite.queries import Annee
from portal.web.pages import wants_fragment

bp = Blueprint("recevabilite", __name__, url_prefix="/dossiers")

FICHIERS_PAR_ENVOI = 10


def own_dossier(id_: UUID) -> Dossier:
    return mon_dossier(db.session(), current_user, id_) or abort(404)


def own_draft(id_: UUID) -> Dossier:
    """Once deposited, a page of the draft leads to what was deposited."""
    dossier = own_dossier(id_)
    reason = why_not_edit(dossier, current_user)
    if reason and request.method == "GET":
        page = "completer" if dossier.etat is Etat.A_COMPLETER else "verifier"
        abort(redirect(url_for(f".{page}", id_=id_), code=303))
    if reason:
        raise Refus(reason)
    return dossier


def own_open_dossier(id_: UUID) -> Dossier:
    """A draft, or a dossier whose pieces are asked again."""
    dossier = own_dossier(id_)
    if reason := why_not_edit_recevabilite(dossier, current_user):
        raise Refus(reason)
    return dossier


def go(url: str) -> ResponseReturnValue:
    """To another page; htmx is told to leave this one, not to swap into it."""
    if wants_fragment():
        return Response(status=204, headers={"HX-Redirect": url})
    return redirect(url, code=303)


def go_on(dossier: Dossier, endpoint: str, suite: str | None) -> ResponseReturnValue:
    """« Enregistrer et continuer », or « … et revenir plus tard »."""
    target = "recevabilite.taches" if suite == "plus_tard" else suivant(endpoint)
    return go(url_for(target, id_=dossier.id))


def warnings(annee: Annee, reglement: Reglement) -> list[tuple[str, str]]:
    """Title and sentence of what K0 and R.6412-3 say of this year (rule 3)."""
    found = []
    if reason := why_k0_taken(annee):
        found.append(("Une demande a déjà été déposée cette année", reason))
    rank = annee.autres_cqpm + 1
    if rank >= reglement.max_certifications_par_an:
        found.append(
            (
                f"Ce serait votre {rank}e\u00a0CQPM demandé en {annee.annee}",
                "Le code du travail (article R.\u00a06412-3) limite à trois par an les "
                "demandes entières pour des certifications différentes. Votre demande "
                "reste possible ici.",
            )
        )
    return found


def file_row(piece: Piece, mot: str = "Prêt") -> dict:
    """A piece as the macro `fichier` shows it."""
    fichier = piece.fichier
    if fichier is None:
        return {"nom": "Lettre écrite en ligne", "format": "TXT", "taille": None}
    return {
        "nom": fichier.nom,
        "format": fichier.nom.rpartition(".")[2].upper()[:4],
        "taille": fichier.taille,
        "genre": "ok",
        "mot": mot,
        "message": "",
        "retraits": fichier.retraits,
        "id": fichier.id,
        "attente": fichier.en_attente,
        "url": None
        if fichier.ferme
        else url_for("dossiers.fichier", id_=piece.dossier_id, fichier_id=fichier.id),
        **etat(fichier),
    }
