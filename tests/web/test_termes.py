"""Section 0 rule 13: a term changes in one place, and every page says the new one."""

import pytest
from bs4 import BeautifulSoup

from portal.droit.termes import Termes
from portal.droit.workflow import Etat
from tests.parcours.monde import Qui, make_monde
from tests.parcours.routes import ROUTES, addresses

RENOMMES = Termes(
    capacite="compétence",
    capacites="compétences",
    gtp="GTP «\u00a0Certifications\u00a0»",
    groupe="groupe technique paritaire «\u00a0Certifications\u00a0»",
)
PAGES = [
    ("catalogue.liste", Qui.ANONYME),
    ("catalogue.certification", Qui.ANONYME),
    ("catalogue.referentiel", Qui.ANONYME),
    ("preuves.matrice", Qui.CANDIDAT),
    ("preuves.situation", Qui.CANDIDAT),
    ("preuves.capacites", Qui.CANDIDAT),
    ("preuves.nouvelle", Qui.CANDIDAT),
    ("preuves.remplacer", Qui.CANDIDAT),
    ("preuves.verifier", Qui.CANDIDAT),
    ("accompagnement.lire", Qui.ACCOMPAGNATEUR),
]


pytestmark = pytest.mark.usefixtures("renamed")


@pytest.fixture
def renamed(app):
    """The term is data that pages are given."""
    known = app.jinja_env.globals["termes"]
    app.jinja_env.globals["termes"] = RENOMMES
    yield
    app.jinja_env.globals["termes"] = known


@pytest.mark.parametrize(("endpoint", "qui"), PAGES)
def test_a_renamed_term_changes_every_page_that_says_it(
    app, session, storage, login, client, endpoint, qui
):
    """Section 0 rule 13: « capacité » becomes « compétence »."""
    monde = make_monde(session, Etat.RECEVABLE, storage)
    reader = login(monde.comptes[qui]) if qui in monde.comptes else client
    _method, url = next(addresses(app, endpoint, ROUTES[endpoint], monde))
    shown = words(reader.get(url))
    assert "compétence" in shown.lower()
    assert "capacité" not in shown.lower()


def test_a_renamed_gtp_changes_the_pages_that_name_it(client):
    """Section 0 rule 13."""
    assert RENOMMES.groupe in words(client.get("/connexion"))


def words(response) -> str:
    return BeautifulSoup(response.text, "html.parser").get_text(" ")
