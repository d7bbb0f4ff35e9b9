"""What a candidate may take away, and have erased."""

from dataclasses import dataclass

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.archives import queries
from portal.archives.export import entrees
from portal.archives.faits import faits_de
from portal.archives.forms import EffacementForm
from portal.archives.libelles import CONTENUS
from portal.archives.permissions import why_not_demander
from portal.archives.services import purges as services
from portal.archives.views.commun import bp
from portal.dossiers.models import Dossier, Purge
from portal.dossiers.services import record
from portal.droit.archives import effacables, sans_uimm, why_not_effacer
from portal.droit.conservations import Contenu, Regle, StatutPurge
from portal.droit.workflow import Fait, Role
from portal.storage.archive import flux
from portal.web.access import open_to
from portal.web.downloads import HEADERS, SentFile
from portal.web.pages import page


@dataclass(frozen=True)
class Fiche:
    """One dossier of the page: what may be erased today, what stays and why."""

    dossier: Dossier
    nom: str
    quoi: list[str]
    tout_de_suite: bool
    garde: str | None
    raison: str | None
    demande: Purge | None


@bp.get("/mes-donnees")
@open_to(Role.CANDIDAT)
def mes_donnees() -> ResponseReturnValue:
    fiches = _fiches()
    return _show(fiches, _form(fiches))


@bp.post("/mes-donnees/telecharger")
@open_to(Role.CANDIDAT)
def telecharger() -> ResponseReturnValue:
    """Written as it leaves: a dossier may hold more than the memory does."""
    at = clock.now()
    with db.transaction() as session:
        for dossier in queries.dossiers_de(session, current_user):
            record(session, Fait.DONNEES_TELECHARGEES, dossier, by=current_user, at=at)
        session.flush()
        session.expire_all()
        found = entrees(session, current_user, at=at)
    response = SentFile(
        flux(found, current_app.extensions["storage"]),
        mimetype="application/zip",
        headers=HEADERS,
    )
    name = f"mes-donnees-vae-{clock.today():%Y-%m-%d}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.post("/mes-donnees/effacement")
@open_to(Role.CANDIDAT)
def effacement() -> ResponseReturnValue:
    fiches = _fiches()
    form = _form(fiches)
    if not form.validate_on_submit():
        return _show(fiches, form)
    chosen = set(form.dossiers.data or ())
    dossiers = [f.dossier for f in fiches if f.dossier.id in chosen]
    with db.transaction() as session:
        asked = services.demander(session, dossiers, by=current_user, at=clock.now())
    if asked:
        flash("Votre demande est transmise à l’UIMM, qui va vous répondre.", "succes")
    else:
        flash("C’est effacé.", "succes")
    return redirect(url_for(".mes_donnees"), code=303)


def _fiches() -> list[Fiche]:
    session = db.session()
    dossiers = queries.dossiers_de(session, current_user)
    presents = queries.contenus_presents(session, dossiers)
    open_requests = {
        p.dossier_id: p
        for p in queries.purges_du_dossier(session, dossiers)
        if p.regle is Regle.DEMANDE and p.statut is not StatutPurge.FAITE
    }
    return [_fiche(d, presents[d.id], open_requests.get(d.id)) for d in dossiers]


def _fiche(dossier: Dossier, presents: set[Contenu], demande: Purge | None) -> Fiche:
    faits = faits_de(dossier)
    may = effacables(faits)
    there = may if Contenu.TOUT in may else may & presents
    return Fiche(
        dossier=dossier,
        nom=f"{dossier.numero or 'Demande commencée'}, {dossier.certification.titre}",
        quoi=[CONTENUS[kind] for kind in CONTENUS if kind in there],
        tout_de_suite=sans_uimm(faits),
        garde=why_not_effacer(faits),
        raison=why_not_demander(
            deja=demande is not None, effacables=may, presents=presents
        ),
        demande=demande,
    )


def _form(fiches: list[Fiche]) -> EffacementForm:
    form = EffacementForm()
    form.dossiers.choices = [
        (str(f.dossier.id), f.nom, {"indice": _indice(f)})
        for f in fiches
        if f.raison is None
    ]
    return form


def _indice(fiche: Fiche) -> str:
    when = "Effacé tout de suite" if fiche.tout_de_suite else "Après l’accord de l’UIMM"
    return f"{when}\u00a0: {', '.join(fiche.quoi)}."


def _show(fiches: list[Fiche], form: EffacementForm) -> ResponseReturnValue:
    return page(
        "archives/mes_donnees.html",
        status=422 if form.errors else 200,
        fiches=fiches,
        form=form,
    )
