"""Sign-in, sign-out, recovery and change of a password."""

from datetime import timedelta

import pytest
import time_machine
from argon2 import low_level

from portal import clock
from portal.droit.workflow import Role
from tests.comptes.outils import (
    PASSWORD,
    is_signed_in,
    link,
    mails,
    make_known,
    sign_in,
    words,
)
from tests.factories import make_compte, save

OTHER = "Un autre secret 2027"


def test_a_wrong_password_and_an_unknown_account_read_the_same(app, client, session):
    """ASVS 54."""
    compte = make_known(app, session)

    wrong = sign_in(client, compte.email, "pas le bon mot")
    unknown = sign_in(client, "personne@exemple.fr", "pas le bon mot")

    assert wrong.status_code == unknown.status_code == 422
    assert "Adresse ou mot de passe incorrect" in words(wrong)
    assert words(wrong) == words(unknown)


@pytest.mark.parametrize("path", ["/connexion", "/mot-de-passe-oublie", "/inscription"])
def test_a_known_and_an_unknown_account_cost_as_many_hashes(
    app, client, session, path, monkeypatch
):
    """ASVS 54: argon2 is the time of an answer, so it is counted, not timed."""
    known, hashes = make_known(app, session).email, []
    for name in ("hash_secret", "verify_secret"):
        real = getattr(low_level, name)

        def counted(*args, real=real, **kwargs):
            hashes.append(real)
            return real(*args, **kwargs)

        monkeypatch.setattr(low_level, name, counted)
    costs = []
    for email in (known, "personne@exemple.fr"):
        hashes.clear()
        client.post(path, data={"email": email, "password": "pas le bon mot"})
        costs.append(len(hashes))
    assert costs[0] == costs[1] > 0


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("", ""),
        ("admin", "admin"),
        ("' OR 1=1 --", "' OR 1=1 --"),
        ("a\x00@exemple.fr", "\x00"),
        ("a@exemple.fr", "x" * 100_000),
    ],
)
def test_hostile_answers_are_only_wrong(client, email, password):
    """ASVS 52."""
    assert sign_in(client, email, password).status_code == 422


def test_a_disabled_account_is_told_so_only_with_its_password(app, client, session):
    compte = make_known(app, session, active=False)

    assert "suspendu" not in sign_in(client, compte.email, "pas le bon mot").text
    assert "suspendu" in sign_in(client, compte.email).text
    assert not is_signed_in(client)


def test_a_disabled_account_is_out_at_its_next_request(app, client, session):
    """ASVS 61."""
    compte = make_known(app, session)
    sign_in(client, compte.email)
    assert is_signed_in(client)

    compte.active = False
    save(session, compte)

    assert not is_signed_in(client)


def test_signing_out_takes_a_button(app, client, session):
    """ASVS 41, 42."""
    sign_in(client, make_known(app, session).email)

    assert "Se déconnecter" in client.get("/deconnexion").text
    assert client.post("/deconnexion", csrf=False).status_code == 400
    assert is_signed_in(client)

    client.post("/deconnexion")
    assert not is_signed_in(client)


FOREIGN = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "//evil.example@localhost",
    "http://localhost@evil.example",
    "http://localhost.evil.example",
    "https://evil.example?localhost",
    "%2f%2fevil.example",
    "\u2028//evil.example",
]


@pytest.mark.parametrize("target", FOREIGN)
@pytest.mark.parametrize("place", ["form", "query"])
def test_next_never_leads_elsewhere(app, session, client, target, place):
    """ASVS 44."""
    compte = make_known(app, session)
    data = {"email": compte.email, "password": PASSWORD}
    if place == "form":
        answer = client.post("/connexion", data=data | {"next": target})
    else:
        answer = client.post("/connexion", data=data, query_string={"next": target})

    assert answer.status_code == 302, "a bad address does not stop the sign-in"
    assert leads_inside(answer.location), answer.location


def leads_inside(location: str) -> bool:
    """As a browser reads it: a backslash is a slash, control characters are none."""
    seen = "".join(c for c in location if c > " ").replace("\\", "/")
    return not seen.startswith("//") and ":" not in seen.split("/")[0]


def test_next_comes_back_to_the_page_that_asked(app, client, session):
    compte = make_known(app, session)
    asked = client.get("/mon-compte")
    form = client.get(asked.location)
    assert 'value="/mon-compte"' in form.text

    assert sign_in(client, compte.email, next="/mon-compte").location == "/mon-compte"


@pytest.mark.parametrize("role", Role)
def test_each_role_lands_on_a_page(app, session, client, role):
    compte = make_known(app, session, role=role)
    sign_in(client, compte.email)

    home = client.get("/mon-espace")

    assert home.status_code == 303
    assert client.get(home.location).status_code == 200


