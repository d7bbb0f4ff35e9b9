"""Begin a request, see what is left to do, and the pages that are typed."""

from uuid import UUID

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.catalogue.queries import certification, contenu, uimms
from portal.dossiers.models import Identite
from portal.droit.jours import ajouter_mois
from portal.droit.reglements import reglement_en_vigueur
from portal.droit.relecture import TexteChange, empreinte
from portal.droit.workflow import Role
from portal.recevabilite import completude, queries, services
from portal.recevabilite.completude import Element
from portal.recevabilite.demande import Demande
from portal.recevabilite.forms.brouillon import (
    AmenagementForm,
    IdentiteForm,
    ProjetForm,
)
from portal.recevabilite.views.commun import bp, go_on, own_draft, warnings
from portal.web.access import open_to
from portal.web.pages import page
from portal.web.saisie import statut_de_page


@bp.route("/nouveau/<slug>", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def commencer(slug: str) -> ResponseReturnValue:
    session = db.session()
    today = clock.today()
    ouverture = certification(session, slug, today) or abort(404)
    if draft := queries.brouillon(session, current_user, slug):
        return redirect(url_for(".taches", id_=draft.id), code=303)
    if ouverture.why_closed or ouverture.contenu is None:
        return page("recevabilite/fermee.html", status=409, ouverture=ouverture)
    form = ProjetForm(ouverture.contenu.blocs, uimms(session))
    if form.validate_on_submit():
        with db.transaction() as writing:
            dossier = services.commencer(
                writing,
                ouverture,
                blocs=form.chosen_blocs(),
                uimm_slug=form.chosen_uimm(),
                by=current_user,
                at=clock.now(),
            )
        return redirect(url_for(".taches", id_=dossier.id), code=303)
    annee = queries.annee_civile(session, current_user.id, slug, today.year)
    return page(
        "recevabilite/commencer.html",
        status=422 if form.errors else 200,
        form=form,
        ouverture=ouverture,
        alertes=warnings(annee, reglement_en_vigueur(today)),
        reglement=reglement_en_vigueur(today),
    )


@bp.get("/<uuid:id_>/recevabilite")
@open_to(Role.CANDIDAT)
def taches(id_: UUID) -> ResponseReturnValue:
    dossier = own_draft(id_)
    demande = queries.demande(db.session(), dossier)
    today = clock.today()
    instruction = reglement_en_vigueur(today).instruction_mois
    return page(
        "recevabilite/taches.html",
        dossier=dossier,
        sections=_sections(demande),
        total=len([e for e in completude.ELEMENTS if not e.facultatif]),
        a_faire=[e for e in completude.ELEMENTS if e.manques(demande)],
        mois=instruction,
        reponse_le=ajouter_mois(today, instruction),
    )


@bp.route("/<uuid:id_>/recevabilite/projet", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def projet(id_: UUID) -> ResponseReturnValue:
    dossier = own_draft(id_)
    blocs = contenu(db.session(), dossier.referentiel_id).blocs
    form = ProjetForm(
        blocs,
        uimms(db.session()),
        data={
            "portee": "blocs" if dossier.blocs_vises else "entier",
            "blocs": dossier.blocs_vises,
            "uimm": dossier.uimm_slug or "",
        },
    )
    if form.validate_on_submit():
        with db.transaction() as session:
            services.choisir(
                session,
                dossier,
                blocs=form.chosen_blocs(),
                uimm_slug=form.chosen_uimm(),
                by=current_user,
                at=clock.now(),
            )
        return go_on(dossier, "recevabilite.projet", request.form.get("suite"))
    return page(
        "recevabilite/projet.html",
        status=422 if form.errors else 200,
        form=form,
        dossier=dossier,
    )


@bp.route("/<uuid:id_>/recevabilite/identite", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def identite(id_: UUID) -> ResponseReturnValue:
    dossier = own_draft(id_)
    conflit: Identite | None = None
    if request.method == "GET":
        stored = queries.demande(db.session(), dossier).identite
        form = IdentiteForm(clock.today(), obj=stored)
    else:
        form = IdentiteForm(clock.today())
        if form.validate():
            with db.transaction() as session:
                conflit = services.save_identite(
                    session,
                    dossier,
                    form.valeurs(),
                    version=form.version.data or 0,
                    by=current_user,
                    at=clock.now(),
                )
            if conflit is None:
                suite = request.form.get("suite")
                return go_on(dossier, "recevabilite.identite", suite)
            form.version.data = conflit.version
    return page(
        "recevabilite/identite.html",
        status=409 if conflit else 422 if form.errors else 200,
        form=form,
        dossier=dossier,
        conflit=conflit,
    )


@bp.route("/<uuid:id_>/recevabilite/amenagement", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def amenagement(id_: UUID) -> ResponseReturnValue:
    dossier = own_draft(id_)
    known = queries.demande(db.session(), dossier).amenagement
    stored = {"demande": known.demande if known else ""}
    form = AmenagementForm(data=stored | {"lue": empreinte(stored)})
    if form.validate_on_submit():
        try:
            with db.transaction() as session:
                services.save_amenagement(
                    session,
                    dossier,
                    form.demande.data,
                    lue=form.lue.data,
                    by=current_user,
                    at=clock.now(),
                )
        except TexteChange as change:
            form.lue.montrer(change)
        else:
            suite = request.form.get("suite")
            return go_on(dossier, "recevabilite.amenagement", suite)
    return page(
        "recevabilite/amenagement.html",
        status=statut_de_page(form),
        form=form,
        dossier=dossier,
    )


def _sections(demande: Demande) -> list[tuple[str, list[dict]]]:
    """The pages of the request, as the macro `taches` shows them."""
    sections: dict[str, list[dict]] = {}
    for element in completude.ELEMENTS:
        sections.setdefault(element.section, []).append(_task(element, demande))
    return list(sections.items())


def _task(element: Element, demande: Demande) -> dict:
    missing = element.manques(demande)
    begun = element.commence(demande)
    if element.facultatif:
        genre, mot = ("ok", "Terminé") if begun else ("vide", "Facultatif")
    elif not missing:
        genre, mot = "ok", "Terminé"
    else:
        genre, mot = ("cours", "En cours") if begun else ("vide", "À commencer")
    return {
        "libelle": element.titre,
        "genre": genre,
        "mot": mot,
        "indice": element.indice(demande),
        "url": url_for(element.endpoint, id_=demande.dossier.id),
    }
