"""Sign-in, sign-up, recovery: flask-security, in French and in our transactions."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any, Final

from flask import Flask, abort, has_request_context, request, session, url_for
from flask_security import (
    MailUtil,
    PasswordUtil,
    Security,
    SQLAlchemySessionUserDatastore,
)
from flask_security import hash_password as hash_password
from flask_security.confirmable import confirm_email_token_status
from sqlalchemy.exc import IntegrityError
from werkzeug.local import LocalProxy

from portal import clock, db
from portal.comptes import facteurs, forms, mots_de_passe
from portal.comptes.evenements import noter
from portal.comptes.messages import MESSAGES
from portal.comptes.models import Compte, FaitCompte
from portal.comptes.permissions import PAR_FOURNISSEUR
from portal.comptes.queries import compte_with
from portal.comptes.services import normalize
from portal.comptes.services_sessions import fermer_toutes
from portal.comptes.sessions import Sessions
from portal.config import Settings
from portal.courrier.annonces import queue_mail
from portal.droit.workflow import Role
from portal.web.pages import page

ACCESS: Final[Mapping[str, tuple[Role, ...]]] = {
    "security.login": (),
    "security.logout": (),
    "security.register": (),
    "security.send_confirmation": (),
    "security.confirm_email": (),
    "security.forgot_password": (),
    "security.reset_password": (),
    "security.change_password": tuple(Role),
}
"""Who may reach the library's views; no role means everyone."""

CONFIG: Final = {
    # What it offers and we do not use (or not yet).
    "STATIC_FOLDER": None,
    # Its own default writes « no-store=True », which no browser knows.
    "CACHE_CONTROL": {"private": None, "no-store": None},
    "CLI_USERS_NAME": False,
    "CLI_ROLES_NAME": False,
    "API_ENABLED_METHODS": ["session"],
    "FRESHNESS": timedelta(minutes=-1),
    "JOIN_USER_ROLES": False,
    "EMAIL_PLAINTEXT": False,
    "EMAIL_HTML": False,
    # What we use.
    "CONFIRMABLE": True,
    "REGISTERABLE": True,
    "RECOVERABLE": True,
    "CHANGEABLE": True,
    "LOGIN_URL": "/connexion",
    "LOGOUT_URL": "/deconnexion",
    "REGISTER_URL": "/inscription",
    "CONFIRM_URL": "/confirmation",
    "RESET_URL": "/mot-de-passe-oublie",
    "CHANGE_URL": "/mot-de-passe",
    "POST_LOGIN_VIEW": "/mon-espace",
    "POST_REGISTER_VIEW": "/inscription/suite",
    "POST_CHANGE_VIEW": "/mon-compte",
    "CONFIRM_EMAIL_WITHIN": timedelta(hours=24),
    "RESET_PASSWORD_WITHIN": timedelta(hours=2),
    "RETURN_GENERIC_RESPONSES": True,
    "DATETIME_FACTORY": clock.now,
    # Addresses are stored as `normalize` writes them: the unique index serves.
    "USER_IDENTITY_ATTRIBUTES": [
        {"email": {"mapper": normalize, "case_insensitive": False}}
    ],
    "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "PASSWORD_LENGTH_MIN": 12,
    "PASSWORD_CONFIRM_REQUIRED": False,
    "PASSWORD_SCHEMES": ["argon2"],
    # OWASP's figures: 19 MiB a sign-in, so that 60 at once stay harmless.
    "PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__memory_cost": 19456,
        "argon2__time_cost": 2,
        "argon2__parallelism": 1,
    },
    # In signed links only, over what is already secret: a slow hash would tell,
    # by its time, that the address has an account.
    "HASHING_SCHEMES": ["hex_sha256"],
    # Which of our messages each of its mails is.
    "REGISTER_EMAIL_TEMPLATE": "compte_confirmation",
    "EMAIL_TEMPLATE_CONFIRM": "compte_confirmation",
    "REGISTER_EMAIL_EXISTING_TEMPLATE": "compte_deja_inscrit",
    "EMAIL_TEMPLATE_PASSWORD_RESET": "compte_reinitialisation",
    "EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE": FaitCompte.MOT_DE_PASSE_CHANGE,
    "EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": FaitCompte.MOT_DE_PASSE_CHANGE,
}


class Courrier(MailUtil):
    """Its mails are rows of our outbox, in the transaction of the request."""

    def normalize(self, email: str) -> str:
        return normalize(super().normalize(email.strip()))

    def validate(self, email: str) -> str:
        return normalize(super().validate(email.strip()))

    # Its subject and bodies are empty: the worker writes ours.
    def send_mail(
        self, template, subject, recipient, sender, body, html, **context
    ) -> None:
        if template == FaitCompte.MOT_DE_PASSE_CHANGE:
            noter(db.session(), context["user"], template, at=clock.now())
            return
        modele, lien = _message(template, context)
        queue_mail(
            db.session(),
            destinataire=recipient,
            modele=modele,
            donnees={"lien": lien},
            at=clock.now(),
        )


