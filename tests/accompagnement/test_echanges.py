"""With and without JavaScript: a swap leaves the page as a reload would."""

import pytest
from bs4 import BeautifulSoup

from portal.dossiers.models import Ancre
from tests.accompagnement.outils import HTMX, fragment, open_thread


@pytest.fixture
def client(login, candidat):
    return login(candidat)


@pytest.fixture
def url(dossier):
    return f"/dossiers/{dossier.id}/commentaires"


@pytest.fixture
def thread(session, dossier, accompagnateur, situation):
    return open_thread(
        session, dossier, accompagnateur, Ancre.SITUATION, str(situation.id)
    )


@pytest.mark.parametrize("depuis", ["", "lire"])
@pytest.mark.parametrize("act", ["", "/resoudre", "/rouvrir"])
def test_a_swap_after_an_act_is_the_page_reloaded(
    login, accompagnateur, url, dossier, thread, act, depuis
):
    client = login(accompagnateur)
    here = f"/accompagnement/{dossier.id}" if depuis else url
    id_ = f"fil-situation-{thread.cible}"

    swapped = client.post(
        f"{url}/{thread.id}{act}",
        data={"texte": "Encore un mot.", "depuis": depuis},
        headers=HTMX,
    )

    assert swapped.status_code == 200
    assert "<html" not in swapped.text
    assert fragment(swapped, id_) == fragment(client.get(here), id_)


def test_a_swap_after_a_new_thread_is_the_page_reloaded(client, url, situation):
    path = f"{url}/fil?ancre=situation&cible={situation.id}"
    swapped = client.post(path, data={"texte": "Bonjour."}, headers=HTMX)
    id_ = f"fil-situation-{situation.id}"
    assert fragment(swapped, id_) == fragment(client.get(path), id_)


@pytest.mark.parametrize(
    ("act", "done"),
    [("", "envoyée"), ("/resoudre", "résolu"), ("/rouvrir", "rouvert")],
)
def test_what_was_done_is_said_where_the_focus_goes(client, url, thread, act, done):
    data = {"texte": "Encore un mot."}
    swapped = client.post(f"{url}/{thread.id}{act}", data=data, headers=HTMX)
    [focused] = BeautifulSoup(swapped.text, "html.parser").select("[data-focus]")
    assert done in focused.text

    client.post(f"{url}/{thread.id}{act}", data=data)
    assert done in client.get(url).text.split("<h1")[0]


def test_another_page_loads_the_thread_of_one_anchor(client, url, thread):
    path = f"{url}/fil?ancre=situation&cible={thread.cible}"
    loaded, whole = client.get(path, headers=HTMX), client.get(path)
    id_ = f"fil-situation-{thread.cible}"
    [root] = BeautifulSoup(loaded.text, "html.parser").find_all(recursive=False)
    assert root["id"] == id_
    assert fragment(loaded, id_) == fragment(whole, id_)
    assert "<h1" in whole.text
    assert "HX-Request" in loaded.headers["Vary"]


@pytest.mark.parametrize(
    "query", ["", "?ancre=x", "?ancre=situation", "?ancre=capacite"]
)
def test_a_thread_without_anchor_is_no_page(client, url, query):
    assert client.get(f"{url}/fil{query}").status_code == 404
    assert client.post(f"{url}/fil{query}", data={"texte": "x"}).status_code in {
        404,
        409,
    }


@pytest.mark.parametrize(
    ("depuis", "back"),
    [
        ("", "/dossiers/{0}/commentaires#fil-dossier"),
        ("fil", "/dossiers/{0}/commentaires/fil?ancre=dossier&cible=#fil-dossier"),
        ("lire", "/accompagnement/{0}#fil-dossier"),
        ("//mechant.exemple", "/dossiers/{0}/commentaires#fil-dossier"),
    ],
)
def test_without_javascript_one_comes_back(
    login, accompagnateur, dossier, url, depuis, back
):
    posted = login(accompagnateur).post(
        f"{url}/fil?ancre=dossier", data={"texte": "x", "depuis": depuis}
    )
    assert posted.status_code == 303
    assert posted.location == back.format(dossier.id)


def test_the_filter_shows_one_anchor(session, client, url, dossier, situation):
    open_thread(session, dossier, dossier.candidat, texte="Sur tout.")
    for params in (
        {"ancre": "situation", "cible": str(situation.id)},
        {"ancre": "dossier"},
    ):
        shown = client.get(url, query_string=params)
        assert ("Sur tout." in shown.text) == (params == {"ancre": "dossier"})
        assert "Tous les commentaires" in shown.text
