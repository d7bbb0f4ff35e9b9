"""The candidate says who reads its dossier, and until when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.accompagnement import queries, services
from portal.accompagnement.permissions import why_not_invite, why_not_this_address
from portal.accompagnement.views.commun import bp
from portal.comptes.forms import InvitationForm
from portal.comptes.models import Invitation
from portal.dossiers.models import Dossier
from portal.droit.workflow import Role
from portal.web.access import open_to
from portal.web.pages import page


@bp.route("/dossiers/<uuid:id_>/accompagnateur", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def inviter(id_: UUID) -> ResponseReturnValue:
    dossier = _mine_or_404(id_)
    form = InvitationForm()
    del form.role, form.uimm
    if form.validate_on_submit() and _accepts_address(form, dossier):
        with db.transaction() as session:
            services.inviter(
                session,
                dossier,
                email=form.email.data,
                by=current_user,
                at=clock.now(),
            )
        flash(f"Une invitation part vers {form.email.data}.", "succes")
        return redirect(url_for(".inviter", id_=id_), code=303)
    waiting = queries.invitations_sans_reponse(db.session(), dossier)
    return page(
        "accompagnement/inviter.html",
        status=422 if form.errors else 200,
        dossier=dossier,
        form=form,
        raison=why_not_invite(dossier, current_user),
        **_entourage(dossier, waiting, clock.now()),
    )


@bp.post("/dossiers/<uuid:id_>/accompagnateur/invitations/<uuid:invitation_id>/annuler")
@open_to(Role.CANDIDAT)
def annuler(id_: UUID, invitation_id: UUID) -> ResponseReturnValue:
    dossier = _mine_or_404(id_)
    with db.transaction() as session:
        invitation = queries.invitation_du_dossier(session, dossier, invitation_id)
        services.annuler(
            session,
            dossier,
            invitation or abort(404),
            by=current_user,
            at=clock.now(),
        )
    flash("L’invitation est annulée\u00a0: son lien n’ouvre plus rien.", "succes")
    return redirect(url_for(".inviter", id_=id_), code=303)


@bp.post("/dossiers/<uuid:id_>/accompagnateur/<uuid:acces_id>/retirer")
@open_to(Role.CANDIDAT)
def retirer(id_: UUID, acces_id: UUID) -> ResponseReturnValue:
    dossier = _mine_or_404(id_)
    if acces_id not in {a.id for a in dossier.accompagnements}:
        abort(404)
    with db.transaction() as session:
        services.revoquer(session, dossier, acces_id, by=current_user, at=clock.now())
    flash("L’accès est retiré\u00a0: cette personne ne voit plus rien.", "succes")
    return redirect(url_for(".inviter", id_=id_), code=303)


def _entourage(
    dossier: Dossier, waiting: Iterable[Invitation], now: datetime
) -> dict[str, Any]:
    """Each address once, where it stands now: access, invitation, access ended."""
    acces = [a for a in dossier.accompagnements if not a.revoque_at]
    current = {a.compte.email for a in acces}
    latest: dict[str, Invitation] = {}
    for invitation in waiting:
        if invitation.email not in current:
            latest.setdefault(invitation.email, invitation)
    ended = {a.compte.email: a for a in dossier.accompagnements if a.revoque_at}
    return {
        "acces": acces,
        "invitations": [(each, each.expires_at > now) for each in latest.values()],
        "anciens": [ended[e] for e in ended if e not in current | latest.keys()],
    }


def _mine_or_404(id_: UUID) -> Dossier:
    return queries.mon_dossier(db.session(), current_user, id_) or abort(404)


def _accepts_address(form: InvitationForm, dossier: Dossier) -> bool:
    reason = why_not_this_address(dossier, form.email.data)
    if reason:
        form.email.errors = [reason]
    return reason is None
