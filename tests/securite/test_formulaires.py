"""A form sent otherwise than by its page is refused, and nothing has changed."""

import pytest

from tests.parcours.monde import make_monde
from tests.parcours.routes import ROUTES, Regle, addresses
from tests.parcours.test_acces import number_of_rows
from tests.securite.hostile import forms
from tests.securite.pages import PROPOSENT, forgets_what_it_was_filled_from

# The form takes or refuses them, whatever the database.
pytestmark = pytest.mark.une_base


@pytest.fixture
def devant(app, session, storage, login):
    """`devant(endpoint)`: who may reach it, and its address for a method."""
    mondes = {}

    def stand(endpoint, method, *, neuf=True):
        regle: Regle = ROUTES[endpoint]
        etat = regle.etats[0]
        if neuf or etat not in mondes:
            mondes[etat] = make_monde(session, etat, storage)
        monde = mondes[etat]
        urls = dict(addresses(app, endpoint, regle, monde))
        known = sorted(qui for qui in regle.passe if qui in monde.comptes)
        client = login(monde.comptes[known[0]]) if known else app.test_client()
        session.rollback()
        return client, urls[method]

    return stand


@pytest.mark.parametrize("method", ["sans", "faux", "étranger"])
def test_each_write_asks_for_its_token(built_app, devant, session, method):
    """ASVS row 41: no token, a wrong one, or that of someone else's session."""
    tokens = {"sans": {}, "faux": {"X-CSRFToken": "x"}, "étranger": other(built_app)}
    for endpoint in writes(built_app):
        client, url = devant(endpoint, "POST", neuf=False)
        before = number_of_rows(session)
        answer = client.post(url, csrf=False, headers=tokens[method])
        assert answer.status_code == 400, (endpoint, answer.status_code)
        session.rollback()
        assert number_of_rows(session) == before, endpoint


def other(app) -> dict[str, str]:
    """A token that is right, in another browser."""
    stranger = app.test_client()
    page = stranger.get("/connexion").text
    [(_to, data, _typed)] = forms(page)
    return {"X-CSRFToken": data["csrf_token"][0]}


def test_json_is_not_a_form_anywhere(built_app, devant, session):
    """ASVS rows 26 and 28."""
    for endpoint in writes(built_app):
        client, url = devant(endpoint, "POST")
        answer = client.post(url, json={"texte": "x", "decision": ["favorable"]})
        assert answer.status_code < 500, endpoint


def test_a_field_sent_twice_breaks_nothing(built_app, devant, session):
    """ASVS row 28: the first value counts, or the form is asked again."""
    for endpoint in writes(built_app) & pages(built_app):
        client, url = devant(endpoint, "GET")
        for action, data, _typed in forms(client.get(url).text):
            doubled = {name: [*values, "x"] for name, values in data.items()}
            assert client.post(action or url, data=doubled).status_code < 500, endpoint


@pytest.mark.parametrize("endpoint", [e for e, r in ROUTES.items() if not r.page])
def test_reading_a_page_changes_nothing(devant, session, endpoint):
    """ASVS row 42: followed twice, every link of every page is a reading.

    And row 32: a form that edits says what it was filled from, else the second of two
    tabs would erase the words of the first (`test_deux_onglets`).
    """
    client, url = devant(endpoint, "GET")
    before = number_of_rows(session)
    for _ in range(2):
        page = client.get(url)
        assert page.status_code < 400
    assert endpoint in PROPOSENT or not forgets_what_it_was_filled_from(page.text)
    session.rollback()
    assert number_of_rows(session) == before


def writes(app) -> set[str]:
    return {r.endpoint for r in app.url_map.iter_rules() if "POST" in r.methods}


def pages(app) -> set[str]:
    return {r.endpoint for r in app.url_map.iter_rules() if "GET" in r.methods}
