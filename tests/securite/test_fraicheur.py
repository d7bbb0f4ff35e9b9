"""What cannot be undone asks again who it is, and loses nothing of what was typed."""

import pytest
from bs4 import BeautifulSoup

from portal import clock
from portal.comptes.fraicheur import EXIGEANTES
from portal.droit.workflow import Etat, Role
from tests.client import PortalClient
from tests.comptes.facteurs import PAGE, add_application
from tests.comptes.outils import PASSWORD, make_known, words
from tests.parcours.monde import make_monde
from tests.parcours.routes import ROUTES, addresses
from tests.parcours.test_acces import number_of_rows

# Who is asked, whatever the database.
pytestmark = pytest.mark.une_base

LIMIT = 30
ASKED = "Confirmez que c’est bien vous"


@pytest.fixture(autouse=True)
def strict(app, monkeypatch):
    monkeypatch.setattr(app.extensions["settings"], "fraicheur_minutes", LIMIT)


def grow_old(client: PortalClient, minutes=LIMIT + 1) -> PortalClient:
    with client.application.app_context(), client.session_transaction() as state:
        state["fs_paa"] = clock.now().timestamp() - minutes * 60
    return client


def test_each_address_of_the_table_asks_again(app, session, storage, login):
    mondes = {}
    for endpoint in sorted(EXIGEANTES):
        regle = ROUTES[endpoint]
        etat = regle.etats[0]
        if etat not in mondes:
            mondes[etat] = make_monde(session, etat, storage)
        monde = mondes[etat]
        url = dict(addresses(app, endpoint, regle, monde))["POST"]
        before = number_of_rows(session)
        session.rollback()
        for qui in sorted(regle.passe & set(monde.comptes)):
            answer = grow_old(login(monde.comptes[qui])).post(url, data={"motif": "x"})
            assert answer.status_code == 403, (endpoint, qui)
            assert ASKED in words(answer), (endpoint, qui)
        assert number_of_rows(session) == before, endpoint


def test_who_may_not_come_in_is_asked_nothing(session, login, storage):
    monde = make_monde(session, Etat.RECEVABLE, storage)
    stranger = grow_old(login(monde.comptes["gtp"]))
    answer = stranger.post(f"/instruction/{monde.dossier.id}/avis")
    assert answer.status_code == 403
    assert ASKED not in words(answer)


def test_what_was_typed_arrives_once_the_person_is_known(app, session, login, storage):
    """Line breaks, repeated fields, quotes: to the letter; and one answer is enough."""
    motif = 'Deux lignes,\r\nun « mot » et <b>deux</b> "guillemets".'
    monde = make_monde(session, Etat.RECEVABLE, storage)
    compte = make_known(
        app,
        session,
        role=Role.RESPONSABLE,
        uimm_slug=monde.dossier.uimm_slug,
        qualite="Responsable",
    )
    url = f"/instruction/{monde.dossier.id}/revenir"
    tab = grow_old(login(compte))

    asked = tab.post(url, data={"motif": motif, "n": ["1", "2"], "etape": "relire"})
    assert carried(asked, url) == {
        ("motif", motif),
        ("n", "1"),
        ("n", "2"),
        ("etape", "relire"),
    }
    data = {"motif": motif, "etape": "relire", "preuve-mot_de_passe": "un autre"}
    wrong = tab.post(url, data=data)
    assert wrong.status_code == 403
    assert "Ce n’est pas votre mot de passe" in words(wrong)
    assert ("etape", "relire") in carried(wrong, url)

    done = tab.post(url, data=data | {"preuve-mot_de_passe": PASSWORD})
    assert done.status_code == 200, words(done)
    assert "guillemets" in words(done)
    assert ASKED not in words(tab.post(url, data={"motif": motif, "etape": "relire"}))


def test_the_page_that_asks_checks_its_token(app, session, login):
    """ASVS 41: the token is asked before the password."""
    tab = grow_old(login(make_known(app, session)))
    data = {"preuve-mot_de_passe": PASSWORD}
    assert (
        tab.post("/mes-donnees/telecharger", data=data, csrf=False).status_code == 400
    )


def test_who_has_a_factor_is_asked_for_it_not_for_the_password(app, session, login):
    compte = make_known(app, session)
    tab = login(compte)
    _telephone, codes = add_application(tab)
    grow_old(tab)
    url = "/mes-donnees/telecharger"

    asked = tab.post(url)
    assert "Code de vérification" in words(asked)
    assert "Mot de passe" not in words(asked)
    assert tab.post(url, data={"preuve-mot_de_passe": PASSWORD}).status_code == 403
    assert tab.post(url, data={"preuve-code": codes[0]}).mimetype == "application/zip"
    assert tab.post(url).mimetype == "application/zip", "asked once"


def test_reading_is_never_asked(app, session, login):
    tab = grow_old(login(make_known(app, session)), minutes=10**6)
    for url in (PAGE, f"{PAGE}/application", "/mes-donnees"):
        assert tab.get(url).status_code == 200


def carried(answer, url) -> set[tuple[str, str]]:
    [form] = BeautifulSoup(answer.text, "html.parser").select(f'form[action="{url}"]')
    hidden = {(i["name"], i["value"]) for i in form.select("input[type=hidden]")}
    return {(n, v) for n, v in hidden if n != "csrf_token" and "preuve-" not in n}
