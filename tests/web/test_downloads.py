"""How files leave: from the disk through the app, from the bucket by a signed link."""

import dataclasses
import urllib.request
from io import BytesIO
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from flask import Flask, request
from flask_talisman import Talisman

from portal.storage.base import MissingFile
from portal.storage.local import LocalStorage
from portal.storage.s3 import S3Storage
from portal.web import downloads
from tests.services.fixtures import s3_access  # noqa: F401 - a fixture

CONTENT = bytes(range(256)) * 40
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'self'"


def make_app(storage):
    app = Flask(__name__)
    app.testing = True
    downloads.init_app(app)
    Talisman(app, force_https=False, frame_options="DENY")

    @app.get("/fichier")
    def fichier():
        return downloads.send(
            storage,
            cle=request.args.get("cle", "a/b"),
            nom=request.args.get("nom", "Relevé d’heures.pdf"),
            type_mime=request.args.get("type", "application/pdf"),
            taille=len(CONTENT),
            inline="inline" in request.args,
        )

    return app


@pytest.fixture
def client(tmp_path):
    storage = LocalStorage(tmp_path)
    storage.save("a/b", BytesIO(CONTENT))
    return make_app(storage).test_client()


@pytest.fixture
def s3_client(s3_access):  # noqa: F811 - pytest finds the imported fixture by its name
    access = dataclasses.replace(s3_access, bucket=f"essai-{uuid4()}")
    storage = S3Storage(access)
    storage.client.create_bucket(Bucket=access.bucket)
    storage.save("a/b", BytesIO(CONTENT))
    return make_app(storage).test_client()


def get(client, headers=(), **query):
    return client.get("/fichier", query_string=query, headers=headers, buffered=True)


def test_a_file_is_sent_whole_and_sandboxed(client):
    """ASVS rows 9, 38 and 68, even where Talisman sets the headers of pages."""
    answer = get(client)
    assert answer.data == CONTENT
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == SANDBOX
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="Releve d\'heures.pdf"; '
        "filename*=UTF-8''Relev%C3%A9%20d%E2%80%99heures.pdf"
    )


@pytest.mark.parametrize("type_mime", ["application/pdf", "image/jpeg", "image/png"])
def test_what_a_browser_can_show_safely_may_be_shown(client, type_mime):
    answer = get(client, type=type_mime, inline=1)
    assert answer.headers["Content-Disposition"].startswith("inline;")
    assert answer.mimetype == type_mime


@pytest.mark.parametrize(
    "type_mime",
    [
        "text/html",
        "image/svg+xml",
        "text/javascript",
        "application/xml",
        "",
        "x\r\ny: z",
    ],
)
def test_anything_else_is_saved_as_bytes(client, type_mime):
    """ASVS rows 9 and 12."""
    answer = get(client, type=type_mime, inline=1)
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    "nom",
    [
        'a"; filename="b.html',
        "a\r\nSet-Cookie: session=x.pdf",
        "cv\u202efdp.pdf",
        "a\0b.pdf",
        "../../etc/passwd",
        "é’«\u00a0».pdf",
        "",
    ],
)
def test_any_name_gives_one_clean_header(client, nom):
    """ASVS rows 10 and 13."""
    answer = get(client, nom=nom)
    [header] = answer.headers.getlist("Content-Disposition")
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert header.count("filename=") == 1
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("bytes=0-99", slice(0, 100)),
        ("bytes=10000-", slice(10_000, None)),
        ("bytes=-5", slice(-5, None)),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(client, asked, sent):
    answer = get(client, headers={"Range": asked})
    assert (answer.status_code, answer.data) == (206, CONTENT[sent])
    assert answer.headers["Content-Length"] == str(len(CONTENT[sent]))


def test_a_part_beyond_the_end_is_refused(client):
    assert get(client, headers={"Range": "bytes=99999-"}).status_code == 416


def test_head_says_the_size_without_the_content(client):
    answer = client.head("/fichier", buffered=True)
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.data == b""


def test_a_file_that_is_not_there_is_said_missing(client):
    with pytest.raises(MissingFile):
        get(client, cle="a/c")


def test_a_bucket_sends_the_browser_to_a_signed_link(s3_client):
    answer = get(s3_client)
    assert answer.status_code == 303
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "X-Amz-Expires=60" in urlsplit(answer.location).query
    with urllib.request.urlopen(answer.location) as found:
        assert found.read() == CONTENT
        assert found.headers["Content-Type"] == "application/pdf"
        assert found.headers["Content-Disposition"].startswith("attachment;")


def test_a_bucket_never_serves_a_page(s3_client):
    """ASVS row 9: what the link says is part of its signature."""
    with urllib.request.urlopen(get(s3_client, type="text/html").location) as found:
        assert found.headers["Content-Type"] == "application/octet-stream"
        assert found.headers["Content-Disposition"].startswith("attachment;")
