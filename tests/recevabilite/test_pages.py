"""Every page of a draft, at 1 and 30 rows, and who may open it."""

import pytest

from portal.droit.pieces import Genre
from portal.droit.workflow import Etat, Role
from tests.factories import (
    fill,
    make_compte,
    make_dossier,
    make_experience,
    make_piece,
    refuse_piece,
)
from tests.recevabilite.outils import page

# Who may do what, square by square: the rows they read are read on both elsewhere.
pytestmark = pytest.mark.une_base

PAGES = [
    "",
    "/projet",
    "/identite",
    "/amenagement",
    "/cv",
    "/motivation",
    "/activites",
    "/activites/nouvelle",
    "/piece-identite",
    "/diplomes",
    "/justificatifs",
    "/verifier",
]
LIMIT = 8


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def client(login, candidat):
    return login(candidat)


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_the_same_whatever_it_lists(
    session, candidat, client, count_queries, path, rows
):
    dossier = fill(session, make_dossier(session, candidat))
    for n in range(rows):
        experience = make_experience(session, dossier, poste=f"Poste {n}")
        make_piece(session, dossier, Genre.ACTIVITE, experience_id=experience.id)
        make_piece(session, dossier, Genre.DIPLOME)
    with count_queries() as statements:
        response = client.get(page(dossier, path))
    assert response.status_code == 200
    assert len(statements) <= LIMIT, "\n".join(statements)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_of_asked_pieces_costs_the_same(
    session, candidat, client, count_queries, rows
):
    dossier = fill(session, make_dossier(session, candidat, Etat.A_COMPLETER))
    for _ in range(rows):
        refuse_piece(session, dossier, Genre.ACTIVITE)
    with count_queries() as statements:
        assert client.get(f"/dossiers/{dossier.id}/completer").status_code == 200
    assert len(statements) <= LIMIT, "\n".join(statements)


@pytest.mark.parametrize("path", PAGES)
def test_someone_else_s_request_does_not_exist(session, client, path):
    dossier = fill(session, make_dossier(session))
    assert client.get(page(dossier, path)).status_code == 404
    if path not in {"", "/activites"}:
        assert client.post(page(dossier, path)).status_code == 404


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("etat", [Etat.BROUILLON, Etat.DEPOSE])
def test_the_uimm_has_no_page_here(session, login, path, etat):
    dossier = fill(session, make_dossier(session, etat=etat))
    staff = login(make_compte(session, Role.INSTRUCTEUR))
    assert staff.get(page(dossier, path)).status_code == 403


def test_nobody_signed_in_is_sent_to_sign_in(session, client, app):
    dossier = make_dossier(session)
    response = app.test_client().get(page(dossier))
    assert response.status_code == 303
    assert "/connexion" in response.location


@pytest.mark.parametrize("path", PAGES)
def test_once_deposited_a_page_leads_to_what_was_deposited(
    session, candidat, client, path
):
    dossier = fill(session, make_dossier(session, candidat, Etat.DEPOSE))
    response = client.get(page(dossier, path), follow_redirects=True)
    assert response.status_code == 200
    assert "Elle ne peut plus être modifiée." in response.text


@pytest.mark.parametrize("path", [p for p in PAGES if p])
def test_once_deposited_nothing_can_be_written(session, candidat, client, path):
    dossier = fill(session, make_dossier(session, candidat, Etat.DEPOSE))
    response = client.post(page(dossier, path), data={"poste": "x"})
    assert response.status_code in {405, 409}
