"""ASVS 23 and 24: what a person typed is neither code nor a header."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from jinja2 import UndefinedError

from portal.courrier.mailer import Message, compose, write

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ID = UUID("6f1ed002-ab5c-4e3c-9b52-8a0d6b8f2f11")
INVITATION = {"lien": "/invitation/abc"}


def mail(sujet="Votre brouillon", texte="Bonjour,\n", **over):
    values = {"sender": "vae@exemple.fr", "to": "a@exemple.fr", "reply_to": None}
    return compose(Message(sujet, texte), id_=ID, at=AT, **values | over)


def test_a_name_with_line_breaks_adds_no_line():
    """ASVS 24."""
    name = "Eve\r\nBcc: victime@exemple.fr\n\nhttp://piege\u2028x"
    message = write("invitation", INVITATION | {"par": name}, "https://vae.exemple.fr")
    assert "\nBcc" not in message.texte
    assert "Eve Bcc: victime@exemple.fr  http://piege x vous invite" in message.texte


def test_a_number_with_line_breaks_stays_in_the_subject():
    """ASVS 24."""
    data = {"numero": "1\r\nBcc: v@exemple.fr", "limite": "2026-12-01"}
    data |= {"certification": "C", "lien": "/d"}
    message = write("a_instruire", data, "")
    assert message.sujet.startswith("Dossier 1 Bcc: v@exemple.fr")
    assert mail(message.sujet)["Bcc"] is None


def test_a_subject_or_an_address_with_a_line_break_is_refused():
    """ASVS 24: even if a template let one through."""
    with pytest.raises(ValueError, match="linefeed"):
        mail("Bonjour\r\nBcc: v@exemple.fr")
    for address in ("a@exemple.fr\r\nBcc: v@exemple.fr", "a\n@exemple.fr"):
        with pytest.raises(ValueError, match="CR or LF"):
            mail(to=address)
        with pytest.raises(ValueError, match="CR or LF"):
            mail(reply_to=address)


def test_a_comma_makes_no_second_recipient():
    addresses = mail(to="a@exemple.fr, v@exemple.fr")["To"].addresses
    assert [a.addr_spec for a in addresses] == ['"a@exemple.fr, v"@exemple.fr']


def test_what_looks_like_a_template_is_shown_as_typed():
    """ASVS 23."""
    data = INVITATION | {"par": "{{ 1337*1337 }} {% include 'x' %}"}
    text = write("invitation", data, "").texte
    assert "{{ 1337*1337 }} {% include 'x' %}" in text


def test_a_missing_value_fails_rather_than_leaves_a_hole():
    with pytest.raises(UndefinedError):
        write("invitation", INVITATION, "")


def test_a_message_says_that_it_is_automatic_and_whom_to_answer():
    message = mail(reply_to="vae@uimm.exemple.fr")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "vae@uimm.exemple.fr"
    assert message["From"] == "Passerelle VAE <vae@exemple.fr>"
    assert message["Date"] == "Fri, 20 Nov 2026 09:30:00 +0000"


def test_the_message_id_is_that_of_the_row():
    assert mail()["Message-ID"] == f"<{ID}@exemple.fr>"
    assert mail().as_bytes() == mail().as_bytes()


def test_accents_survive_the_wire():
    message = mail("Pièces reçues", "Réponse « demain ».\n")
    assert message["Subject"] == "Pièces reçues"
    raw = message.as_bytes()
    assert raw.isascii()
    assert message.get_content() == "Réponse « demain ».\n"
