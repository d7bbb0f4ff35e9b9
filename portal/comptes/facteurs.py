"""The second factor at the door: who is asked for it, who must have one."""

from collections.abc import Callable
from typing import Final, cast

from flask import Flask, Response, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue, ResponseValue
from flask_login import current_user
from flask_security import Security, UserMixin
from flask_security.tf_plugin import TfPlugin

from portal import clock, db
from portal.comptes.models import Compte
from portal.comptes.permissions import STAFF
from portal.comptes.preuve import (
    ATTENTE,
    FACTEUR,
    a_montre_un_facteur,
    cles_possibles,
)
from portal.comptes.queries_facteurs import a_un_facteur
from portal.comptes.totp import Coffre
from portal.config import Settings
from portal.web.access import EVERYONE

OUVERTES: Final = frozenset(
    {
        *("facteurs.mes_facteurs", "facteurs.application", "facteurs.nouvelle_cle"),
        *("facteurs.codes", "facteurs.confirmer"),
    }
)
"""What a member of staff reaches before it has a second factor, beside public pages."""


class DeuxiemeTemps(TfPlugin):
    """Where the library asks whether the password is enough."""

    def tf_enter(
        self,
        user: UserMixin,
        remember_me: bool | None,  # noqa: FBT001 - the library's signature
        primary_authn_via: str,
        next_loc: str | None,
    ) -> ResponseValue | None:
        return deuxieme_etape(cast(Compte, user), suite=request.values.get("next"))


def deuxieme_etape(compte: Compte, *, suite: str | None) -> ResponseValue | None:
    """Where a person who proved to be of this account shows its factor, if any."""
    # What this browser showed before was of another sign-in.
    session.pop(FACTEUR, None)
    if not a_un_facteur(db.session(), compte):
        return None
    session[ATTENTE] = {
        "qui": compte.fs_uniquifier,
        "depuis": clock.now().timestamp(),
    }
    return redirect(url_for("facteurs.verification", next=suite or None), code=303)


def init_app(app: Flask, security: Security, settings: Settings) -> None:
    # The salt, not the key that signs cookies: changing that one must not lose these.
    app.extensions["coffre"] = Coffre(
        settings.password_salt.get_secret_value() or "demonstration"
    )
    app.extensions["frein_de_preuve"] = lambda: None
    security.two_factor_plugins = DeuxiemeTemps()
    app.jinja_env.globals["cles_possibles"] = cles_possibles
    app.before_request(_lead_to_second_factor)


def est_obligatoire(compte: Compte) -> bool:
    settings: Settings = current_app.extensions["settings"]
    return bool(settings.second_facteur) and compte.role in STAFF


def _lead_to_second_factor() -> ResponseReturnValue | None:
    """Staff without one reaches no dossier, and no page but those that add one."""
    if not current_app.extensions["settings"].second_facteur or _is_public():
        return None
    if not current_user.is_authenticated or not est_obligatoire(current_user):
        return None
    if request.endpoint in OUVERTES or a_montre_un_facteur(current_user):
        return None
    target = url_for("facteurs.mes_facteurs")
    if request.headers.get("HX-Request"):
        return Response(status=403, headers={"HX-Redirect": target})
    return redirect(target, code=303)


def _is_public() -> bool:
    """No page of nobody, no file of ours, no address that leads nowhere."""
    view: Callable | None = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "open_to", EVERYONE) == EVERYONE
