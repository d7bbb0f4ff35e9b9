"""The dashboard of the responsable: each figure, against a small known world."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from portal.droit.workflow import Acte, Etat, Role
from portal.instruction.queries import file as file_queries
from portal.instruction.queries import tableau as queries
from tests.factories import (
    CHEMINS,
    instant,
    make_avis,
    make_compte,
    make_dossier,
    make_jury,
    make_uimm,
    save,
)
from tests.instruction.aide import AUJOURD_HUI, rows, soup, words

URL = "/instruction/tableau-de-bord"
N = "\u00a0"
EN_RETARD = date(2025, 12, 1)
BIENTOT = date(2025, 12, 28)
AVANT = date(2025, 4, 20)
"""The avis comes two weeks after, in the first of the months that are followed."""


@pytest.fixture
def client(login, chief):
    return login(chief)


@pytest.fixture
def monde(session, staff, chief):
    """What is late is known by its number; every person has their own load."""
    ada = make_compte(
        session, Role.INSTRUCTEUR, uimm_slug=staff.uimm_slug, nom_affiche="Ada"
    )
    staff.nom_affiche = "Zoé"
    save(session, staff)

    def add(etat, le=AUJOURD_HUI, by=staff):
        return make_dossier(session, etat=etat, le=le, instructeur=by)

    oldest = add(Etat.DEPOSE, EN_RETARD)
    late = add(Etat.EN_INSTRUCTION, EN_RETARD + timedelta(days=5))
    add(Etat.DEPOSE)
    add(Etat.EN_INSTRUCTION, BIENTOT)
    add(Etat.EN_INSTRUCTION, by=ada)
    add(Etat.A_COMPLETER, EN_RETARD, by=ada)
    for days in (0, 40):
        add(Etat.PREUVES_DEPOSEES, AVANT + timedelta(days=days), by=ada)
    decided = [
        add(Etat.RECEVABLE, AVANT),
        add(Etat.RECEVABLE, AVANT + timedelta(days=300)),
        add(Etat.NON_RECEVABLE, AVANT + timedelta(days=301), by=ada),
        add(Etat.NON_RECEVABLE, AVANT - timedelta(days=60)),
    ]
    for dossier in decided:
        make_avis(session, dossier)
    populate_elsewhere(session)
    return SimpleNamespace(ada=ada, oldest=oldest, late=late, decided=decided)


def populate_elsewhere(session):
    uimm = make_uimm(session, departements=())
    by = make_compte(session, Role.INSTRUCTEUR, uimm_slug=uimm.slug)
    for etat in set(Etat) - {Etat.BROUILLON}:
        dossier = make_dossier(
            session, etat=etat, le=EN_RETARD, uimm=uimm, instructeur=by
        )
        if Acte.DECLARER_RECEVABLE in CHEMINS[etat]:
            make_avis(session, dossier)
    return uimm


def figures(response):
    return {li.a.text: li.b.text for li in soup(response).select(".pu-chif li")}


def table(response, name):
    """The cells of each row, by its first; the hidden words are left out."""
    [region] = soup(response).select(f"[aria-label='{name}']")
    for hidden in region.select(".govuk-visually-hidden"):
        hidden.extract()
    lines = [
        [cell.get_text(" ", strip=True) for cell in tr.select("th, td")]
        for tr in region.select("tbody tr, tfoot tr")
    ]
    return {first: cells for first, *cells in lines}


def test_the_key_figures(client, monde):
    assert figures(client.get(URL)) == {
        "Dossiers en cours": "10",
        "En retard": "2",
        "Bientôt": "1",
        "Délai médian d’un avis": f"14{N}j",
    }


def test_dossiers_by_state(client, monde):
    """Late, near, all; what is never late says nothing."""
    assert table(client.get(URL), "Tableau des états") == {
        "Recevabilité": ["6"],
        "À prendre en charge": ["1", "0", "2"],
        "En instruction": ["1", "1", "3"],
        "Pièces demandées": ["", "", "1"],
        "Dossier de preuves": ["4"],
        "En rédaction": ["", "0", "2"],
        "À vérifier": ["0", "0", "2"],
        "Preuves demandées": ["", "", "0"],
        "Commission à programmer": ["0", "0", "0"],
        "Certification": ["0"],
        "Commission programmée": ["0", "0", "0"],
        "Jury à programmer": ["0", "0", "0"],
        "Jury programmé": ["0", "0", "0"],
        "À transmettre au GTP": ["0", "0", "0"],
        "Complément demandé par le GTP": ["0", "0", "0"],
        "Transmis au GTP": ["", "0", "0"],
        "Clos": ["2"],
        "Validation totale": ["", "", "0"],
        "Validation partielle": ["", "", "0"],
        "Non-validation": ["", "", "0"],
        "Non recevable": ["", "", "2"],
        "Caduc": ["", "", "0"],
        "Retiré": ["", "", "0"],
    }


def test_the_load_of_each_person_and_of_nobody(client, monde):
    """Late, near, in time, suspended, together; then the preuves to check."""
    assert table(client.get(URL), "Tableau de charge") == {
        "Ada": ["", "0", "0", "1", "1", "2", "2"],
        "Zoé": ["", "1", "1", "0", "0", "2", "0"],
        "Sans personne": ["", "1", "0", "1", "0", "2", "0"],
        "Total": ["", "2", "1", "2", "1", "6", "2"],
    }


def test_each_figure_is_what_its_link_shows(client, monde):
    asked = figures_by_link(soup(client.get(URL)))
    assert len(asked) > 20
    assert {url: len(rows(client.get(url))) for url in asked} == asked


def figures_by_link(page):
    """What each link to the queue promises, wherever it stands."""
    linked = [(li.a, li.b) for li in page.select(".pu-chif li")]
    linked += [(a, a) for a in page.select("td.n a")]
    for panel, number in (("etats", "td.n:last-child"), ("charge", "td b")):
        found = page.select(f"[aria-labelledby={panel}] tbody tr")
        linked += [(tr.a, tr.select_one(number)) for tr in found]
    return {
        a["href"]: int(number.contents[0].text)
        for a, number in linked
        if a["href"].startswith("/instruction/?")
    }


def test_the_late_files_and_who_holds_them(client, monde):
    found = table(client.get(URL), "Tableau des avis en retard")
    assert list(found) == [monde.oldest.numero, monde.late.numero]
    assert found[monde.oldest.numero][-2:] == [
        f"01/03/2026 En retard · 19{N}j",
        "Personne",
    ]
    assert found[monde.late.numero][-1] == "Zoé"


def test_dates_come_from_the_journal_not_from_the_sort_key(session, client, monde):
    """ADR 0001."""
    monde.oldest.echeance_le = date(2026, 1, 1)
    save(session, monde.oldest)
    assert "01/03/2026 En retard · 19 j" in words(client.get(URL))


def test_the_preuves_to_check(client, monde):
    found = table(client.get(URL), "Tableau des preuves à vérifier")
    assert [cells[-1] for cells in found.values()] == ["Ada", "Ada"]
    assert [cells[-2][:10] for cells in found.values()] == ["04/05/2026", "13/06/2026"]


def test_the_avis_of_each_month(client, monde):
    """May then March; what came before the twelve months is no longer told."""
    found = table(client.get(URL), "Avis par mois en tableau")
    assert list(found)[:2] == [f"avr.{N}2025", f"mai{N}2025"]
    assert {month: cells for month, cells in found.items() if cells[-1] != "0"} == {
        f"mai{N}2025": ["1", "0", "1"],
        f"févr.{N}2026": ["1", "0", "1"],
        f"mars{N}2026": ["0", "1", "1"],
        "Total": ["2", "1", "3"],
    }
    assert len(soup(client.get(URL)).select(".pu-graphe rect")) == 3


def test_a_cancelled_avis_is_no_longer_counted(session, client, monde):
    cancelled = instant(AUJOURD_HUI)
    make_avis(session, monde.late, le=AUJOURD_HUI, annule_at=cancelled)
    found = table(client.get(URL), "Avis par mois en tableau")
    assert found["Total"] == ["2", "1", "3"]
    assert "Aucun avis rendu hors délai" in words(client.get(URL))


def test_counting_stops_where_it_would_cost(monkeypatch, session, client, staff):
    monkeypatch.setattr(file_queries, "PLAFOND", 2)
    for _ in range(3):
        make_dossier(session, etat=Etat.EN_INSTRUCTION, le=EN_RETARD, instructeur=staff)
    page = client.get(URL)
    assert figures(page)["En retard"] == "2+"
    load = table(page, "Tableau de charge")[staff.nom_affiche]
    assert load[1:5] == ["2+", "0", "–", "0"]


def test_a_list_stops_and_says_where_the_rest_is(session, client):
    for _ in range(queries.MONTRES + 1):
        make_dossier(session, etat=Etat.DEPOSE, le=EN_RETARD)
    page = client.get(URL)
    shown = table(page, "Tableau des avis en retard")
    assert len(shown) == queries.MONTRES
    [link] = soup(page).select("[aria-label='Avis en retard'] a")
    assert link.get_text(strip=True) == f"Voir les {queries.MONTRES + 1}"
    assert len(rows(client.get(link["href"]))) == queries.MONTRES + 1


def test_who_left_is_shown_while_they_still_hold_a_file(session, client, staff):
    make_dossier(session, etat=Etat.EN_INSTRUCTION, instructeur=staff)
    gone = make_compte(
        session, Role.INSTRUCTEUR, uimm_slug=staff.uimm_slug, active=False
    )
    assert gone.nom_affiche not in words(client.get(URL))
    make_dossier(session, etat=Etat.EN_INSTRUCTION, instructeur=gone)
    assert f"{gone.nom_affiche} Compte suspendu" in words(client.get(URL))


def test_a_responsable_is_listed_when_holding_a_file(session, client, chief):
    make_dossier(session, etat=Etat.DEPOSE)
    assert chief.nom_affiche not in table(client.get(URL), "Tableau de charge")
    make_dossier(session, etat=Etat.EN_INSTRUCTION, instructeur=chief)
    assert chief.nom_affiche in table(client.get(URL), "Tableau de charge")


def test_an_uimm_without_a_dossier_is_told_what_comes_next(session, client):
    populate_elsewhere(session)
    make_dossier(session)
    page = client.get(URL)
    assert "Aucun dossier pour l’instant" in words(page)
    assert not soup(page).select("table, .pu-chif")


def test_nothing_late_is_said(session, client):
    make_dossier(session, etat=Etat.DEPOSE)
    page = words(client.get(URL))
    assert "Aucun avis n’est en retard." in page
    assert "Aucun dossier de preuves à vérifier." in page
    assert "Aucun avis rendu depuis le 1er avril 2025." in page


def test_another_uimm_has_its_own_figures(session, login, monde):
    """R2."""
    elsewhere = populate_elsewhere(session)
    other = make_compte(session, Role.RESPONSABLE, uimm_slug=elsewhere.slug)
    page = login(other).get(URL)
    assert figures(page)["En retard"] == "2"
    assert monde.oldest.numero not in page.text
    assert "Ada" not in words(page)


def test_it_is_the_responsable_s(login, staff):
    client = login(staff)
    assert client.get(URL).status_code == 403
    assert "Tableau de bord" not in words(client.get("/instruction/"))


def test_the_menu_tells_the_dashboard_from_the_queue(client):
    for url, here in ((URL, "Tableau de bord"), ("/instruction/", "File d’attente")):
        current = soup(client.get(url)).select(".vae-nav [aria-current]")
        assert [link.text for link in current] == [here]


def test_it_costs_the_same_with_one_row_and_with_thirty(
    session, client, staff, count_queries
):
    counts = []
    for number in (1, 29):
        for _ in range(number):
            for etat in (Etat.EN_INSTRUCTION, Etat.PREUVES_DEPOSEES):
                make_dossier(session, etat=etat, le=EN_RETARD)
            make_avis(session, make_dossier(session, etat=Etat.NON_RECEVABLE))
            make_compte(session, Role.INSTRUCTEUR, uimm_slug=staff.uimm_slug)
            make_jury(session, le=AUJOURD_HUI + timedelta(days=20))
        with count_queries() as statements:
            client.get(URL)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8
