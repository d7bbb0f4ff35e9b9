"""The search and the filters of the queue take any text for a text."""

from base64 import urlsafe_b64encode
from json import dumps
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from portal.dossiers.models import Ancre
from portal.droit.workflow import Etat
from tests.parcours.monde import Qui, make_monde
from tests.securite.hostile import VALEURS

SQL = ["' OR 1=1 --", "%' UNION SELECT email FROM compte --", "%", "_", "\\", "'%27"]


@pytest.fixture
def queue(session, login):
    """`queue(**query)`: the page, and the number of the only dossier it may list."""
    monde = make_monde(session, Etat.EN_INSTRUCTION)
    client = login(monde.comptes[Qui.INSTRUCTEUR])

    def ask(**query):
        answer = client.get("/instruction/", query_string=query)
        assert answer.status_code < 400
        rows = BeautifulSoup(answer.text, "html.parser").select("tbody tr")
        return any(monde.dossier.numero in row.text for row in rows)

    return ask


@pytest.mark.parametrize("text", SQL)
def test_sql_in_a_search_is_only_a_text_nobody_has(queue, text):
    """ASVS row 20."""
    assert queue()
    assert not queue(recherche=text)


NOMS = ["recherche", "certification", "echeance", "attribution", "tri", "etat", "apres"]


@pytest.mark.parametrize("name", NOMS)
def test_a_hostile_filter_breaks_nothing(queue, name):
    """ASVS rows 20 and 27: the address is typed too."""
    for value in VALEURS:
        queue(**{name: value})


@pytest.mark.parametrize("cle", [10**30, -1, 1.5, None, "2026-02-30", "x\x00", ["a"]])
@pytest.mark.parametrize("recherche", ["", "7", "VAE-2026", "lef"])
def test_a_forged_cursor_starts_from_the_first_page(queue, cle, recherche):
    """ASVS row 27."""
    forged = urlsafe_b64encode(dumps([cle, uuid4().hex]).encode()).decode()
    queue(recherche=recherche, apres=forged)


@pytest.mark.parametrize("path", ["commentaires", "commentaires/fil"])
def test_a_hostile_anchor_breaks_nothing(session, login, path):
    """ASVS row 27: what the thread is about is said by the address."""
    monde = make_monde(session, Etat.RECEVABLE)
    client = login(monde.comptes[Qui.CANDIDAT])
    for ancre in (*VALEURS, "situation", "capacite", "dossier"):
        for cible in VALEURS if ancre in set(Ancre) else VALEURS[:1]:
            url = f"/dossiers/{monde.dossier.id}/{path}"
            answer = client.get(url, query_string={"ancre": ancre, "cible": cible})
            assert answer.status_code < 500, (ancre, cible[:40])
