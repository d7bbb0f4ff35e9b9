"""Nothing of a file is read before the token is checked: ASVS row 41."""

import pytest

from portal.web.uploads import FIRST_CHUNK
from tests.web.uploads.body import field, file, send


@pytest.mark.parametrize(
    ("csrf_field", "headers"),
    [
        (None, {"X-CSRFToken": "faux"}),
        ("juste", {"X-CSRFToken": "faux"}),
    ],
)
def test_a_wrong_header_is_refused_before_anything_is_read(
    client, jeton, csrf_field, headers
):
    """ASVS row 41."""
    fields = [field("csrf_token", jeton)] if csrf_field else []
    refused = send(client, *fields, file(b"x" * 900_000), headers=headers)
    assert refused.status_code == 400
    assert refused.text.startswith("csrf")
    assert refused.taken == 0


@pytest.mark.parametrize("token", [None, "", "faux"])
def test_without_a_right_token_no_file_is_read(client, jeton, tmp_path, token):
    """ASVS row 41."""
    fields = [] if token is None else [field("csrf_token", token)]
    refused = send(client, *fields, field("intitule", "x"), file(b"x" * 900_000))
    assert refused.status_code == 400
    assert refused.text.startswith("csrf")
    assert refused.taken <= FIRST_CHUNK
    assert not (tmp_path / "recus").exists()


def test_the_token_must_come_before_the_file(client, jeton):
    refused = send(client, file(b"x" * 900_000), field("csrf_token", jeton))
    assert refused.text.startswith("csrf")
    assert refused.taken <= FIRST_CHUNK


def test_a_strangers_token_is_refused(app, client, jeton):
    """ASVS row 41."""
    stranger = app.test_client().get("/jeton").text
    assert send(client, field("csrf_token", stranger), file(b"x")).status_code == 400


def test_a_form_without_file_needs_the_token_too(client, jeton):
    assert send(client, field("intitule", "x")).text.startswith("csrf")
    assert client.post("/envoi", data={"intitule": "x"}).text.startswith("csrf")


def test_with_the_header_the_file_may_come_first(client, jeton):
    headers = {"X-CSRFToken": jeton}
    sent = send(client, file(b"x"), field("intitule", "a"), headers=headers).json
    assert (sent["jeton"], sent["fichiers"][0]["taille"]) == (True, 1)


@pytest.mark.parametrize(
    ("referrer", "status"),
    [
        (None, 400),
        ("https://mechant.exemple/", 400),
        ("http://localhost/", 400),
        ("https://localhost/page", 200),
    ],
)
def test_behind_tls_the_form_must_come_from_our_pages(client, referrer, status):
    """ASVS row 41: what the global protection asks, asked here too."""
    tls = {"base_url": "https://localhost"}
    headers = {"X-CSRFToken": client.get("/jeton", **tls).text}
    if referrer:
        headers["Referer"] = referrer
    assert send(client, file(b"x"), headers=headers, **tls).status_code == status
