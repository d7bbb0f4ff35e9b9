"""Sign-up and the confirmation of the address."""

from datetime import timedelta

import time_machine

from portal import clock
from portal.droit.workflow import Role
from tests.comptes.outils import (
    PASSWORD,
    account,
    is_signed_in,
    link,
    mails,
    make_known,
    sign_in,
    words,
)

EMAIL = "camille@exemple.fr"


def sign_up(client, email=EMAIL, password=PASSWORD, **more):
    return client.post(
        "/inscription", data={"email": email, "password": password, **more}
    )


def test_a_candidate_signs_up_confirms_and_signs_in(client, session):
    told = sign_up(client, email="Camille@Exemple.fr")
    assert told.location == "/inscription/suite"
    assert "Consultez votre messagerie" in client.get(told.location).text
    assert account(session, EMAIL).role is Role.CANDIDAT

    assert "Confirmez d’abord" in sign_in(client, EMAIL).text
    path = link(session, "compte_confirmation")
    asked = client.get(path)
    assert "Confirmer mon adresse" in asked.text
    assert account(session, EMAIL).confirmed_at is None, "a visit confirms nothing"
    assert client.post(path).location == "/connexion"

    home = sign_in(client, " CAMILLE@exemple.fr ")
    assert home.status_code == 302
    assert home.location == "/mon-espace"
    assert client.get("/mon-espace").location == "/dossiers/"


def test_a_confirmation_link_serves_once(client, session):
    """ASVS 55."""
    sign_up(client)
    path = link(session, "compte_confirmation")
    client.post(path)

    again = client.post(path, follow_redirects=True)

    assert "déjà confirmée" in again.text
    assert not is_signed_in(client)


def test_a_confirmation_link_lasts_a_day(client, session):
    """ASVS 55."""
    with time_machine.travel(clock.now() - timedelta(hours=25), tick=False):
        sign_up(client)
    path = link(session, "compte_confirmation")

    assert "a expiré" in client.get(path, follow_redirects=True).text
    assert "a expiré" in client.post(path, follow_redirects=True).text
    assert account(session, EMAIL).confirmed_at is None


def test_a_lost_confirmation_message_is_sent_again(client, session):
    sign_up(client)
    client.post("/confirmation", data={"email": EMAIL})

    assert len(mails(session, "compte_confirmation")) == 2


def test_a_forged_confirmation_link_opens_nothing(client, session):
    sign_up(client)
    path = link(session, "compte_confirmation")

    client.post(path[:-2] + "xx")

    assert account(session, EMAIL).confirmed_at is None


def test_sign_up_always_makes_an_unprivileged_candidat(client, session):
    """ASVS 65."""
    forged = {
        "role": "administrateur",
        "uimm_slug": "uimm-demo",
        "confirmed_at": "2026-01-01",
        "active": "1",
        "fs_uniquifier": "mine",
        "roles": "administrateur",
    }
    sign_up(client, **forged)

    compte = account(session, EMAIL)
    assert compte.role is Role.CANDIDAT
    assert compte.uimm_slug is None
    assert compte.confirmed_at is None
    assert compte.fs_uniquifier != "mine"


def test_sign_up_says_the_same_of_a_known_and_an_unknown_address(app, client, session):
    """ASVS 54."""
    make_known(app, session, email="connu@exemple.fr")

    unknown = sign_up(client, email="inconnu@exemple.fr")
    unknown_page = words(client.get(unknown.location))
    known = sign_up(client, email="connu@exemple.fr")
    known_page = words(client.get(known.location))

    assert (unknown.status_code, unknown.location) == (
        known.status_code,
        known.location,
    )
    assert unknown_page.replace("inconnu@", "connu@") == known_page
    assert [m.modele for m in mails(session)] == [
        "compte_confirmation",
        "compte_deja_inscrit",
    ]


def test_a_password_is_judged_on_its_length_and_on_who_would_guess_it(client, session):
    """ASVS 49."""
    for short in ("sept777", "onze-carac1"):
        refused = sign_up(client, password=short)
        assert refused.status_code == 422
        assert "12 à 128 caractères" in refused.text
    assert account(session, EMAIL) is None

    for easy, reason in (("Motdepasse!2026", "trop courant"), (EMAIL, "se devine")):
        assert reason in sign_up(client, password=easy).text
    long = "un long secret " * 6 + " é"
    sign_up(client, password=long)
    client.post(link(session, "compte_confirmation"))
    assert sign_in(client, EMAIL, long).status_code == 302


def test_an_unreadable_address_is_refused_beside_its_field(client):
    refused = sign_up(client, email="camille@exemple")

    assert refused.status_code == 422
    assert "Erreur : Créer un compte" in refused.text
    assert 'href="#email"' in refused.text


def test_json_is_not_a_form(client):
    assert client.post("/inscription", json={"email": [EMAIL]}).status_code == 415


def test_someone_signed_in_has_nothing_to_sign_up_for(app, client, session, login):
    signed_in = login(make_known(app, session))

    assert signed_in.get("/inscription").location == "/mon-espace"
    assert signed_in.get("/connexion").location == "/mon-espace"
