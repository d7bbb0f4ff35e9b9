"""Second factors: shown at sign-in, added and taken away on one's own page."""

from typing import Final
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import login_user
from flask_security.utils import _get_post_login_redirect
from markupsafe import Markup

from portal import clock, db
from portal.comptes import cles, fraicheur, preuve
from portal.comptes import queries_facteurs as queries
from portal.comptes import services_facteurs as services
from portal.comptes.facteurs import est_obligatoire
from portal.comptes.forms_facteurs import (
    CLE_REFUSEE,
    CODE_REFUSE,
    ApplicationForm,
    CleForm,
    PreuveForm,
)
from portal.comptes.models import Compte
from portal.comptes.queries import compte_with, managed_compte
from portal.comptes.totp import chiffres
from portal.droit.workflow import Role
from portal.logs import log
from portal.web.access import open_to, open_to_all
from portal.web.pages import page

bp = Blueprint("facteurs", __name__)

MIENNE: Final = "/mon-compte/verification"
PROPOSE: Final = "secret_propose"
"""Whom a secret is shown to, until a first code proves that the application has it."""


@bp.route("/connexion/verification", methods=["GET", "POST"])
@open_to_all
def verification() -> ResponseReturnValue:
    """After the right password: the second factor."""
    compte = _waiting()
    if compte is None or current_user.is_authenticated:
        return redirect(url_for("security.login"), code=303)
    form = PreuveForm()
    if request.method == "POST" and preuve.est_prouve(compte, form):
        return _enter(compte)
    return page(
        "comptes/connexion_verification.html",
        status=422 if form.errors else 200,
        form=form,
        demande=preuve.demander(compte, form),
    )


@bp.route("/connexion/cle", methods=["GET", "POST"])
@open_to_all
def par_cle() -> ResponseReturnValue:
    """A passkey alone: the browser has asked for a finger, a face or a PIN."""
    here = preuve.site()
    if here is None or current_user.is_authenticated:
        return redirect(url_for("comptes.mon_espace"), code=303)
    form = PreuveForm()
    if request.method == "POST":
        with db.transaction():
            compte = preuve.lire_cle(form)
        if compte and compte.active and compte.confirmed_at:
            return _enter(compte)
        log.warning("proof_refused", compte=str(compte.id) if compte else "")
        form.form_errors.append(CLE_REFUSEE)
    return page(
        "comptes/connexion_cle.html",
        status=422 if form.errors else 200,
        form=form,
        options=cles.options_connexion(here, (), preuve.nouveau_defi()),
    )


@bp.route("/connexion/confirmer", methods=["GET", "POST"])
@open_to(*Role)
def confirmer() -> ResponseReturnValue:
    """For a session that has not shown the factor its account has."""
    form = PreuveForm()
    if request.method == "POST" and preuve.est_prouve(current_user, form):
        return redirect(url_for(".mes_facteurs"), code=303)
    status = 422 if form.errors else 200
    return fraicheur.demander(form, url_for(".confirmer"), status=status)


@bp.get(MIENNE)
@open_to(*Role)
def mes_facteurs() -> ResponseReturnValue:
    known = queries.facteurs(db.session(), current_user)
    compulsory = est_obligatoire(current_user)
    shown = preuve.a_montre_un_facteur(current_user)
    if compulsory and len(known) and not shown:
        return redirect(url_for(".confirmer"), code=303)
    return page(
        "comptes/verification.html",
        facteurs=known,
        obligatoire=compulsory,
        retirable=not (compulsory and len(known) == 1),
    )


@bp.route(f"{MIENNE}/application", methods=["GET", "POST"])
@open_to(*Role)
def application() -> ResponseReturnValue:
    form, coffre, at = ApplicationForm(), preuve.coffre(), clock.now()
    secret = _proposed()
    if form.validate_on_submit():
        code = chiffres(form.code.data)
        if step := coffre.pas(code, secret, at=at, apres=None):
            with db.transaction() as current:
                services.ajouter_application(
                    current, current_user, secret, pas=step, at=at
                )
            del session[PROPOSE]
            return _added("Votre application est reconnue.")
        form.code.errors = [CODE_REFUSE]
    return page(
        "comptes/verification_application.html",
        status=422 if form.errors else 200,
        form=form,
        qr=Markup(coffre.qr(secret, current_user.email)),  # noqa: S704 - lines we drew
        cle=coffre.lisible(secret),
    )