class MotsDePasse(PasswordUtil):
    def validate(self, password: str, is_register: bool, **kwargs):  # noqa: FBT001 - its signature
        """Its own rules are those of length; `kwargs` say whose password it is."""
        reasons, password = super().validate(password, is_register, **kwargs)
        user = kwargs.get("user")
        known = [user.email, user.nom_affiche] if user else []
        known += [str(kwargs[n]) for n in ("email", "nom_affiche") if n in kwargs]
        if not reasons and (reason := mots_de_passe.why_not(password, de=known)):
            reasons = [reason]
        return reasons, password


class Comptes(SQLAlchemySessionUserDatastore):
    """It looks up accounts by our query."""

    def find_user(self, case_insensitive=False, **kwargs) -> Compte | None:  # noqa: FBT002 - its signature
        """By one attribute; addresses are stored without capitals."""
        ((name, value),) = kwargs.items()
        # Read with its session, in the same statement.
        opened = getattr(session, "compte", None) if has_request_context() else None
        if opened and name == "fs_uniquifier" and opened.fs_uniquifier == value:
            return opened
        return compte_with(db.session(), name, value)

    def set_uniquifier(self, user, uniquifier=None) -> None:
        """What it does to end every session of an account, on the server too."""
        super().set_uniquifier(user, uniquifier)
        fermer_toutes(db.session(), user)


def _message(template: str, context: dict) -> tuple[str, str]:
    """Which message, and the path of its link."""
    if token := context.get("confirmation_token"):
        path = url_for("security.confirm_email", token=token)
        return "compte_confirmation", path
    if template == "compte_reinitialisation":
        path = url_for("security.reset_password", token=context["reset_token"])
        return template, path
    return template, url_for("security.forgot_password")


def init_app(app: Flask, settings: Settings) -> None:
    app.config |= {f"SECURITY_{name}": value for name, value in CONFIG.items()}
    app.config |= {f"SECURITY_MSG_{name}": value for name, value in MESSAGES.items()}
    app.config["SECURITY_PASSWORD_SALT"] = (
        settings.password_salt.get_secret_value() or "demonstration"
    )
    app.session_interface = Sessions()
    # A phone changes networks: the address is no mark of a session.
    app.config["SESSION_PROTECTION"] = None
    ours: Any = LocalProxy(db.session)
    no_role_model: Any = None
    security = Security(
        app,
        Comptes(ours, Compte, no_role_model),
        login_form=forms.ConnexionForm,
        register_form=forms.InscriptionForm,
        forgot_password_form=forms.OubliForm,
        send_confirmation_form=forms.ConfirmationForm,
        reset_password_form=forms.ReinitialisationForm,
        change_password_form=forms.MotDePasseForm,
        mail_util_cls=Courrier,
        password_util_cls=MotsDePasse,
        render_template=render,
    )
    security.want_json(lambda _request: False)
    facteurs.init_app(app, security, settings)
    app.jinja_env.globals["fournisseurs"] = lambda: settings.fournisseurs
    app.jinja_env.globals["fournisseur_de"] = lambda role: next(
        (f for f in settings.fournisseurs.values() if role in PAR_FOURNISSEUR[f.cle]),
        None,
    )
    for endpoint in ACCESS:
        view = app.view_functions[endpoint]
        if endpoint == "security.confirm_email":
            view = _ask_before_confirming(view)
        app.view_functions[endpoint] = _in_transaction(view)


def render(template: str, **context) -> Any:
    """Its pages by our rule: one `form`, and 422 when an answer is to correct."""
    form = next(v for name, v in context.items() if name.endswith("_form"))
    form.form_errors[:] = dict.fromkeys(form.form_errors)
    return page(template, status=422 if form.errors else 200, form=form, **context)


def _in_transaction(view: Callable) -> Callable:
    """Its views write where they please: a POST is one transaction of ours."""

    @wraps(view)
    def run(*args, **kwargs):
        if request.is_json:
            abort(415)
        # Sign-in writes nothing, and its hash would keep SQLite's writers waiting.
        if request.method != "POST" or request.endpoint == "security.login":
            return view(*args, **kwargs)
        try:
            with db.transaction():
                return view(*args, **kwargs)
        except IntegrityError:
            # The same sign-up sent twice at once: the other one made the account.
            abort(409)

    return run


def _ask_before_confirming(view: Callable) -> Callable:
    """A mail scanner follows links: the visit shows a button, the button confirms."""

    @wraps(view)
    def ask(token: str):
        expired, invalid, user = confirm_email_token_status(token)
        usable = user and not expired and not invalid and not user.confirmed_at
        if request.method == "GET" and usable:
            return page("security/confirm_email.html", token=token)
        return view(token)

    return ask
