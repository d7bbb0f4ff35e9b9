"""Follow-up of a dossier: its page, its journal, its letters, its files."""

from collections.abc import Iterator
from datetime import date
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlmodel import Session

from portal import clock, db
from portal.comptes.models import Compte
from portal.dossiers import calendrier as calendrier_
from portal.dossiers import libelles, services
from portal.dossiers.cap import cap
from portal.dossiers.donner import donner
from portal.dossiers.journal import caches, lignes
from portal.dossiers.models import Dossier, Fichier
from portal.dossiers.parcours import Tache, phases, projet, taches
from portal.dossiers.permissions import (
    qualite,
    why_not,
    why_not_ouvrir,
    why_not_read,
    why_not_read_document,
)
from portal.dossiers.queries import (
    calendar_token,
    compte_du_calendrier,
    document_du_dossier,
    documents,
    dossiers_du_calendrier,
    dossiers_du_candidat,
    fichier_du_dossier,
    genre_of,
    is_decharge,
    visible_dossier,
)
from portal.dossiers.queries.archives import archives_a_echoir
from portal.dossiers.queries.benefice import benefice_du, benefices_de
from portal.dossiers.queries.journal import lues
from portal.dossiers.queries.seances import commissions_a_venir, jurys_a_venir
from portal.dossiers.suivi import suivi as assemble
from portal.droit.jours import ajouter_mois
from portal.droit.workflow import UIMM, Acte, Fait, Role
from portal.storage import derives
from portal.storage.contenu import JPEG
from portal.web.access import open_to, open_to_all
from portal.web.converters import rang
from portal.web.downloads import send_content
from portal.web.pages import page

bp = Blueprint("dossiers", __name__, url_prefix="/dossiers")
PASSE, A_VENIR = 1, 24
"""How many months of sessions a calendar shows."""
PERSONNES = (Role.CANDIDAT, Role.ACCOMPAGNATEUR, Role.INSTRUCTEUR, Role.RESPONSABLE)


@bp.get("/")
@open_to(Role.CANDIDAT)
def accueil() -> ResponseReturnValue:
    """Straight to the one dossier there is, as nearly everyone has one."""
    dossiers = dossiers_du_candidat(db.session(), current_user)
    if len(dossiers) == 1:
        return redirect(url_for(".suivi", id_=dossiers[0].id), code=303)
    return page(
        "dossiers/accueil.html", dossiers=dossiers, etats=libelles.ETAT_CANDIDAT
    )


