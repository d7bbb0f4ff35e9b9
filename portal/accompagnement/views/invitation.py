"""The link an invited person receives."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import login_user

from portal import clock, db
from portal.accompagnement import queries, services
from portal.accompagnement.partage import nom_du_candidat
from portal.accompagnement.permissions import why_not_accept, why_not_open
from portal.accompagnement.views.commun import bp
from portal.comptes.forms import AccepterForm, NouveauCompteForm
from portal.comptes.models import Invitation
from portal.comptes.queries import compte_with_email, find_invitation
from portal.dossiers.models import Dossier
from portal.droit.workflow import UIMM, Role
from portal.web.access import open_to_all
from portal.web.pages import page


@bp.route("/accompagnement/invitation/<token>", methods=["GET", "POST"])
@open_to_all
def invitation(token: str) -> ResponseReturnValue:
    """Unknown, used, expired and revoked links are one same page."""
    session = db.session()
    found = find_invitation(session, token, at=clock.now())
    if found is None or found.role is not Role.ACCOMPAGNATEUR:
        return page("comptes/invitation_perdue.html", status=404)
    dossier = queries.dossier_invite(session, found)
    if current_user.is_authenticated:
        return _accept(found, dossier, token)
    if why_not_open(dossier) or compte_with_email(session, found.email):
        return _show(found, dossier, token)
    return _open_account(found, dossier, token)


def _accept(found: Invitation, dossier: Dossier, token: str) -> ResponseReturnValue:
    if AccepterForm().validate_on_submit():
        with db.transaction() as session:
            services.accepter(session, found, dossier, by=current_user, at=clock.now())
        flash("L’invitation est acceptée.", "succes")
        return redirect(url_for(".lire", id_=dossier.id), code=303)
    return _show(
        found,
        dossier,
        token,
        raison=why_not_accept(dossier, found, current_user),
        instruit=current_user.role in UIMM,
    )


def _open_account(
    found: Invitation, dossier: Dossier, token: str
) -> ResponseReturnValue:
    form = NouveauCompteForm()
    del form.qualite
    if form.validate_on_submit():
        # Hashed before: the transaction stays short.
        password_hash = form.password_hash()
        with db.transaction() as session:
            compte = services.accepter_avec_compte(
                session,
                found,
                dossier,
                nom_affiche=form.nom_affiche.data,
                password_hash=password_hash,
                at=clock.now(),
            )
        login_user(compte)
        flash("Votre compte est ouvert et l’invitation acceptée.", "succes")
        return redirect(url_for(".lire", id_=dossier.id), code=303)
    return _show(found, dossier, token, form=form)


def _show(
    found: Invitation, dossier: Dossier, token: str, **context
) -> ResponseReturnValue:
    form = context.get("form")
    return page(
        "accompagnement/invitation.html",
        status=422 if form and form.errors else 200,
        invitation=found,
        dossier=dossier,
        candidat=nom_du_candidat(dossier),
        token=token,
        **{"raison": why_not_open(dossier), "instruit": False} | context,
    )
