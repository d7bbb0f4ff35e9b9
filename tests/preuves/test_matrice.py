"""The matrix: what is covered, what is not, and the one thing to do next."""

import pytest
import time_machine

from portal.droit.workflow import Etat
from tests.factories import (
    JOUR,
    instant,
    make_dossier,
    make_preuve,
    make_situation,
    save,
)
from tests.preuves.outils import TOUTES, cover, soup_of, words


def action(response):
    [button] = soup_of(response).select(".govuk-button")
    return button.text.strip(), button["href"]


def rows(response):
    """Code of the capacité → the words of its cells."""
    found = {}
    for row in soup_of(response).select(".vae-matrice tbody tr"):
        if code := row.select_one(".vae-matrice__code"):
            cells = [
                " ".join(cell.get_text(" ").replace("\u00a0", " ").split())
                for cell in row.select("td")
            ]
            found[code.text] = cells
    return found


def test_an_empty_dossier_shows_what_to_prove_and_how_to_begin(client, url):
    """R30."""
    page = client.get(url)
    assert action(page) == (
        "Décrire votre première situation",
        f"{url}/situations/nouvelle",
    )
    assert "0 capacité sur 5 est couverte. Il en reste 5 à compléter." in words(page)
    assert "Savoir faire C3" in words(page)


def test_each_cell_says_what_a_situation_shows(session, dossier, client, url):
    """R30: one preuve may prove several capacités."""
    earlier = instant(JOUR, hour=1)
    first = make_situation(
        session, dossier, ["C1", "C2"], titre="Ligne", created_at=earlier
    )
    make_preuve(session, first, ["C1", "C2"])
    make_preuve(session, first, ["C1"])
    make_situation(session, dossier, ["C2", "C3"], titre="Atelier")

    page = client.get(url)
    assert rows(page) == {
        "C1": ["1. Ligne 2 preuves", "2. Atelier – non liée", "Couverte"],
        "C2": ["1. Ligne 1 preuve", "2. Atelier Sans preuve", "Couverte"],
        "C3": [
            "1. Ligne – non liée",
            "2. Atelier Sans preuve",
            "Sans preuve Ajouter une preuve pour C3",
        ],
        "C4": [
            "1. Ligne – non liée",
            "2. Atelier – non liée",
            "Non couverte Ajouter une situation pour C4",
        ],
        "C5": [
            "1. Ligne – non liée",
            "2. Atelier – non liée",
            "Non couverte Ajouter une situation pour C5",
        ],
    }
    text = words(page)
    assert "2 capacités sur 5 sont couvertes. Il en reste 3 à compléter." in text


def test_the_main_action_names_the_first_thing_to_do(session, dossier, client, url):
    situation = make_situation(session, dossier, ["C1"])
    label, link = action(client.get(url))
    assert label == "Ajouter une preuve pour C1"
    assert link == f"{url}/situations/{situation.id}/joindre?capacite=C1"

    make_preuve(session, situation, ["C1"])
    label, link = action(client.get(url))
    assert (label, link) == (
        "Ajouter une situation pour C2",
        f"{url}/situations/nouvelle?capacite=C2",
    )

    cover(session, dossier)
    assert action(client.get(url)) == ("Vérifier et déposer", f"{url}/verifier")


def test_two_examples_of_c4_are_asked_for_and_not_required(
    session, dossier, client, url
):
    """R33: read from the référentiel; it warns, it does not block."""
    cover(session, dossier)
    page = client.get(url)
    assert "C4 demande 2 exemples" in words(page)
    assert rows(page)["C4"][-1] == "1 exemple sur 2 Ajouter un exemple pour C4"
    assert action(page)[0] == "Vérifier et déposer"

    cover(session, dossier, ["C4"])
    assert "demande 2 exemples" not in words(client.get(url))


def test_only_the_blocs_aimed_at_are_asked(session, dossier, client, url):
    """R20."""
    dossier.blocs_vises = [2]
    save(session, dossier)
    cover(session, dossier, ["C3", "C4"])
    page = client.get(url)
    assert list(rows(page)) == ["C3", "C4"]
    assert action(page)[0] == "Vérifier et déposer"
    assert "Savoir faire C1" not in words(page)


def test_an_accepted_gap_is_shown_as_such(session, dossier, client, url):
    cover(session, dossier, TOUTES[:4])
    client.post(f"{url}/ecarts/C5", data={"explication": "Jamais fait."})
    page = client.get(url)
    assert rows(page)["C5"][-1] == "Manque accepté Revoir le manque de C5"
    assert action(page)[0] == "Vérifier et déposer"


def test_the_advised_date_is_told_from_a_limit(login, candidat, url):
    """Section 0 rule 2: an advised date; its passing closes nothing."""
    with time_machine.travel("2026-06-01"):
        text = words(login(candidat).get(url))
    assert "Date conseillée de dépôt : 16 janvier 2027, dans 229 jours." in text
    with time_machine.travel("2027-02-01"):
        page = login(candidat).get(url)
    assert "depuis 16 jours" in words(page)
    assert action(page)


@pytest.mark.parametrize(("count", "titled"), [(1, True), (5, True), (12, False)])
def test_the_matrix_stays_readable_whatever_the_number(
    session, dossier, client, url, count, titled
):
    """Beyond five situations, columns carry numbers and a list gives the titles."""
    for number in range(count):
        cover(session, dossier, [TOUTES[number % 5]])
    soup = soup_of(client.get(url))
    headers = soup.select(".vae-matrice thead th")
    assert len(headers) == count + 2
    assert bool(soup.select_one(".vae-matrice--serree")) is not titled
    assert len(soup.select(".vae-situations li")) == count


@pytest.mark.parametrize("situations", [1, 30])
def test_queries_do_not_grow(session, dossier, client, count_queries, url, situations):
    for _ in range(situations):
        cover(session, dossier)
    for page in ("", "/verifier", "/imprimer"):
        with count_queries() as statements:
            assert client.get(url + page).status_code == 200
        assert len(statements) == 8


@pytest.mark.parametrize("etat", list(Etat))
def test_every_state_has_its_matrix(session, login, etat):
    dossier = make_dossier(session, etat=etat)
    cover(session, dossier)
    client = login(dossier.candidat)
    page = client.get(f"/dossiers/{dossier.id}/preuves")
    assert page.status_code == 200
    opened = etat in {Etat.RECEVABLE, Etat.PREUVES_A_COMPLETER}
    assert bool(soup_of(page).select(".govuk-button")) is opened
    assert ("ouvert en lecture" in words(page)) is not opened


def test_nothing_asks_for_the_company_s_opinion(session, dossier, client, url):
    """R35, section 0 rule 10."""
    situation = cover(session, dossier)
    here = f"{url}/situations/{situation.id}"
    pages = ["", "/verifier", "/imprimer", "/situations/nouvelle", "/ecarts/C5"]
    pages = [url + page for page in pages]
    pages += [f"{here}{page}" for page in ("", "/modifier", "/capacites", "/joindre")]
    for page in pages:
        text = words(client.get(page)).lower()
        assert "avis de l’entreprise" not in text
        assert "avis de l'entreprise" not in text
        assert not {"nationalité", "rqth", "médical"} & set(text.split())