@bp.post(f"{MIENNE}/application/retirer")
@open_to(*Role)
def retirer_application() -> ResponseReturnValue:
    with db.transaction() as current:
        services.retirer_application(
            current,
            current_user,
            obligatoire=est_obligatoire(current_user),
            at=clock.now(),
        )
    return _done("L’application est retirée.")


@bp.route(f"{MIENNE}/cles/nouvelle", methods=["GET", "POST"])
@open_to(*Role)
def nouvelle_cle() -> ResponseReturnValue:
    form, here = CleForm(), preuve.site() or abort(404)
    if form.validate_on_submit():
        expected = session.pop(preuve.DEFI, "")
        if lue := cles.lire_nouvelle(here, form.cle.data, expected):
            with db.transaction() as current:
                services.ajouter_cle(
                    current, current_user, lue, nom=form.nom.data, at=clock.now()
                )
            return _added("Votre clé d’accès est enregistrée.")
        form.form_errors.append(CLE_REFUSEE)
    connues = queries.cles_de(db.session(), current_user)
    return page(
        "comptes/verification_cle.html",
        status=422 if form.errors else 200,
        form=form,
        options=cles.options_nouvelle(
            here, current_user, connues, preuve.nouveau_defi()
        ),
    )


@bp.post(f"{MIENNE}/cles/<uuid:id_>/retirer")
@open_to(*Role)
def retirer_cle(id_: UUID) -> ResponseReturnValue:
    with db.transaction() as current:
        cle = queries.cle_de(current, current_user, id_) or abort(404)
        services.retirer_cle(
            current,
            current_user,
            cle,
            obligatoire=est_obligatoire(current_user),
            at=clock.now(),
        )
    return _done("La clé d’accès est retirée.")


@bp.post(f"{MIENNE}/codes")
@open_to(*Role)
def codes() -> ResponseReturnValue:
    if not queries.a_un_facteur(db.session(), current_user):
        return redirect(url_for(".mes_facteurs"), code=303)
    return _new_codes()


@bp.post("/comptes/<uuid:id_>/verification/retirer")
@open_to(Role.ADMINISTRATEUR, Role.RESPONSABLE)
def retirer_de(id_: UUID) -> ResponseReturnValue:
    """For a colleague who has lost everything."""
    with db.transaction() as current:
        compte = managed_compte(current, current_user, id_) or abort(404)
        services.retirer_tout(current, compte, by=current_user, at=clock.now())
    flash(
        f"La vérification en deux étapes de {compte.email} est retirée, "
        "et ses sessions sont fermées.",
        "succes",
    )
    return redirect(url_for("comptes.equipe"), code=303)


def _proposed() -> str:
    """The same at each visit, but to another person of the same browser."""
    whose, secret = session.get(PROPOSE, ("", ""))
    if whose != str(current_user.id):
        secret = preuve.coffre().secret()
        session[PROPOSE] = str(current_user.id), secret
    return secret


def _waiting() -> Compte | None:
    found = session.get(preuve.ATTENTE)
    if not found:
        return None
    age = clock.now().timestamp() - found["depuis"]
    compte = compte_with(db.session(), "fs_uniquifier", found["qui"])
    late = age > preuve.TEMPS_D_ATTENTE.total_seconds()
    return None if late or compte is None or not compte.active else compte


def _enter(compte: Compte) -> ResponseReturnValue:
    session.pop(preuve.ATTENTE, None)
    login_user(compte)
    preuve.noter_la_preuve(compte, par_facteur=True)
    # Where the library's own sign-in leads, `next` checked as it checks it.
    return redirect(_get_post_login_redirect(), code=303)


def _added(words: str) -> ResponseReturnValue:
    """The first factor comes with its recovery codes, the others have them."""
    preuve.noter_la_preuve(current_user, par_facteur=True)
    flash(words, "succes")
    if queries.facteurs(db.session(), current_user).codes:
        return redirect(url_for(".mes_facteurs"), code=303)
    return _new_codes()


def _new_codes() -> ResponseReturnValue:
    """Shown in this answer alone: they are kept where nobody can read them."""
    with db.transaction() as current:
        made = services.renouveler_codes(
            current, current_user, preuve.coffre(), at=clock.now()
        )
    return page("comptes/verification_codes.html", codes=made)


def _done(words: str) -> ResponseReturnValue:
    flash(words, "succes")
    return redirect(url_for(".mes_facteurs"), code=303)
