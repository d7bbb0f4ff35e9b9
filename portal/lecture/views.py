"""A whole dossier to read elsewhere: one PDF, made by the worker, or a ZIP."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.catalogue.models import Uimm
from portal.dossiers.models import Copie, Dossier
from portal.dossiers.permissions import lisible, qualite
from portal.dossiers.queries import visible_dossier
from portal.dossiers.services import record
from portal.droit.workflow import UIMM, Acte, Fait, Role
from portal.lecture import services
from portal.lecture.contenu import parties
from portal.lecture.envoi import entrees
from portal.lecture.forms import FiligraneForm
from portal.lecture.queries import copie_du_dossier, fichier_par_cle, lire
from portal.storage.archive import flux
from portal.storage.noms import content_disposition
from portal.web.access import open_to, open_to_all
from portal.web.downloads import (
    HEADERS,
    SHOWN,
    SentFile,
    send,
    send_to_pages,
    signed_key,
)
from portal.web.pages import page

bp = Blueprint("lecture", __name__)
LECTEURS = (Role.CANDIDAT, Role.INSTRUCTEUR, Role.RESPONSABLE)
CHANGENT = {
    *(Acte.COMPLETER, Acte.DEPOSER_PREUVES, Acte.COMPLETER_PREUVES),
    *(Fait.PIECE_JOINTE, Fait.PIECE_RETIREE),
    *(Fait.PREUVE_JOINTE, Fait.PREUVE_RETIREE),
}
"""What makes a copy older than its dossier, as the journal tells it."""


@bp.get("/dossiers/<uuid:id_>/copie")
@open_to(*LECTEURS)
def copie(id_: UUID) -> ResponseReturnValue:
    """Asked again every other second while the worker makes it, or by a reload."""
    dossier, consultation = _dossier_or_404(id_)
    found = copie_du_dossier(db.session(), dossier, consultation=consultation)
    return page(
        "lecture/copie.html",
        fragment="lecture/_copie.html",
        dossier=dossier,
        consultation=consultation,
        copie=found,
        **_etat(dossier, found, clock.now()),
    )


@bp.post("/dossiers/<uuid:id_>/copie")
@open_to(*LECTEURS)
def preparer(id_: UUID) -> ResponseReturnValue:
    dossier, consultation = _dossier_or_404(id_)
    with db.transaction() as session:
        asked = services.demander(
            session,
            dossier,
            consultation=consultation,
            by=current_user,
            at=clock.now(),
        )
    if not asked:
        flash("Rien n’a changé\u00a0: cette copie est à jour.", "succes")
    return redirect(url_for(".copie", id_=id_), code=303)


@bp.get("/dossiers/<uuid:id_>/copie.pdf")
@open_to(*LECTEURS)
def pdf(id_: UUID) -> ResponseReturnValue:
    dossier, consultation = _dossier_or_404(id_)
    found = copie_du_dossier(db.session(), dossier, consultation=consultation)
    if found is None or found.fichier is None or not lisible(found.fichier):
        abort(404)
    made = found.fichier
    _note(dossier, made.nom)
    return send(
        current_app.extensions["storage"],
        cle=made.cle,
        nom=made.nom,
        type_mime=made.type_mime,
        taille=made.taille,
    )


@bp.post("/dossiers/<uuid:id_>/copie.zip")
@open_to(*LECTEURS)
def archive(id_: UUID) -> ResponseReturnValue:
    """Written as it leaves: a dossier may hold more than the memory does."""
    dossier, consultation = _dossier_or_404(id_)
    name = f"Dossier {dossier.numero or ''}".strip() + ".zip"
    found = parties(lire(db.session(), dossier, consultation=consultation))
    files = entrees(found, at=clock.now())
    _note(dossier, name)
    response = SentFile(
        flux(files, current_app.extensions["storage"]),
        mimetype="application/zip",
        headers=HEADERS,
    )
    response.headers["Content-Disposition"] = content_disposition(name, inline=False)
    return response


@bp.route("/copies-de-consultation", methods=["GET", "POST"])
@open_to(Role.RESPONSABLE)
def filigrane() -> ResponseReturnValue:
    """Whether the copies of this UIMM say so across each page."""
    uimm = db.session().get_one(Uimm, current_user.uimm_slug)
    form = FiligraneForm(obj=uimm)
    if form.validate_on_submit():
        with db.transaction() as session:
            services.choisir_filigrane(session, uimm, filigrane=form.filigrane.data)
        flash("C’est enregistré, pour les copies à venir.", "succes")
        return redirect(url_for(".filigrane"), code=303)
    return page("lecture/filigrane.html", form=form)


@bp.get("/fichiers/<jeton>")
@open_to_all
def ailleurs(jeton: str) -> ResponseReturnValue:
    """On the host of files: who may read was asked where the address was signed."""
    found = fichier_par_cle(db.session(), signed_key(jeton) or "") or abort(404)
    if not lisible(found) or found.type_mime not in SHOWN:
        abort(404)
    return send_to_pages(
        current_app.extensions["storage"],
        cle=found.cle,
        nom=found.nom,
        type_mime=found.type_mime,
        taille=found.taille,
    )


def _dossier_or_404(id_: UUID) -> tuple[Dossier, bool]:
    """And whether its copy is one of consultation: an accompagnateur has none."""
    dossier = visible_dossier(db.session(), current_user, id_) or abort(404)
    seen_as = qualite(dossier, current_user)
    if seen_as is not Role.CANDIDAT and seen_as not in UIMM:
        abort(404)
    return dossier, seen_as in UIMM


def _etat(dossier: Dossier, found: Copie | None, now: datetime) -> dict[str, Any]:
    made = bool(found and found.fichier and lisible(found.fichier))
    since = found.demandee_at if found else now
    changed = any(
        e.at > since and (e.acte in CHANGENT or e.fait in CHANGENT)
        for e in dossier.evenements
    )
    return {
        "prete": made,
        "en_cours": bool(found and not found.fichier),
        "longue": now - since > services.LONGUE,
        "perimee": made and changed,
    }


def _note(dossier: Dossier, nom: str) -> None:
    """The journal says what the UIMM took away, as what it opened."""
    if dossier.candidat_id != current_user.id:
        with db.transaction() as session:
            record(
                session,
                Fait.FICHIER_CONSULTE,
                dossier,
                by=current_user,
                at=clock.now(),
                donnees={"nom": nom},
            )