@bp.get("/<uuid:id_>")
@open_to(*PERSONNES, Role.GTP)
def suivi(id_: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    seen_as = _qualite(dossier)
    acquis = (
        benefice_du(db.session(), dossier)
        if seen_as in {Role.CANDIDAT, *UIMM}
        else None
    )
    view = assemble(dossier, seen_as, clock.today(), acquis)
    context: dict[str, Any] = {
        "dossier": dossier,
        "suivi": view,
        "portee": projet(dossier),
    }
    if view.qualite not in {Role.ACCOMPAGNATEUR, Role.GTP}:
        context["documents"] = [
            d
            for d in documents(db.session(), dossier)
            if why_not_read_document(d.modele, view.qualite) is None
        ]
        context["noms_documents"] = libelles.DOCUMENT
    if view.qualite is not Role.CANDIDAT:
        return page("dossiers/suivi_tiers.html", **context)
    return page(
        "dossiers/suivi.html",
        cap=cap(view),
        liste_phases=phases(dossier),
        liste_taches=[_task(t, dossier) for t in taches(dossier)],
        peut_retirer=why_not(Acte.RETIRER, dossier, current_user) is None,
        **context,
    )


@bp.get("/<uuid:id_>/journal")
@open_to(Role.CANDIDAT, Role.INSTRUCTEUR, Role.RESPONSABLE)
def journal(id_: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    seen_as = _qualite(dossier)
    if seen_as is Role.ACCOMPAGNATEUR:
        abort(404)
    before = request.args.get("avant", type=rang)
    ouvertures = "ouvertures" in request.args
    lines, suivant = lues(
        *(db.session(), dossier, caches(seen_as)),
        ouvertures=ouvertures,
        before=before,
    )
    return page(
        "dossiers/journal.html",
        dossier=dossier,
        lignes=lignes(dossier, lines, seen_as),
        suivant=suivant,
        premiere=before is None,
        ouvertures=ouvertures,
        mien=seen_as is Role.CANDIDAT,
    )


@bp.get("/<uuid:id_>/documents/<uuid:document_id>")
@open_to(Role.CANDIDAT, Role.INSTRUCTEUR, Role.RESPONSABLE)
def document(id_: UUID, document_id: UUID) -> ResponseReturnValue:
    """A letter of the UIMM. The first time the candidate opens it is kept."""
    dossier = dossier_or_404(id_)
    letter = document_du_dossier(db.session(), dossier, document_id) or abort(404)
    if why_not_read_document(letter.modele, _qualite(dossier)):
        abort(404)
    if letter.fichier is None:
        return page("dossiers/en_preparation.html", dossier=dossier, document=letter)
    if letter.lu_at is None and dossier.candidat_id == current_user.id:
        with db.transaction() as session:
            services.mark_read(
                session, letter, dossier, by=current_user, at=clock.now()
            )
    return donner(letter.fichier)


@bp.get("/<uuid:id_>/fichiers/<uuid:fichier_id>")
@open_to(*PERSONNES)
def fichier(id_: UUID, fichier_id: UUID) -> ResponseReturnValue:
    """A piece or a preuve; what may not be read does not exist."""
    dossier = dossier_or_404(id_)
    found = _readable(dossier, fichier_id)
    retained = why_not_ouvrir(found, current_user.id)
    if dossier.candidat_id != current_user.id and retained is None:
        with db.transaction() as session:
            services.record(
                session,
                Fait.FICHIER_CONSULTE,
                dossier,
                by=current_user,
                at=clock.now(),
                donnees={
                    "fichier": str(found.id),
                    "nom": found.nom,
                    "genre": genre_of(db.session(), found) or "preuve",
                },
            )
    return donner(found, inline=True)


@bp.get("/<uuid:id_>/fichiers/<uuid:fichier_id>/vignette")
@open_to(*PERSONNES)
def vignette(id_: UUID, fichier_id: UUID) -> ResponseReturnValue:
    """Its first page, small. A list shows many: seeing it is not opening the file."""
    found = _readable(dossier_or_404(id_), fichier_id)
    if not found.vignette:
        abort(404)
    with current_app.extensions["storage"].open(derives.vignette(found.cle)) as drawn:
        return send_content(drawn.read(), nom="apercu.jpg", type_mime=JPEG)


@bp.post("/calendrier")
@open_to(*PERSONNES)
def calendrier_ouvrir() -> ResponseReturnValue:
    """A new secret address; the one before stops working."""
    with db.transaction() as session:
        services.subscribe_calendar(
            session, current_user, jeton=token_urlsafe(32), at=clock.now()
        )
    flash("Votre adresse de calendrier est prête.", "succes")
    return redirect(url_for(".calendrier"), code=303)


@bp.post("/calendrier/fermer")
@open_to(*PERSONNES)
def calendrier_fermer() -> ResponseReturnValue:
    with db.transaction() as session:
        services.unsubscribe_calendar(session, current_user.id)
    flash("L’adresse de calendrier ne fonctionne plus.", "succes")
    return redirect(url_for(".calendrier"), code=303)


@bp.get("/calendrier")
@open_to(*PERSONNES)
def calendrier() -> ResponseReturnValue:
    token = calendar_token(db.session(), current_user)
    base = current_app.extensions["settings"].base_url
    path = url_for(".calendrier_ics", jeton=token) if token else None
    return page("dossiers/calendrier.html", adresse=f"{base}{path}" if path else None)


@bp.get("/calendrier/<jeton>.ics")
@open_to_all
def calendrier_ics(jeton: str) -> ResponseReturnValue:
    """For a calendar program, which cannot sign in: the address is the secret."""
    compte = compte_du_calendrier(db.session(), jeton) or abort(404)
    entrees = _entrees(db.session(), compte, clock.today())
    feed = calendrier_.calendar(entrees, current_app.extensions["settings"].base_url)
    return Response(
        feed,
        mimetype="text/calendar",
        headers={"Cache-Control": "private, no-store"},
    )


def _entrees(
    session: Session, compte: Compte, on: date
) -> Iterator[calendrier_.Entree]:
    """The staff has the sessions themselves, the others their own appointment."""
    dossiers = dossiers_du_calendrier(session, compte)
    for dossier in dossiers:
        yield from calendrier_.delais(dossier)
    if compte.role in UIMM:
        yield from _de_l_uimm(session, compte, on)
        return
    for dossier in dossiers:
        yield from calendrier_.rendez_vous(dossier)
    for dossier, acquis in benefices_de(session, compte.id):
        yield from calendrier_.delais(dossier, acquis)


def _de_l_uimm(
    session: Session, compte: Compte, on: date
) -> Iterator[calendrier_.Entree]:
    since, until = ajouter_mois(on, -PASSE), ajouter_mois(on, A_VENIR)
    slug = compte.uimm_slug or ""
    for each in jurys_a_venir(session, slug, depuis=since, jusqu_au=until):
        yield from calendrier_.jury(each)
    for row in commissions_a_venir(session, compte, depuis=since):
        yield calendrier_.commission(row)
    if compte.role is Role.RESPONSABLE:
        for limit, count in archives_a_echoir(session, slug, on=on).items():
            yield calendrier_.archives(limit, count, on)


def dossier_or_404(id_: UUID) -> Dossier:
    return visible_dossier(db.session(), current_user, id_) or abort(404)


def _readable(dossier: Dossier, fichier_id: UUID) -> Fichier:
    found = fichier_du_dossier(db.session(), dossier, fichier_id) or abort(404)
    seen_as = _qualite(dossier)
    if why_not_read(dossier, genre_of(db.session(), found), seen_as):
        abort(404)
    if seen_as is Role.ACCOMPAGNATEUR and is_decharge(db.session(), found):
        abort(404)
    return found


def _qualite(dossier: Dossier) -> Role:
    return qualite(dossier, current_user) or abort(404)


def _task(task: Tache, dossier: Dossier) -> dict:
    url = url_for(task.endpoint, id_=dossier.id) if task.endpoint else None
    return {"libelle": task.libelle, "genre": task.genre, "mot": task.mot, "url": url}
