"""A browser between the portal and a provider of identities."""

import re
import urllib.request
from html import unescape
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit

import pytest
from pydantic import SecretStr
from sqlmodel import select

from portal import clock
from portal.comptes.models import IdentiteExterne
from tests.factories import save
from tests.services.fournisseur import CLIENT, SECRET
from tests.services.fournisseur import menteur as fournisseur_menteur

MIENNE = "/mon-compte/identite"


@pytest.fixture(scope="session")
def menteur():
    with fournisseur_menteur() as server:
        yield server


def configure(app, monkeypatch, url):
    settings = app.extensions["settings"]
    for cle in ("equipe", "candidats"):
        values = {"issuer": url, "client_id": CLIENT, "nom": f"Clé {cle}"}
        values["client_secret"] = SecretStr(SECRET)
        for name, value in values.items():
            monkeypatch.setattr(settings, f"oidc_{cle}_{name}", value)


@pytest.fixture
def fournisseur(app, menteur, monkeypatch):
    menteur.obey()
    configure(app, monkeypatch, menteur.url)
    return menteur


def make_linked(session, compte, fournisseur):
    save(
        session,
        IdentiteExterne(
            issuer=fournisseur.url,
            sub=fournisseur.sub,
            compte_id=compte.id,
            created_at=clock.now(),
        ),
    )
    return compte


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


def leave(client, path="/connexion/avec/candidats", **data) -> str:
    """Where the page the portal shows sends the browser."""
    answer = client.post(path, data=data)
    assert answer.status_code == 200, answer.text
    return unescape(re.search(r'content="0; url=([^"]+)"', answer.text).group(1))


def consent(url: str, **answer: str) -> str:
    """What the provider answers to the browser: where to go back, on the portal."""
    body = urlencode(answer).encode() if answer else None
    try:
        urllib.request.build_opener(_Stay).open(url, body, timeout=10)
    except HTTPError as error:
        with error:
            back = urlsplit(error.headers["Location"])
            assert back.netloc == "localhost"
            return f"{back.path}?{back.query}"
    raise AssertionError("the provider kept the browser")


def enter(client, path="/connexion/avec/candidats", **data):
    return client.get(consent(leave(client, path, **data)))


def linked(session) -> list[tuple]:
    session.rollback()
    rows = session.exec(select(IdentiteExterne)).all()
    return [(row.issuer, row.sub, row.compte_id) for row in rows]
