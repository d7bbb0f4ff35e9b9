"""One JSON line per request: an id, and no personal data but a refused account's id."""

import logging
import sys
import time
from traceback import extract_tb
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request, session

from portal.config import Settings

log = structlog.get_logger("portal")


def configure() -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # The stream of the moment: a supervisor or a test may replace it.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )


def init_app(app: Flask, settings: Settings) -> None:
    configure()
    app.log_exception = _fail  # type: ignore[method-assign]  # Flask's documented way
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = uuid4().hex
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _fail(exc_info: tuple) -> None:
    """Where, never with what: Flask's own line holds the path and the message."""
    kind, _error, trace = exc_info
    log.error(
        "exception",
        type=f"{kind.__module__}.{kind.__qualname__}",
        route=str(request.url_rule or ""),
        frames=[f"{f.filename}:{f.lineno} {f.name}" for f in extract_tb(trace)],
    )


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    if request.endpoint != "static":
        log.info(
            "request",
            method=request.method,
            # The rule, not the path: a path may hold a secret link.
            route=str(request.url_rule or ""),
            status=response.status_code,
            ms=round((time.perf_counter() - g.started) * 1000, 1),
            **_refused(response.status_code),
        )
    return response


def _refused(status: int) -> dict[str, str]:
    """Whom a refusal was said to, if this request had to know (ASVS 16.3.2)."""
    compte = getattr(session, "compte", None) if status >= 400 else None
    return {"compte": str(compte.id)} if compte else {}
