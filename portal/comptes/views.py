from typing import Final
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import login_user
from wtforms.fields.choices import SelectChoice

from portal import clock, db
from portal.comptes import queries, services, sessions
from portal.comptes.forms import (
    AccepterForm,
    InvitationForm,
    NouveauCompteForm,
    PresentationForm,
)
from portal.comptes.libelles import ROLES
from portal.comptes.models import Compte, Invitation
from portal.comptes.permissions import INVITE, STAFF, why_not_accept, why_not_manage
from portal.comptes.queries_facteurs import a_un_facteur, avec_facteur
from portal.droit.relecture import TexteChange, empreinte
from portal.droit.workflow import UIMM, Role
from portal.web.access import open_to, open_to_all
from portal.web.pages import page
from portal.web.saisie import statut_de_page

bp = Blueprint("comptes", __name__)

ACCUEILS: Final = {
    Role.CANDIDAT: "dossiers.accueil",
    Role.ACCOMPAGNATEUR: "accompagnement.accueil",
    Role.INSTRUCTEUR: "instruction.file",
    Role.RESPONSABLE: "instruction.file",
    Role.GTP: "gtp.file",
    Role.ADMINISTRATEUR: "comptes.equipe",
}


def home_of(compte: Compte) -> str:
    return url_for(ACCUEILS[compte.role])


@bp.get("/mon-espace")
@open_to(*Role)
def mon_espace() -> ResponseReturnValue:
    """Where sign-in leads: the home of the role."""
    return redirect(home_of(current_user), code=303)


@bp.get("/deconnexion")
@open_to_all
def deconnexion() -> ResponseReturnValue:
    """A typed address changes nothing: the page holds the button."""
    return page("comptes/deconnexion.html")


@bp.get("/inscription/suite")
@open_to_all
def inscription_suite() -> ResponseReturnValue:
    return page("comptes/inscription_suite.html")


@bp.route("/mon-compte", methods=["GET", "POST"])
@open_to(*Role)
def mon_compte() -> ResponseReturnValue:
    lue = empreinte(services.presentation(current_user))
    form = PresentationForm(obj=current_user, data={"lue": lue})
    _ask_quality_of(current_user.role, form)
    if form.validate_on_submit():
        try:
            with db.transaction() as session:
                services.describe_self(
                    session, current_user, lue=form.lue.data, **_typed(form)
                )
        except TexteChange as change:
            form.lue.montrer(change)
        else:
            flash("C’est enregistré.", "succes")
            return redirect(url_for(".mon_compte"), code=303)
    return page(
        "comptes/mon_compte.html",
        status=statut_de_page(form),
        form=form,
        roles=ROLES,
        presente=current_user.role is not Role.CANDIDAT,
        verifie=a_un_facteur(db.session(), current_user),
    )


@bp.get("/comptes")
@open_to(Role.ADMINISTRATEUR, Role.RESPONSABLE)
def equipe() -> ResponseReturnValue:
    session = db.session()
    after = request.args.get("apres", type=UUID)
    comptes, suivant = queries.managed_staff(session, current_user, after=after)
    return page(
        "comptes/equipe.html",
        comptes=[(each, why_not_manage(current_user, each)) for each in comptes],
        verifies=avec_facteur(session, comptes),
        suivant=suivant,
        premiere=after is None,
        invitations=queries.pending_invitations(session, current_user, at=clock.now()),
        roles=ROLES,
    )


@bp.route("/comptes/inviter", methods=["GET", "POST"])
@open_to(Role.ADMINISTRATEUR, Role.RESPONSABLE)
def inviter() -> ResponseReturnValue:
    form = _invitation_form()
    if form.validate_on_submit():
        with db.transaction() as session:
            services.invite_staff(
                session,
                email=form.email.data,
                by=current_user,
                at=clock.now(),
                **_destination(form),
            )
        flash(f"Une invitation part vers {form.email.data}.", "succes")
        return redirect(url_for(".equipe"), code=303)
    return page("comptes/inviter.html", status=422 if form.errors else 200, form=form)


