"""Passkeys: one signature, by one person, for one page, once."""

import pytest

from portal.comptes.cles import site_of
from portal.droit.workflow import Role
from tests.comptes.facteurs import PAGE
from tests.comptes.outils import faits, is_signed_in, make_known, sign_in, words
from tests.comptes.passkey import PRESENT, Passkey, options_of
from tests.factories import make_compte

NEW = f"{PAGE}/cles/nouvelle"
ALONE = "/connexion/cle"
SECOND = "/connexion/verification"


@pytest.fixture
def held(app, session, login):
    """An account, and the passkey it has just registered."""
    compte = make_known(app, session)
    return compte, register(login(compte))


def register(client) -> Passkey:
    passkey = Passkey()
    signed = passkey.create(options_of(client.get(NEW)))
    answer = client.post(NEW, data={"nom": "Téléphone", "cle": signed})
    assert answer.status_code == 200, words(answer)
    assert "Vos codes de secours" in words(answer)
    return passkey


def enter(client, signed, url=ALONE):
    return client.post(url, data={"preuve-cle": signed})


@pytest.mark.une_base
def test_a_passkey_alone_is_both_factors(app, client, session, held, monkeypatch):
    monkeypatch.setattr(app.extensions["settings"], "second_facteur", True)
    staff = make_known(app, session, role=Role.INSTRUCTEUR)
    sign_in(client, staff.email)
    assert client.get("/instruction/").location == PAGE
    passkey = register(client)
    client.post("/deconnexion")

    signed = passkey.sign(options_of(client.get(ALONE)))
    assert enter(client, signed).location == "/mon-espace"
    assert client.get("/instruction/").status_code == 200
    told = faits(session)
    assert told[-2:] == ["cle_ajoutee", "codes_renouveles"]


@pytest.mark.une_base
def test_it_is_the_second_step_after_the_password(client, held):
    compte, passkey = held
    assert sign_in(client, compte.email).location == SECOND
    page = client.get(SECOND)
    assert options_of(page)["allowCredentials"], "those of this account"
    assert enter(client, passkey.sign(options_of(page)), SECOND).status_code == 303
    assert is_signed_in(client)


@pytest.mark.une_base
def test_the_key_of_another_account_is_no_second_step(app, client, session, held):
    """With one's own password and a stolen key, nobody enters: neither account."""
    _compte, passkey = held
    mine = make_known(app, session)
    own = app.test_client()
    own.sign_in(mine)
    register(own)
    sign_in(client, mine.email)
    signed = passkey.sign(options_of(client.get(SECOND)))
    assert enter(client, signed, SECOND).status_code == 422
    assert not is_signed_in(client)


def test_one_signature_serves_once(app, client, held):
    """The challenge is forgotten, and the counter of the key must have grown."""
    _compte, passkey = held
    options = options_of(client.get(ALONE))
    signed = passkey.sign(options)
    with app.app_context(), client.session_transaction() as state:
        challenge = state["defi"]
    assert enter(client, signed).status_code == 303

    again = app.test_client()
    again.get(ALONE)
    assert enter(again, signed).status_code == 422
    with app.app_context(), again.session_transaction() as state:
        state["defi"] = challenge
    assert enter(again, signed).status_code == 422, "even for the same challenge"


@pytest.mark.une_base
@pytest.mark.parametrize(
    "over",
    [
        {"flags": PRESENT},
        {"origin": "https://localhost.evil.example"},
        {"origin": "http://evil.example"},
    ],
)
def test_a_signature_without_its_person_or_for_another_site_is_refused(
    client, held, over
):
    _compte, passkey = held
    answer = enter(client, passkey.sign(options_of(client.get(ALONE)), **over))
    assert answer.status_code == 422
    assert "n’a pas pu être vérifiée" in words(answer)


@pytest.mark.une_base
@pytest.mark.parametrize("signed", ["", "x", "{}", "[1]", '{"id": 1}', "\x00" * 999])
def test_an_answer_no_browser_gives_is_only_wrong(client, login, session, signed):
    client.get(ALONE)
    assert enter(client, signed).status_code == 422
    tab = login(make_compte(session))
    tab.get(NEW)
    assert tab.post(NEW, data={"nom": "a", "cle": signed}).status_code == 422


@pytest.mark.une_base
def test_a_form_without_its_answer_is_only_wrong(client, login, session):
    """What the fuzzer found: a field left out is no empty text."""
    client.get(ALONE)
    assert client.post(ALONE, data={}).status_code == 422
    tab = login(make_compte(session))
    tab.get(NEW)
    assert tab.post(NEW, data={"nom": "a"}).status_code == 422


@pytest.mark.une_base
def test_a_key_taken_away_opens_nothing(app, client, session, held):
    compte, passkey = held
    tab = app.test_client()
    tab.sign_in(compte)
    removal = tab.get(PAGE).text.split('/retirer"')[0].rpartition('"')[2] + "/retirer"
    stranger = app.test_client()
    stranger.sign_in(make_compte(session))
    assert stranger.post(removal).status_code == 404
    assert tab.post(removal).location == PAGE
    assert enter(client, passkey.sign(options_of(client.get(ALONE)))).status_code == 422
    assert sign_in(client, compte.email).location == "/mon-espace"


@pytest.mark.une_base
def test_a_suspended_account_stays_out(client, session, held):
    compte, passkey = held
    compte.active = False
    session.add(compte)
    session.commit()
    assert enter(client, passkey.sign(options_of(client.get(ALONE)))).status_code == 422


@pytest.mark.parametrize("url", ["http://127.0.0.1:5000/", "https://[::1]/"])
def test_an_address_in_figures_has_no_passkey(url):
    assert site_of(url) is None
