"""A browser that refuses what none of our pages may do."""

from bs4 import BeautifulSoup
from flask import current_app
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from portal import db
from tests.seances import RAW_TOKEN, open_session

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


class PortalClient(FlaskClient):
    def open(self, *args, csrf: bool = True, **kwargs) -> TestResponse:
        """Carry the CSRF header that htmx sends, unless `csrf=False`."""
        if csrf and kwargs.get("method", "GET") in UNSAFE:
            with self.application.app_context(), self.session_transaction() as session:
                session.setdefault("csrf_token", RAW_TOKEN)
                raw = session["csrf_token"]
            headers = dict(kwargs.get("headers") or {})
            headers.setdefault("X-CSRFToken", self._sign(raw))
            kwargs["headers"] = headers
        kwargs.setdefault("buffered", True)  # and close what was sent
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html":
            check_html(BeautifulSoup(response.text, "html.parser"))
        return response

    def sign_in(self, compte) -> None:
        engine = self.application.extensions["engine"]
        name = self.application.config["SESSION_COOKIE_NAME"]
        self.set_cookie(name, open_session(engine, compte))

    def _sign(self, raw: str) -> str:
        secret = self.application.secret_key
        return URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw)


def check_html(soup: BeautifulSoup) -> None:
    ids = [element["id"] for element in soup.select("[id]")]
    twice = {id_ for id_ in ids if ids.count(id_) > 1}
    assert not twice, f"duplicate ids: {twice}"
    assert not soup.select("script:not([src]), style, [style]"), "inline code"
    handlers = [
        name
        for element in soup.select("*")
        for name in element.attrs
        if name.startswith("on")
    ]
    assert not handlers, f"inline handlers: {handlers}"
    assert not soup.select("form:not([action])"), "a form needs an action"
    labels = {label.get("for") for label in soup.select("label[for]")}
    bare = [
        field.get("name")
        for field in soup.select("input, select, textarea")
        if field.get("type") not in {"hidden", "submit"}
        and field.get("id") not in labels
        and not field.get("aria-label")
        and not field.find_parent("label")
    ]
    assert not bare, f"fields without label: {bare}"
    if soup.select_one("html"):
        assert len(soup.select("h1")) == 1, "one h1 a page"


def fail_on_unsaved_work(response):
    if current_app.testing:
        session = db.session()
        unsaved = [*session.new, *session.dirty, *session.deleted]
        assert not unsaved, f"changed outside db.transaction(): {unsaved}"
    return response
