"""One URL, two renderings: the page for a browser, its fragment for htmx."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from flask import Flask, Response, current_app, make_response, render_template, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from htmx_flask import request

from portal.web import fields
from portal.web.icons import icone

YEAR: Final = 365 * 24 * 3600
WEEK: Final = 7 * 24 * 3600


class Entree(NamedTuple):
    """One entry of the navigation. `post`: a button, for what changes something."""

    libelle: str
    url: str
    courant: bool = False
    compte: int = 0
    a_droite: bool = False
    post: bool = False


PIED: Final = (
    Entree("Aide", "/aide"),
    Entree("Accessibilité", "/accessibilite"),
    Entree("Mentions légales", "/mentions-legales"),
    Entree("Données personnelles", "/donnees-personnelles"),
)


def wants_fragment() -> bool:
    htmx = request.htmx
    return bool(htmx) and not (htmx.boosted or htmx.history_restore_request)


def page(
    template: str, *, fragment: str | None = None, status: int = 200, **context
) -> Response:
    name = fragment if fragment and wants_fragment() else template
    response = make_response(render_template(name, **context), status)
    response.vary.add("HX-Request")
    return response


@cache
def static_url(filename: str) -> str:
    """The file's address with its digest: it may be kept for a year."""
    path = Path(current_app.static_folder or "") / filename
    digest = sha256(path.read_bytes()).hexdigest()[:12]
    return url_for("static", filename=filename, v=digest)


def set_cache(response: Response) -> Response:
    """Files are kept; what a signed-in person reads is kept nowhere."""
    if request.endpoint == "static":
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = YEAR if "v" in request.args else WEEK
        response.cache_control.immutable = "v" in request.args
    elif current_user and current_user.is_authenticated:
        response.cache_control.no_store = True
    if request.endpoint == "security.logout":
        # What a browser kept in spite of it, a page to go back to among others.
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def register(app: Flask) -> None:
    """What macros call, and the cache rules. `menu` comes from the app's own menu."""
    app.jinja_env.globals |= fields.GLOBALS
    app.jinja_env.globals |= {"icone": icone, "static_url": static_url, "pied": PIED}
    # WTForms' own French, read once; Flask-WTF would read it at each form.
    FlaskForm.Meta.locales = ("fr",)
    app.after_request(set_cache)
