"""Every page of accounts: in French, cheap, never kept by the browser."""

import re

import pytest

from portal.comptes.messages import MESSAGES
from portal.droit.workflow import Role
from tests.comptes.facteurs import PAGE as VERIFICATION
from tests.comptes.outils import link, make_known, words
from tests.factories import make_compte, make_uimm

ANGLAIS = re.compile(
    r"\b(the|your|you|password|email|login|log in|sign|register|reset|submit|"
    r"invalid|error|account|address|forgot|confirm|please|welcome|user|link|"
    r"token|remember|or|and|not|is)\b",
    re.IGNORECASE,
)
PUBLIQUES = [
    "/connexion",
    "/inscription",
    "/inscription/suite",
    "/mot-de-passe-oublie",
    "/confirmation",
    "/deconnexion",
    "/connexion/cle",
    "/invitation/inconnue",
]
PRIVEES = ["/mon-compte", "/mot-de-passe", "/comptes", "/comptes/inviter"]
PRIVEES += ["/connexion/confirmer", VERIFICATION, f"{VERIFICATION}/application"]
PRIVEES += [f"{VERIFICATION}/cles/nouvelle"]


@pytest.mark.parametrize("url", PUBLIQUES)
def test_a_public_page_is_in_french_and_costs_next_to_nothing(
    client, count_queries, url
):
    with count_queries() as statements:
        page = client.get(url)

    assert not ANGLAIS.findall(words(page))
    assert len(statements) <= 1


@pytest.mark.parametrize(
    "url",
    ["/connexion", "/inscription", "/mot-de-passe-oublie", "/confirmation"],
)
@pytest.mark.parametrize("email", ["", "camille", "camille@exemple.fr"])
def test_their_refusals_are_in_french(client, url, email):
    page = client.post(url, data={"email": email, "password": "court"})

    assert not ANGLAIS.findall(words(page))


@pytest.mark.parametrize("url", PRIVEES)
def test_a_private_page_is_in_french_cheap_and_kept_nowhere(
    session, login, count_queries, url
):
    """ASVS 68."""
    make_uimm(session, departements=())
    for role in (Role.ADMINISTRATEUR, Role.RESPONSABLE):
        client = login(make_compte(session, role))
        with count_queries() as statements:
            page = client.get(url)
        assert page.status_code == 200
        assert not ANGLAIS.findall(words(page))
        assert len(statements) <= 8
        assert "no-store" in page.headers["Cache-Control"]
        assert not ANGLAIS.findall(words(client.post(url, data={"nom_affiche": ""})))


def test_links_received_by_mail_lead_to_pages_in_french(app, client, session):
    compte = make_known(app, session)
    client.post("/mot-de-passe-oublie", data={"email": compte.email})
    path = link(session, "compte_reinitialisation")

    assert not ANGLAIS.findall(words(client.get(path)))
    assert not ANGLAIS.findall(words(client.post(path, data={"password": ""})))
    followed = client.get(path[:-3] + "xxx", follow_redirects=True)
    assert not ANGLAIS.findall(words(followed))


def test_our_messages_are_those_the_library_knows(app):
    for name, message in MESSAGES.items():
        assert app.config[f"SECURITY_MSG_{name}"] == message
        assert not ANGLAIS.findall(message[0].replace("%(email)s", ""))


def test_each_private_page_asks_to_sign_in_first(client):
    """ASVS 63."""
    for url in [*PRIVEES, "/mon-espace"]:
        assert client.get(url).location == f"/connexion?next={url}"
