"""What the global CSRF protection checks, for the views that must check it by hand."""

from flask import Request, current_app, g
from flask_wtf.csrf import CSRFError, same_origin, validate_csrf
from wtforms import ValidationError


def is_enabled() -> bool:
    return bool(current_app.config.get("WTF_CSRF_ENABLED", True))


def token_field() -> str:
    return str(current_app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token"))


def token_of_headers(request: Request) -> str | None:
    names = current_app.config.get("WTF_CSRF_HEADERS", ["X-CSRFToken"])
    return next(filter(None, map(request.headers.get, names)), None)


def require_csrf(request: Request, token: str | None) -> None:
    """Raise `CSRFError`, or vouch for the request to the forms that will ask."""
    try:
        validate_csrf(token)
    except ValidationError as error:
        raise CSRFError(str(error)) from None
    strict = current_app.config.get("WTF_CSRF_SSL_STRICT", True)
    if request.is_secure and strict and not _comes_from_us(request):
        raise CSRFError("The referrer does not match the host.")
    g.csrf_valid = True


def _comes_from_us(request: Request) -> bool:
    return bool(same_origin(request.referrer or "", f"https://{request.host}/"))
