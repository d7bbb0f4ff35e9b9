"""A service that is away: the page says so, and holds what was typed (ASVS 70)."""

import pytest
from bs4 import BeautifulSoup

from portal.db import make_engine
from portal.droit.workflow import Role
from tests.factories import make_compte
from tests.services.smtp import free_port

pytestmark = pytest.mark.une_base

TYPED = "Une salle accessible, et du temps."
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def sans_base(app, monkeypatch):
    """`sans_base()`: from then on, nobody answers where the database was."""
    port = free_port()
    engine = make_engine(f"postgresql+psycopg://vae@127.0.0.1:{port}/vae")

    def leave():
        monkeypatch.setitem(app.extensions, "engine", engine)

    yield leave
    engine.dispose()


@pytest.mark.parametrize("htmx", [False, True])
def test_without_its_database_what_was_typed_comes_back(
    session, login, sans_base, htmx
):
    """To whoever is signed in, whose session is a row of that database."""
    client = login(make_compte(session, Role.CANDIDAT))
    client.get("/mes-donnees")
    sans_base()
    headers = OURS | ({"HX-Request": "true"} if htmx else {})
    data = {"demande": TYPED, "csrf_token": "x"}
    answer = client.post("/mon-compte", data=data, headers=headers, csrf=False)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    if htmx:
        assert answer.headers["HX-Retarget"] == "#messages", "the form stays in place"
    else:
        html = BeautifulSoup(answer.text, "html.parser")
        assert html.select_one(".vae-saisie").text == TYPED
