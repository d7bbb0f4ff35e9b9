"""What is refused, and how much of it is read."""

import resource
import tracemalloc

import pytest

from portal.web.uploads import FIRST_CHUNK, MO, Limites
from tests.web.uploads.body import field, file, part, send


def test_a_file_of_exactly_the_limit_is_taken(client, jeton):
    sent = send(client, field("csrf_token", jeton), file(bytes(MO)))
    assert sent.json["fichiers"][0]["taille"] == MO


@pytest.mark.parametrize("size", [MO + 1, MO + MO // 5, 3 * MO])
def test_a_file_over_the_limit_is_refused_with_words(client, jeton, size):
    """ASVS row 2: the body is taken to its end, so that browsers show the answer."""
    refused = send(client, field("csrf_token", jeton), file(bytes(size)))
    assert refused.status_code == 413
    assert refused.text.startswith("Le fichier dépasse 1\u00a0Mo. ")
    assert refused.taken > size


def test_an_absurd_length_is_refused_without_reading_on(client, jeton):
    refused = send(
        client, field("csrf_token", jeton), file(bytes(9 * MO)), length=10**12
    )
    assert refused.status_code == 413
    assert refused.taken <= 2 * FIRST_CHUNK


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([file(b"1"), file(b"2")], "Envoyez 1\u00a0fichiers au plus"),
        ([field("texte", "x" * 10_001)], "trop de texte"),
        ([field("texte", "x" * 5_001)] * 2, "trop de texte"),
        ([field(f"c{i}", "x") for i in range(12)], "trop de texte"),
        ([part('name="a"', b"x", "\r\nX-Long: " + "x" * 2 * MO)], "trop de texte"),
        ([b"x" * 2 * MO + b"\r\n"], "trop de texte"),
    ],
    ids=["files", "one text", "two texts", "fields", "headers", "preamble"],
)
def test_every_quantity_has_a_limit(client, jeton, parts, words):
    """ASVS rows 2 and 27."""
    refused = send(client, *parts, headers={"X-CSRFToken": jeton})
    assert (refused.status_code, words in refused.text) == (413, True)


def test_the_total_of_several_files_is_limited(app, client, jeton):
    app.config["LIMITES"] = Limites(fichier=MO, fichiers=2)
    headers = {"X-CSRFToken": jeton}
    assert (
        len(send(client, file(b"1"), file(b"2"), headers=headers).json["fichiers"]) == 2
    )
    refused = send(client, *[file(bytes(MO))] * 4, headers=headers)
    assert refused.text.startswith("L’envoi dépasse 2\u00a0Mo en tout.")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_cut_connection_is_malformed_and_leaves_nothing(
    client, jeton, tmp_path, share
):
    whole = field("csrf_token", jeton) + file(bytes(900_000)) + b"--frontiere--\r\n"
    sent = whole[: int(len(whole) * share)]
    refused = send(client, content=sent, length=len(whole))
    assert (refused.status_code, refused.text) == (400, "malformé")
    assert list((tmp_path / "recus").glob("*")) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"n'importe quoi",
        b"--frontiere\r\n\r\n\r\n--frontiere--\r\n",
        b"--frontiere\r\nContent-Disposition: form-data\r\n\r\nx\r\n--frontiere--\r\n",
        b'--frontiere\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx',
        part('name="a"; filename=""', b"sans nom") + b"--frontiere--\r\n",
        part('name="a"', b"x"),
        b"--frontiere\r\n" * 50,
    ],
)
def test_a_malformed_body_is_refused(client, jeton, content):
    """ASVS row 48."""
    headers = {"X-CSRFToken": jeton}
    assert send(client, content=content, headers=headers).status_code == 400


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "text/plain", "multipart/form-data", "multipart/mixed"],
)
def test_another_kind_of_body_is_refused(client, jeton, content_type):
    """ASVS row 26."""
    headers = {"X-CSRFToken": jeton}
    body = {"data": b'{"a": 1}', "content_type": content_type}
    assert client.post("/envoi", **body, headers=headers).status_code == 400


@pytest.mark.parametrize("size", [65_536, 66_000, 70_000, 900_000])
def test_a_full_disk_is_said_and_leaves_nothing(client, jeton, tmp_path, size):
    """ASVS row 70: in words, so its body is taken to its end."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    try:
        refused = send(client, field("csrf_token", jeton), file(bytes(size)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.status_code == 503
    assert refused.taken > size
    assert list((tmp_path / "recus").glob("*")) == []


def test_memory_stays_flat_whatever_is_sent(app, client, jeton):
    """ASVS row 2."""
    app.config["LIMITES"] = Limites(fichier=64 * MO)
    content = field("csrf_token", jeton) + file(bytes(60 * MO)) + b"--frontiere--\r\n"
    tracemalloc.start()
    sent = send(client, content=content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent.json["fichiers"][0]["taille"] == 60 * MO
    assert peak < 4 * MO
