"""A small application of its own: the web kit alone, no database, no feature."""

from types import SimpleNamespace

import pytest
from flask import Flask
from flask_babel import Babel
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from jinja2 import StrictUndefined

from portal.config import ROOT
from portal.droit.workflow import Role
from portal.storage.verdicts import Bornes
from portal.web import converters, envois, errors, filters, pages
from portal.web.access import open_to_all


class Personne(SimpleNamespace):
    is_authenticated = True
    is_active = True

    def get_id(self) -> str:
        return str(self.role)


@pytest.fixture
def site():
    site = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    site.config |= {
        "SECRET_KEY": "test",
        "BABEL_DEFAULT_LOCALE": "fr",
        "WTF_CSRF_ENABLED": False,
    }
    site.jinja_env.undefined = StrictUndefined
    LoginManager(site).user_loader(lambda id_: Personne(role=Role(id_)))
    CSRFProtect(site)
    Htmx().init_app(site)
    Babel(site)
    site.jinja_env.globals["bornes"] = Bornes()
    site.jinja_env.globals["formats"] = envois.formats(Bornes())
    site.jinja_env.globals["trop_gros"] = envois.trop_gros
    site.jinja_env.globals["antivirus"] = False
    for layer in (converters, filters, pages, errors):
        layer.register(site)
    site.add_url_rule("/connexion", "security.login", open_to_all(lambda: ""))
    return site


@pytest.fixture
def visit(site):
    """`visit(role=None)`: a browser, signed in as that role or as nobody."""

    def browser(role=None):
        client = site.test_client()
        if role:
            with client.session_transaction() as cookie:
                cookie["_user_id"] = str(role)
        return client

    return browser


@pytest.fixture
def draw(site):
    """The HTML of a piece of template, within a request."""

    def render(source, *, data=None, **context):
        method = "GET" if data is None else "POST"
        with site.test_request_context(method=method, data=data):
            values = {k: v() if callable(v) else v for k, v in context.items()}
            return site.jinja_env.from_string(source).render(**values)

    return render
