"""What the tests of the request share."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
from bs4 import BeautifulSoup
from PIL import Image

from portal import db
from portal.dossiers.models import Dossier
from portal.recevabilite import services

HTMX = {"HX-Request": "true"}
NOM = "Anne-Marie Lefèvre"


def pdf(pages=1):
    out = BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(out)
    return out.getvalue()


def png():
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def upload(*names, content=None, **fields):
    files = [(BytesIO(content or pdf()), name) for name in names]
    return {"fichier": files, **fields}


def multipart(name, content):
    """A big body, ready made: the test client would spool it to a file."""
    head = f'--x\r\nContent-Disposition: form-data; name="fichier"; filename="{name}"'
    body = head.encode() + b"\r\n\r\n" + content + b"\r\n--x--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=x"}


def root(response, selector):
    """One element of the answer, as a browser would print it."""
    [found] = BeautifulSoup(response.text, "html.parser").select(selector)
    for token in found.select("input[name=csrf_token]"):
        token.decompose()
    return found.prettify()


def words(response):
    text = BeautifulSoup(response.text, "html.parser").get_text(" ")
    return " ".join(text.split())


def page(dossier, path=""):
    return f"/dossiers/{dossier.id}/recevabilite{path}"


def paris(*args):
    """An instant given in UTC."""
    return datetime(*args, tzinfo=UTC)


def deposit(session, dossier, candidat, at=None, nom=NOM):
    """Deposit through the service, as the page does, in its own transaction."""
    held = session.get(Dossier, dossier.id)
    with db.write(session):
        services.deposer(
            session,
            held,
            by=candidat,
            at=at or paris(2026, 3, 2, 9),
            atteste=True,
            nom_saisi=nom,
        )
    return held


def reload(session):
    """Forget what was read: the next read sees what the pages have written."""
    session.rollback()
    session.expire_all()