def test_a_forgotten_password_is_chosen_again(app, client, session):
    compte = make_known(app, session)
    other_place = app.test_client()
    sign_in(other_place, compte.email)

    client.post("/mot-de-passe-oublie", data={"email": compte.email})
    path = link(session, "compte_reinitialisation")
    assert 'content="no-referrer"' in client.get(path).text
    assert "no-store" in client.get(path).headers["Cache-Control"]
    assert client.post(path, data={"password": "trop court"}).status_code == 422
    assert client.post(path, data={"password": OTHER}).location == "/connexion"

    assert sign_in(client, compte.email).status_code == 422
    assert sign_in(client, compte.email, OTHER).status_code == 302
    assert not is_signed_in(other_place), "the other sessions are closed"
    assert mails(session, "compte_evenement")


def test_a_recovery_link_serves_once_and_for_two_hours(app, client, session):
    """ASVS 55."""
    compte = make_known(app, session)
    with time_machine.travel(clock.now() - timedelta(hours=3), tick=False):
        client.post("/mot-de-passe-oublie", data={"email": compte.email})
    old = link(session, "compte_reinitialisation")
    refused = client.post(old, data={"password": OTHER}, follow_redirects=True)
    assert "a expiré" in refused.text

    client.post("/mot-de-passe-oublie", data={"email": compte.email})
    path = link(session, "compte_reinitialisation")
    client.post(path, data={"password": OTHER})
    again = client.post(path, data={"password": PASSWORD}, follow_redirects=True)

    assert "plus valable" in again.text
    assert sign_in(client, compte.email, OTHER).status_code == 302


@pytest.mark.parametrize("page", ["/mot-de-passe-oublie", "/confirmation"])
def test_recovery_says_the_same_of_any_address(app, client, session, page):
    """ASVS 54."""
    known = make_known(app, session)
    waiting = make_known(app, session, confirmed_at=None)
    closed = make_known(app, session, active=False)

    answers = {
        words(client.post(page, data={"email": email}))
        for email in (known.email, waiting.email, closed.email, "nul@exemple.fr")
    }

    assert len(answers) == 1
    assert "Si un compte" in answers.pop()


@pytest.mark.parametrize("page", ["/mot-de-passe-oublie", "/confirmation"])
def test_an_unreadable_address_is_said_to_be(client, page):
    for email in ("", "camille"):
        refused = client.post(page, data={"email": email})
        assert refused.status_code == 422
        assert "Il y a un problème" in refused.text


def test_recovery_sends_the_confirmation_link_to_who_still_needs_it(
    app, client, session
):
    waiting = make_known(app, session, confirmed_at=None)

    client.post("/mot-de-passe-oublie", data={"email": waiting.email})

    assert [m.modele for m in mails(session)] == ["compte_confirmation"]


def test_a_password_is_changed_with_the_old_one_only(app, client, session):
    """ASVS 50."""
    compte = make_known(app, session)
    other_place = app.test_client()
    sign_in(client, compte.email)
    sign_in(other_place, compte.email)

    for old in ("", "pas le bon mot"):
        data = {"password": old, "new_password": OTHER}
        assert client.post("/mot-de-passe", data=data).status_code == 422
    data = {"password": PASSWORD, "new_password": OTHER}
    assert client.post("/mot-de-passe", data=data).location == "/mon-compte"

    assert is_signed_in(client)
    assert not is_signed_in(other_place)
    assert mails(session, "compte_evenement")


def test_the_forms_are_read_by_password_managers(client):
    page = client.get("/connexion").text
    assert 'autocomplete="email"' in page
    assert 'autocomplete="current-password"' in page
    assert 'autocomplete="new-password"' in client.get("/inscription").text


def test_the_links_of_mails_never_follow_the_host_of_the_request(app, client, session):
    """ASVS 46."""
    compte = make_known(app, session)
    client.post(
        "/mot-de-passe-oublie",
        data={"email": compte.email},
        headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"},
    )

    assert link(session, "compte_reinitialisation").startswith("/mot-de-passe-oublie/")


def test_a_person_names_itself_without_naming_its_role(session, login):
    """ASVS 65."""
    compte = make_compte(session, Role.INSTRUCTEUR)
    form = {
        "nom_affiche": " Camille\r\nMartin ",
        "qualite": "Instructrice VAE",
        "role": "administrateur",
        "email": "autre@exemple.fr",
    }
    assert login(compte).post("/mon-compte", data=form).status_code == 303

    session.refresh(compte)
    assert compte.nom_affiche == "Camille Martin"
    assert compte.qualite == "Instructrice VAE"
    assert compte.role is Role.INSTRUCTEUR
    assert compte.email != "autre@exemple.fr"
