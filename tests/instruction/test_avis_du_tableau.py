"""What the dashboard says of the avis: their median delay, and their drawing."""

from datetime import timedelta

import pytest

from portal.droit.delais import mois_suivis
from portal.droit.workflow import Etat
from portal.instruction import tableau
from portal.instruction.graphe import CIEL, SOL, graphe
from portal.instruction.queries import file as file_queries
from tests.factories import make_avis, make_dossier, save
from tests.instruction.aide import AUJOURD_HUI, words

URL = "/instruction/tableau-de-bord"


@pytest.fixture
def client(login, chief):
    return login(chief)


def test_the_median_is_beside_its_limit(session, client, staff):
    for days in (20, 30, 100):
        decide_after(session, days, ago=10)
    page = client.get(URL)
    assert "30 j Délai médian d’un avis limite du règlement : 3 mois" in words(page)
    assert (
        "Délai médian d’instruction : 30 jours, pour une limite de 3 mois. "
        "1 avis rendu hors délai."
    ) in words(page)


def test_of_too_many_avis_the_last_are_measured(monkeypatch, session, client, staff):
    monkeypatch.setattr(file_queries, "PLAFOND", 2)
    for days, ago in ((10, 50), (20, 20), (40, 5)):
        decide_after(session, days, ago=ago)
    assert "des 2 derniers avis : 40 jours" in words(client.get(URL))


def decide_after(session, days, *, ago):
    """Deposited, then decided so many days later, so long ago."""
    le = AUJOURD_HUI - timedelta(days=ago)
    dossier = make_dossier(session, etat=Etat.RECEVABLE, le=le - timedelta(days=days))
    decision = dossier.evenements[-1]
    decision.le = le
    save(session, decision)
    return make_avis(session, dossier)


@pytest.mark.parametrize(
    ("highest", "tops"),
    [
        (0, [0, 1, 2, 3, 4]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6, 8]),
        (21, [0, 10, 20, 30, 40]),
        (600, [0, 200, 400, 600, 800]),
    ],
)
def test_the_scale_holds_the_highest_month(highest, tops):
    drawn = graphe(months(highest, 0))
    assert [value for value, _y in drawn.lignes] == tops
    assert (drawn.lignes[0][1], drawn.lignes[-1][1]) == (SOL, CIEL)
    assert all(CIEL <= bar.sommet <= SOL for bar in drawn.barres)


def test_a_bar_is_as_high_as_its_number():
    drawn = graphe(months(3, 1))
    assert {(b.favorable, b.defavorable) for b in drawn.barres} == {(129.0, 43.0)}
    assert [b.mois.le for b in drawn.barres] == mois_suivis(AUJOURD_HUI)
    assert sorted({b.x for b in drawn.barres}) == [b.x for b in drawn.barres]


def months(favorable, other):
    counted = {
        (le, kind): favorable if kind else other
        for le in mois_suivis(AUJOURD_HUI)
        for kind in (True, False)
    }
    return tableau.mois(counted, AUJOURD_HUI)
