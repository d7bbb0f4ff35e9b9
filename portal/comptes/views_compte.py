"""One's own account: its open sessions, its journal, its address."""

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import logout_user
from itsdangerous import BadData, URLSafeTimedSerializer

from portal import clock, db
from portal.comptes import queries, services, services_sessions, sessions
from portal.comptes.evenements import noter
from portal.comptes.forms import AccepterForm, AdresseForm
from portal.comptes.libelles import FAITS
from portal.comptes.models import Compte, FaitCompte
from portal.config import ADDRESS_VALIDITY
from portal.droit.workflow import Role
from portal.web.access import open_to, open_to_all
from portal.web.pages import page

bp = Blueprint("compte", __name__, url_prefix="/mon-compte")


@bp.get("/connexions")
@open_to(*Role)
def connexions() -> ResponseReturnValue:
    return page(
        "comptes/connexions.html",
        sessions=queries.sessions_de(db.session(), current_user, at=clock.now()),
        courante=sessions.courante(),
        evenements=queries.evenements_de(db.session(), current_user),
        faits=FAITS,
    )


@bp.post("/connexions/<uuid:id_>/fermer")
@open_to(*Role)
def fermer(id_: UUID) -> ResponseReturnValue:
    with db.transaction() as session:
        closed = services_sessions.fermer_celle_de(
            session, current_user, id_, at=clock.now()
        )
    if not closed:
        abort(404)
    flash("La session est fermée.", "succes")
    return redirect(url_for(".connexions"), code=303)


@bp.post("/connexions/fermer-les-autres")
@open_to(*Role)
def fermer_les_autres() -> ResponseReturnValue:
    with db.transaction() as session:
        if services_sessions.fermer_toutes(
            session, current_user, sauf=sessions.courante()
        ):
            noter(session, current_user, FaitCompte.SESSIONS_FERMEES, at=clock.now())
    flash("Vos autres sessions sont fermées.", "succes")
    return redirect(url_for(".connexions"), code=303)


@bp.route("/adresse", methods=["GET", "POST"])
@open_to(*Role)
def adresse() -> ResponseReturnValue:
    form = AdresseForm()
    if form.validate_on_submit():
        token = signer_adresse().dumps([current_user.fs_uniquifier, form.email.data])
        with db.transaction() as session:
            services.demander_adresse(
                session,
                current_user,
                nouvelle=form.email.data,
                lien=url_for(".nouvelle_adresse", token=token),
                at=clock.now(),
            )
        flash(f"Un message part vers {form.email.data} : ouvrez son lien.", "succes")
        return redirect(url_for("comptes.mon_compte"), code=303)
    return page("comptes/adresse.html", status=422 if form.errors else 200, form=form)


@bp.route("/adresse/<token>", methods=["GET", "POST"])
@open_to_all
def nouvelle_adresse(token: str) -> ResponseReturnValue:
    """A mail scanner follows links: the visit shows a button, the button changes."""
    compte, nouvelle = _read(token)
    if compte is None:
        return page("comptes/adresse_perdue.html", status=404)
    if AccepterForm().validate_on_submit():
        with db.transaction() as session:
            services.changer_adresse(session, compte, nouvelle=nouvelle, at=clock.now())
        logout_user()
        flash("Votre adresse est changée. Connectez-vous avec la nouvelle.", "succes")
        return redirect(url_for("security.login"), code=303)
    return page("comptes/adresse_confirmer.html", token=token, nouvelle=nouvelle)


def signer_adresse() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="nouvelle-adresse")


def _read(token: str) -> tuple[Compte | None, str]:
    """Whose link it is. Changing an address or a password ends every earlier one."""
    try:
        seconds = int(ADDRESS_VALIDITY.total_seconds())
        uniquifier, nouvelle = signer_adresse().loads(token, max_age=seconds)
    except BadData:
        return None, ""
    compte = queries.compte_with(db.session(), "fs_uniquifier", uniquifier)
    return compte if compte and compte.active else None, nouvelle
