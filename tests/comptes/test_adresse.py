"""ASVS 62: a change of address."""

from datetime import timedelta

import pytest
import time_machine

from portal import clock
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

NEW = "nouvelle@exemple.fr"


@pytest.fixture
def compte(app, client, session):
    """Signed in."""
    compte = make_known(app, session)
    sign_in(client, compte.email)
    return compte


def ask(client, email=NEW, password=PASSWORD):
    data = {"email": email, "password": password}
    return client.post("/mon-compte/adresse", data=data)


def test_an_address_changes_by_a_link_and_both_mailboxes_are_told(
    client, session, compte
):
    old = compte.email
    assert ask(client).status_code == 303
    assert account(session, NEW) is None, "nothing changes before the link"
    path = link(session, "compte_nouvelle_adresse")
    client.post("/mot-de-passe-oublie", data={"email": old})
    recovery = link(session, "compte_reinitialisation")
    assert NEW in words(client.get(path))
    assert account(session, NEW) is None, "nor by its visit"

    assert client.post(path).location == "/connexion"

    told = {(m.destinataire, m.donnees["mot"]) for m in mails(session, WARNING)}
    assert told == {
        (old, "Changement d’adresse demandé"),
        (old, "Adresse électronique changée"),
        (NEW, "Adresse électronique changée"),
    }
    assert not is_signed_in(client)
    assert sign_in(client, NEW).status_code == 302
    assert client.get(path).status_code == 404, "it serves once"
    lost = client.post(recovery, data={"password": "Un autre secret 2027"})
    assert lost.status_code == 302
    assert sign_in(client.application.test_client(), NEW).status_code == 302


WARNING = "compte_evenement"


@pytest.mark.parametrize("password", ["", "pas le bon mot"])
def test_the_password_is_asked(client, session, compte, password):
    assert ask(client, password=password).status_code == 422
    assert mails(session) == []


def test_an_address_that_has_an_account_is_not_told(app, client, session, compte):
    """ASVS 54: to whoever asks; its owner gets a message."""
    other = make_known(app, session)
    known, unknown = ask(client, other.email), ask(client)
    assert (known.status_code, known.location) == (unknown.status_code, known.location)
    told = [(m.destinataire, m.modele) for m in mails(session) if m.modele != WARNING]
    assert told == [
        (other.email, "compte_deja_inscrit"),
        (NEW, "compte_nouvelle_adresse"),
    ]


def test_a_link_lasts_two_hours(client, session, compte):
    with time_machine.travel(clock.now() - timedelta(hours=3), tick=False):
        ask(client)
    path = link(session, "compte_nouvelle_adresse")
    assert client.post(path).status_code == 404


def test_an_address_taken_meanwhile_is_refused(app, client, session, compte):
    ask(client)
    make_known(app, session, email=NEW)
    assert client.post(link(session, "compte_nouvelle_adresse")).status_code == 409
