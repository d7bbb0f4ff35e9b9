"""What every answer tells the browser, and how often one address may ask."""

from collections.abc import Callable

from flask import Flask, request
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_talisman import Talisman

from portal.config import Settings

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
    # Per account name first: one office may share one address.
    limit = limiter.limit(SIGN_IN, key_func=_account_tried, methods=["POST"])
    views: dict[str, Callable] = app.view_functions
    views["security.login"] = limit(views["security.login"])


def _who() -> str:
    if current_user.is_authenticated:
        return str(current_user.get_id())
    return get_remote_address()


def _account_tried() -> str:
    return request.form.get("email", "").strip().lower() or get_remote_address()
