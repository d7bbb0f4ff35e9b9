import dataclasses
import socket
import time
import urllib.error
import urllib.request
from io import BytesIO

import pytest
from botocore.exceptions import ClientError

from portal.storage.base import StorageAway
from portal.storage.noms import content_disposition
from portal.storage.s3 import PART, S3Storage


def link(storage, **change):
    about = {
        "nom": "Relevé d’heures.pdf",
        "type_mime": "application/pdf",
        "inline": False,
        "secondes": 60,
    }
    return storage.link("a/b", **about | change)


@pytest.fixture
def stored(s3):
    s3.save("a/b", BytesIO(b"%PDF-1.7"))
    return s3


def test_a_signed_link_carries_its_headers(stored):
    with urllib.request.urlopen(link(stored)) as answer:
        assert answer.read() == b"%PDF-1.7"
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Disposition"] == (
            'attachment; filename="Releve d\'heures.pdf"; '
            "filename*=UTF-8''Relev%C3%A9%20d%E2%80%99heures.pdf"
        )


def test_a_part_of_a_signed_link_can_be_asked_for(stored):
    """As of a file the portal sends itself (tests/web/test_downloads.py)."""
    part = urllib.request.Request(link(stored), headers={"Range": "bytes=5-"})
    with urllib.request.urlopen(part) as answer:
        assert (answer.status, answer.read()) == (206, b"1.7")
    beyond = urllib.request.Request(link(stored), headers={"Range": "bytes=99-"})
    assert refused(beyond) == 416


@pytest.mark.parametrize(
    "nom", ['a"b\r\nX: y.pdf', "cv\u202efdp\0.pdf", "l’été «».pdf"]
)
def test_any_name_gives_one_clean_header(stored, nom):
    """ASVS row 13: the bucket sends back the very header the portal would send."""
    with urllib.request.urlopen(link(stored, nom=nom)) as answer:
        [header] = answer.headers.get_all("Content-Disposition")
    assert header == content_disposition(nom, inline=False)


@pytest.mark.parametrize(
    ("signed", "forged"),
    [
        ("attachment", "inline"),
        ("application%2Fpdf", "text%2Fhtml"),
        ("/a/b?", "/a/c?"),
        ("X-Amz-Expires=60", "X-Amz-Expires=6000"),
        ("response-cache-control=private%2C%20no-store&", ""),
    ],
)
def test_a_signed_link_cannot_be_changed(stored, signed, forged):
    stored.save("a/c", BytesIO(b"autre"))
    address = link(stored)
    assert signed in address
    assert refused(address.replace(signed, forged)) == 403


def test_a_signed_link_expires(stored):
    address = link(stored, secondes=1)
    time.sleep(2.1)
    assert refused(address) == 403


def test_nothing_is_given_without_a_signature(stored):
    assert refused(link(stored).partition("?")[0]) in {400, 401, 403}


def refused(address):
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(address)
    with caught.value as answer:
        return answer.code


def test_the_server_verifies_the_digest_we_send(s3):
    with pytest.raises(ClientError, match=r"BadDigest|digest|SHA256"):
        s3.client.put_object(
            Bucket=s3.bucket, Key="a/b", Body=b"x", ChecksumSHA256="A" * 43 + "="
        )
    assert list(s3.keys("")) == []


def test_an_unreachable_server_is_away_within_seconds(bucket):
    """ASVS row 70."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        away = S3Storage(
            dataclasses.replace(bucket, endpoint=f"http://127.0.0.1:{port}")
        )
        started = time.monotonic()
        for act in (
            away.check,
            lambda: away.open("a/b"),
            lambda: away.delete("a/b"),
            lambda: away.save("a/b", BytesIO(b"x")),
            lambda: away.save("a/b", BytesIO(bytes(PART + 1))),
            lambda: list(away.keys("")),
        ):
            with pytest.raises(StorageAway):
                act()
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("wrong", [{"bucket": "absent"}, {"secret": "faux"}])
def test_a_wrong_setting_is_seen_by_the_readiness_check(bucket, wrong):
    with pytest.raises(StorageAway):
        S3Storage(dataclasses.replace(bucket, **wrong)).check()
