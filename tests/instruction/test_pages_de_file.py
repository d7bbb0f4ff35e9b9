"""Keyset pages of the queue: every row once, whatever the cursor."""

from datetime import date
from uuid import uuid4

import pytest

from portal.droit.workflow import Etat
from portal.instruction.filtres import Curseur, Filtres, Tri, curseur, filtres
from portal.instruction.queries import file as queries
from tests.factories import make_dossier
from tests.instruction.aide import AUJOURD_HUI, rows, soup


@pytest.fixture
def client(login, staff):
    return login(staff)


@pytest.mark.parametrize("tri", [Tri.ECHEANCE, Tri.DEPOT, Tri.NOM])
def test_pages_show_each_row_once(monkeypatch, session, staff, tri):
    monkeypatch.setattr(queries, "TAILLE", 4)
    etats = [Etat.DEPOSE, Etat.EN_INSTRUCTION, Etat.A_COMPLETER]
    for rank in range(15):
        # Several of each key: the id settles between them.
        make_dossier(
            session,
            etat=etats[rank % 3],
            le=date(2026, 3, 1 + rank % 4),
            nom_candidat=f"Nom {rank % 4}",
        )
    wanted = Filtres(tri=tri)
    seen, after = [], None
    while True:
        found = queries.page_de_file(
            session, staff, wanted, on=AUJOURD_HUI, apres=after
        )
        seen += found.dossiers
        if found.suivant is None:
            break
        after = curseur(found.suivant.encode(), wanted.rangement)
        assert after == found.suivant
    assert len(seen) == len({d.id for d in seen}) == 15
    keys = [(getattr(d, queries.CLES[tri]), d.id) for d in seen]
    assert [key for key, _id in keys] == sorted(key for key, _id in keys)


def test_closed_files_come_last_first(session, staff):
    for day in (1, 3, 2):
        make_dossier(session, etat=Etat.NON_RECEVABLE, le=date(2026, 3, day))
    closed = filtres({"onglet": "clos"})
    found = queries.page_de_file(session, staff, closed, on=AUJOURD_HUI)
    assert [d.depose_le.day for d in found.dossiers] == [3, 2, 1]


@pytest.mark.parametrize(
    "garbage", ["", "x", "W10=", "WyJhIiwiYiJd", "bnVsbA==", "é", "=" * 5000, "\ud7ff"]
)
def test_a_cursor_that_is_not_ours_is_the_first_page(session, client, garbage):
    make_dossier(session, etat=Etat.DEPOSE)
    page = client.get("/instruction/", query_string={"apres": garbage})
    assert page.status_code == 200
    assert len(rows(page)) == 1


def test_a_cursor_of_another_sort_is_the_first_page():
    of_names = Curseur("martin", uuid4()).encode()
    assert curseur(of_names, Tri.ECHEANCE) is None
    assert curseur(Curseur("\x00", uuid4()).encode(), Tri.NOM) is None


def test_next_and_first_keep_what_was_asked(monkeypatch, session, client):
    monkeypatch.setattr(queries, "TAILLE", 1)
    for _ in range(2):
        make_dossier(session, etat=Etat.DEPOSE)
    first = client.get("/instruction/?etat=depose&tri=nom")
    [following] = soup(first).select("a[rel=next]")
    second = client.get(following["href"])
    assert rows(first) != rows(second)
    [back] = [a for a in soup(second).select(".pu-pages a") if a.text == "Début"]
    assert "etat=depose" in back["href"]
    assert rows(client.get(back["href"])) == rows(first)
