"""The application: settings → extensions → blueprints → start-up checks."""

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import blueprints, cli, db, headers, logs, menu, metrics, reports
from portal.comptes import securite
from portal.config import ROOT, Settings
from portal.storage import make_storage
from portal.web import (
    access,
    converters,
    downloads,
    envois,
    errors,
    filters,
    host,
    pages,
)

SVG = "image/svg+xml"


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or Settings()
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.from_mapping(flask_config(settings))
    app.extensions["settings"] = settings
    app.extensions["storage"] = make_storage(settings)
    app.jinja_env.undefined = StrictUndefined
    if settings.base_url:
        named = host.under_one_name(
            app.wsgi_app, settings.base_url, settings.fichiers_url
        )
        app.wsgi_app = named  # type: ignore[assignment, method-assign]  # as below
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )

    logs.init_app(app, settings)
    db.init_app(app, settings.database_url)
    downloads.init_app(
        app, fichiers_url=settings.fichiers_url, base_url=settings.base_url
    )
    csrf = CSRFProtect(app)
    Htmx().init_app(app)
    Babel(app)
    headers.init_app(app, settings)
    securite.init_app(app, settings)
    for layer in (converters, filters, envois, pages, errors, menu, metrics, reports):
        layer.register(app)
    blueprints.register(app, csrf, settings)
    headers.limit_sign_in(app, settings)
    cli.register(app)
    access.require_access_rules(app, securite.ACCESS)
    return app


def flask_config(settings: Settings) -> dict:
    cookie = "__Host-session" if settings.secure else "session"
    return {
        "SECRET_KEY": settings.secret_key.get_secret_value() or "demonstration",
        # Flask would answer OPTIONS anywhere: nothing of ours asks.
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        "TESTING": settings.environnement == "test",
        # Every form is text; an upload view sets its own limit.
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SESSION_COOKIE_NAME": cookie,
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
        "WTF_CSRF_SSL_STRICT": settings.secure,
        "BABEL_DEFAULT_LOCALE": "fr",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Paris",
        "TEMPLATES_AUTO_RELOAD": False,
        # Not what a person uploaded: it is compressed already, and streamed.
        "COMPRESS_MIMETYPES": ["text/html", "text/css", "text/javascript", SVG],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
    }