@bp.post("/comptes/invitations/<uuid:id_>/revoquer")
@open_to(Role.ADMINISTRATEUR, Role.RESPONSABLE)
def revoquer(id_: UUID) -> ResponseReturnValue:
    with db.transaction() as session:
        invitation = queries.managed_invitation(session, current_user, id_)
        services.revoke_invitation(session, invitation or abort(404), at=clock.now())
    flash("L’invitation est annulée : son lien n’ouvre plus rien.", "succes")
    return redirect(url_for(".equipe"), code=303)


@bp.post("/comptes/<uuid:id_>/suspendre")
@open_to(Role.ADMINISTRATEUR, Role.RESPONSABLE)
def suspendre(id_: UUID) -> ResponseReturnValue:
    return _set_active(id_, active=False, words="Le compte est suspendu.")


@bp.post("/comptes/<uuid:id_>/retablir")
@open_to(Role.ADMINISTRATEUR, Role.RESPONSABLE)
def retablir(id_: UUID) -> ResponseReturnValue:
    return _set_active(id_, active=True, words="Le compte est rétabli.")


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@open_to_all
def invitation(token: str) -> ResponseReturnValue:
    found = queries.find_invitation(db.session(), token, at=clock.now())
    if found is None or found.role not in STAFF:
        return page("comptes/invitation_perdue.html", status=404)
    if current_user.is_authenticated:
        return _accept(found, token)
    if queries.compte_with_email(db.session(), found.email):
        return page(
            "comptes/invitation_connexion.html",
            invitation=found,
            roles=ROLES,
            retour=url_for(".invitation", token=token),
        )
    return _open_account(found, token)


def _accept(found: Invitation, token: str) -> ResponseReturnValue:
    form = AccepterForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            services.accept(
                session,
                found,
                by=current_user,
                at=clock.now(),
                depuis=sessions.courante(),
            )
        sessions.renouveler()
        flash("L’invitation est acceptée.", "succes")
        return redirect(url_for(".mon_espace"), code=303)
    return page(
        "comptes/invitation_accepter.html",
        invitation=found,
        raison=why_not_accept(current_user, found),
        roles=ROLES,
        token=token,
    )


def _open_account(found: Invitation, token: str) -> ResponseReturnValue:
    form = NouveauCompteForm()
    form.adresse = found.email
    _ask_quality_of(found.role, form)
    if form.validate_on_submit():
        # Hashed before: the transaction stays short.
        values = _typed(form) | {"password_hash": form.password_hash()}
        with db.transaction() as session:
            compte = services.accept_with_new_account(
                session, found, at=clock.now(), **values
            )
        login_user(compte)
        flash("Votre compte est ouvert.", "succes")
        return redirect(url_for(".mon_espace"), code=303)
    return page(
        "comptes/invitation.html",
        status=422 if form.errors else 200,
        invitation=found,
        form=form,
        roles=ROLES,
        token=token,
    )


def _set_active(id_: UUID, *, active: bool, words: str) -> ResponseReturnValue:
    with db.transaction() as session:
        compte = queries.managed_compte(session, current_user, id_)
        services.set_active(
            session,
            compte or abort(404),
            active=active,
            by=current_user,
            at=clock.now(),
        )
    flash(words, "succes")
    return redirect(url_for(".equipe"), code=303)


def _invitation_form() -> InvitationForm:
    form = InvitationForm()
    if INVITE[current_user.role] == {Role.INSTRUCTEUR}:
        del form.role, form.uimm
    else:
        every = queries.all_uimm(db.session())
        known = [SelectChoice(uimm.slug, uimm.nom) for uimm in every]
        form.uimm.choices = [SelectChoice("", "Choisir"), *known]
    return form


def _destination(form: InvitationForm) -> dict:
    """The role and the UIMM: chosen by an administrateur, one's own otherwise."""
    if form.role is None:
        return {"role": Role.INSTRUCTEUR, "uimm_slug": current_user.uimm_slug}
    role = Role(form.role.data)
    return {"role": role, "uimm_slug": form.uimm.data if role in UIMM else None}


def _ask_quality_of(role: Role, form: PresentationForm) -> None:
    """Only a UIMM signs decisions."""
    if role not in UIMM:
        del form.qualite


def _typed(form: PresentationForm) -> dict:
    qualite = form.qualite.data if form.qualite else ""
    return {"nom_affiche": form.nom_affiche.data, "qualite": qualite}
