"""What every answer tells the browser, and how often one address may ask."""

from collections.abc import Callable
from functools import partial

from flask import Flask, request, session
from flask_compress import Compress
from flask_limiter import Limiter, RequestLimit
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_talisman import Talisman
from limits import parse

from portal import clock, db
from portal.comptes.preuve import ATTENTE
from portal.comptes.queries import compte_with_email
from portal.config import Settings
from portal.jobs.queue import enqueue

CSP = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    # data: a letter's preview, drawn for one answer and stored nowhere.
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-src": "'self'",
    "frame-ancestors": "'none'",
}
SIGN_IN = "10 per minute; 100 per hour"
FROM_ONE_ADDRESS = "100 per minute; 1000 per hour"
MAIL = "5 per minute; 20 per hour"
MAILING = (
    "security.forgot_password",
    "security.send_confirmation",
    "security.register",
)
PROOF = "5 per minute; 30 per hour"
"""Of six digits three are good at once: at this rate, years of guessing."""


def init_app(app: Flask, settings: Settings) -> None:
    Compress(app)
    shown = {
        name: f"{CSP[name]} {settings.fichiers_url}".strip()
        for name in ("frame-src", "img-src")
    }
    Talisman(
        app,
        content_security_policy=CSP | shown,
        force_https=settings.secure,
        strict_transport_security=settings.secure,
        strict_transport_security_include_subdomains=True,
        session_cookie_secure=settings.secure,
        referrer_policy="same-origin",
        frame_options="DENY",
        permissions_policy={"geolocation": "()", "microphone": "()"},
    )


def limit_sign_in(app: Flask, settings: Settings) -> None:
    """Slow down who asks too much: by account, then by address (RFC 6585, 429)."""
    if not settings.limit_requests:
        return
    limiter = Limiter(
        _who,
        app=app,
        # For all pages together: a limit for each would be a hundred limits.
        application_limits=["600 per minute"],
        storage_uri=settings.limiter_storage,
        # Redis away: each process counts for itself, and the portal goes on.
        in_memory_fallback_enabled=True,
    )
    brakes = {
        # Per account name first: one office may share one address.
        "security.login": (SIGN_IN, _account_tried, partial(_tell_owner, limiter)),
        "security.change_password": (SIGN_IN, _who, None),
        **dict.fromkeys(MAILING, (MAIL, _account_tried, None)),
        "compte.adresse": (MAIL, _who, None),
        # Each one asks the provider several questions.
        "identites.partir": (FROM_ONE_ADDRESS, get_remote_address, None),
    }
    views: dict[str, Callable] = app.view_functions
    for endpoint, (limit, key, on_breach) in brakes.items():
        brake = limiter.limit(
            limit, key_func=key, methods=["POST"], on_breach=on_breach
        )
        views[endpoint] = brake(views[endpoint])
    # One password on many accounts: the address is braked then, far above an office.
    from_one_address = limiter.limit(
        FROM_ONE_ADDRESS, key_func=get_remote_address, methods=["POST"]
    )
    views["security.login"] = from_one_address(views["security.login"])
    brake = limiter.limit(PROOF, key_func=_account_proving)
    app.extensions["frein_de_preuve"] = brake(_nothing)


def _nothing() -> None:
    """What the brake lets through."""


def _tell_owner(limiter: Limiter, _limit: RequestLimit) -> None:
    """Once an hour; the same work whether the address has an account or not."""
    email = _account_tried()
    if limiter.limiter.hit(parse("1 per hour"), "frein", email):
        compte = compte_with_email(db.session(), email)
        data = {"compte_id": str(compte.id) if compte else None}
        with db.transaction() as session:
            enqueue(session, "frein", data, at=clock.now())


def _who() -> str:
    if current_user.is_authenticated:
        return str(current_user.get_id())
    return get_remote_address()


def _account_proving() -> str:
    """Whoever tries codes on an account, wherever from."""
    return f"preuve {session.get(ATTENTE, {}).get('qui') or _who()}"


def _account_tried() -> str:
    return request.form.get("email", "").strip().lower() or get_remote_address()
