"""What is received, and in what state."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.uploads.body import field, file, send


def test_fields_and_file_arrive_with_size_and_digest(client, jeton):
    content = bytes(range(256)) * 2000
    sent = send(
        client,
        field("csrf_token", jeton),
        field("intitule", "Relevé d’heures"),
        file(content, "Relevé.pdf"),
        field("intitule", "bis"),
    ).json

    assert sent["champs"]["intitule"] == ["Relevé d’heures", "bis"]
    assert sent["valide"]
    digest = hashlib.sha256(content).hexdigest()
    assert sent["fichiers"] == [
        {
            "champ": "fichier",
            "nom": "Relevé.pdf",
            "type": "application/pdf",
            "taille": 512_000,
            "sha256": digest,
            "lu": digest,
        }
    ]


def test_a_received_file_has_no_name_on_the_disk(client, jeton):
    """A process killed here leaves nothing behind."""
    sent = send(client, field("csrf_token", jeton), file(b"x" * 300_000)).json
    assert sent["noms_sur_disque"] == []


def test_a_form_that_sends_no_file_may_be_plain(client, jeton):
    sent = client.post("/envoi", data={"csrf_token": jeton, "intitule": "é"})
    assert (sent.json["champs"]["intitule"], sent.json["fichiers"]) == (["é"], [])
    long = client.post("/envoi", data={"csrf_token": jeton, "intitule": "x" * 10_001})
    assert long.status_code == 413


def test_no_file_chosen_is_no_file(client, jeton):
    sent = send(client, field("csrf_token", jeton), file(b"", nom="")).json
    assert sent["fichiers"] == []


def test_an_empty_file_is_a_file_of_no_byte(client, jeton):
    sent = send(client, field("csrf_token", jeton), file(b"")).json
    assert sent["fichiers"][0]["taille"] == 0


@pytest.mark.parametrize(
    ("nom", "shown"),
    [
        ("../../x.pdf", "x.pdf"),
        ("C:\\\\moi\\\\x.pdf", "x.pdf"),
        ("cv\u202efdp.pdf", "cvfdp.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("%2e%2e%2fx.pdf", "%2e%2e%2fx.pdf"),
    ],
)
def test_a_name_is_cleaned_on_arrival(client, jeton, nom, shown):
    """ASVS rows 10 and 13."""
    sent = send(client, field("csrf_token", jeton), file(b"x", nom=nom)).json
    assert sent["fichiers"][0]["nom"] == shown


NEARLY_A_BOUNDARY = [b"\r", b"\n", b"\r\n--", b"\r\n--frontier", b"--", b"x" * 999]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(NEARLY_A_BOUNDARY) | st.binary(max_size=40)))
def test_any_content_arrives_as_it_was_sent(client, jeton, pieces):
    content = b"".join(pieces)
    sent = send(client, file(content), headers={"X-CSRFToken": jeton})
    assert sent.json["fichiers"][0]["lu"] == hashlib.sha256(content).hexdigest()
