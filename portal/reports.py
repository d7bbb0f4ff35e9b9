"""Errors sent to a collector (Sentry's protocol), when a setting names one.

What leaves is listed here, rather than what must not: where in the code, never with
what. An exception's own words may hold an address or a name.
"""

from typing import TYPE_CHECKING

from structlog.contextvars import get_contextvars

from portal.config import Settings

if TYPE_CHECKING:
    from flask import Flask
    from sentry_sdk.types import Event, Hint

KEPT = ("event_id", "timestamp", "level", "platform", "environment", "transaction")
FRAME = ("filename", "function", "module", "lineno", "in_app")


def register(app: "Flask") -> None:
    init(app.extensions["settings"])


def init(settings: Settings) -> None:
    if not settings.sentry_dsn.get_secret_value():
        return
    import sentry_sdk
    from sentry_sdk.integrations.flask import FlaskIntegration

    sentry_sdk.init(
        dsn=settings.sentry_dsn.get_secret_value(),
        environment=settings.environnement,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[FlaskIntegration()],
        before_send=only_where,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
    )


def report(settings: Settings, error: Exception) -> None:
    """Of a job, which no page answers for."""
    if settings.sentry_dsn.get_secret_value():
        import sentry_sdk

        sentry_sdk.capture_exception(error)


def only_where(event: "Event", _hint: "Hint") -> "Event":
    # A plain dict: names are taken from a list.
    said = dict(event)
    kept = {name: said[name] for name in KEPT if name in said}
    found = event.get("exception", {}).get("values", [])
    kept["exception"] = {"values": [_without_words(each) for each in found]}
    kept["tags"] = {"request_id": get_contextvars().get("request_id", "")}
    return kept  # type: ignore[return-value]  # a part of it


def _without_words(exception: dict) -> dict:
    frames = (exception.get("stacktrace") or {}).get("frames", [])
    return {
        "type": exception.get("type"),
        "module": exception.get("module"),
        "stacktrace": {"frames": [{k: f[k] for k in FRAME if k in f} for f in frames]},
    }
