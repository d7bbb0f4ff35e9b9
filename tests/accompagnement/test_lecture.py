"""What an accompagnateur reads, and what is left to read."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from portal.accompagnement import services
from portal.dossiers.models import Ancre, Lecture
from portal.dossiers.queries.reperes import reperes
from portal.droit.pieces import Genre
from portal.droit.workflow import Etat, Role
from portal.jobs.queries import commentaires_non_lus
from tests.accompagnement.outils import (
    HTMX,
    answer,
    hour,
    open_thread,
)
from tests.comptes.outils import words
from tests.factories import (
    make_accompagnement,
    make_compte,
    make_dossier,
    make_piece,
    make_preuve,
    make_situation,
)

CODES = ("C1", "C2")


def test_the_list_says_where_each_dossier_is(session, login, dossier, accompagnateur):
    open_thread(session, dossier, dossier.candidat)
    other = make_dossier(session, etat=Etat.A_COMPLETER, nom_candidat="Roux Paul")
    make_accompagnement(session, other, accompagnateur)

    shown = words(login(accompagnateur).get("/accompagnement/"))

    for expected in (
        dossier.nom_candidat,
        dossier.certification.titre,
        "Recevable",
        "1 non lu",
        "16 janvier 2027",
        "Roux Paul",
        "À compléter par la personne accompagnée",
    ):
        assert expected in shown
    assert "par vous" not in shown


@pytest.mark.parametrize(
    "role", [Role.CANDIDAT, Role.ACCOMPAGNATEUR, Role.INSTRUCTEUR, Role.RESPONSABLE]
)
def test_who_accompanies_nobody_is_told_how_it_begins(session, login, role):
    shown = words(login(make_compte(session, role)).get("/accompagnement/"))
    assert "Vous n’accompagnez personne" in shown


def test_a_candidate_without_a_name_yet_is_known_by_its_address(
    session, login, accompagnateur
):
    draft = make_dossier(session, make_compte(session, nom_affiche=""))
    make_accompagnement(session, draft, accompagnateur)
    assert draft.candidat.email in words(login(accompagnateur).get("/accompagnement/"))


def test_the_list_is_paged_without_loss(session, login, accompagnateur):
    for n in range(31):
        other = make_dossier(session, etat=Etat.DEPOSE, nom_candidat=f"Nom {n:02d}")
        make_accompagnement(session, other, accompagnateur)
    client = login(accompagnateur)

    first = client.get("/accompagnement/")
    [following] = BeautifulSoup(first.text, "html.parser").select("a[rel=next]")
    second = client.get(following["href"])

    names = [
        a["href"]
        for page in (first, second)
        for a in BeautifulSoup(page.text, "html.parser").select(".pu-cand a")
    ]
    assert len(names) == len(set(names)) == 32


@pytest.mark.parametrize("apres", ["x", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_page_of_the_list_is_empty_or_the_first(
    login, accompagnateur, apres
):
    response = login(accompagnateur).get(f"/accompagnement/?apres={apres}")
    assert response.status_code == 200


def test_queries_of_the_list_do_not_grow(
    session, login, accompagnateur, dossier, count_queries
):
    client = login(accompagnateur)
    counts = []
    for more in (0, 29):
        for n in range(more):
            other = make_dossier(session, etat=Etat.DEPOSE)
            make_accompagnement(session, other, accompagnateur)
            open_thread(session, other, other.candidat, at=hour(n))
        with count_queries() as statements:
            assert client.get("/accompagnement/").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


def test_each_part_is_read_beside_its_comments(session, login, dossier, accompagnateur):
    situation = make_situation(session, dossier, CODES, titre="Transfert")
    preuve = make_preuve(session, situation, ("C1",), titre="Planning")
    texte = make_preuve(session, situation, texte="J’ai tenu le planning.")
    open_thread(session, dossier, dossier.candidat, Ancre.PREUVE, str(preuve.id))

    page = login(accompagnateur).get(f"/accompagnement/{dossier.id}")

    shown = words(page)
    for expected in (
        situation.contexte,
        situation.actions,
        "C1, C2",
        texte.texte,
        "1 capacité couverte sur 5",
        "Le référentiel demande 2 exemples.",
        "Seule la personne accompagnée modifie et dépose",
    ):
        assert expected in shown
    soup = BeautifulSoup(page.text, "html.parser")
    assert soup.select_one(f'a[href$="/fichiers/{preuve.fichier_id}"]')
    assert "Bonjour." in soup.select_one(f"#fil-preuve-{preuve.id}").text


def test_the_accompagnateur_has_nothing_to_change(
    session, login, dossier, accompagnateur
):
    """Section 0 rule 9: it comments, it never edits nor deposits."""
    make_situation(session, dossier, CODES)
    page = login(accompagnateur).get(f"/accompagnement/{dossier.id}")
    targets = {
        form["action"]
        for form in BeautifulSoup(page.text, "html.parser").select("main form")
    }
    assert all("/commentaires" in target for target in targets)


def test_the_identity_document_is_never_shown(session, login, dossier, accompagnateur):
    """Section 0 rule 8."""
    hidden = make_piece(session, dossier, Genre.IDENTITE, fichier_id=None, texte="ID")
    identity = make_piece(session, dossier, Genre.IDENTITE)
    cv = make_piece(session, dossier, Genre.CV)
    client = login(accompagnateur)

    page = client.get(f"/accompagnement/{dossier.id}").text

    assert f"/fichiers/{cv.fichier_id}" in page
    assert str(identity.fichier_id) not in page
    assert "identite.pdf" not in page
    assert hidden.texte not in words(client.get(f"/accompagnement/{dossier.id}"))
    url = f"/dossiers/{dossier.id}/fichiers/{identity.fichier_id}"
    assert client.get(url).status_code == 404


def test_queries_of_the_reading_page_do_not_grow(
    session, login, dossier, accompagnateur, count_queries
):
    client = login(accompagnateur)
    counts = []
    for size in (1, 29):
        for _ in range(size):
            situation = make_situation(session, dossier, CODES)
            preuve = make_preuve(session, situation, CODES)
            make_piece(session, dossier, Genre.DIPLOME)
            open_thread(
                session, dossier, dossier.candidat, Ancre.PREUVE, str(preuve.id)
            )
        with count_queries() as statements:
            assert client.get(f"/accompagnement/{dossier.id}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


def test_what_another_wrote_is_unread_until_it_is_read(
    session, login, dossier, candidat, accompagnateur
):
    thread = open_thread(session, dossier, accompagnateur, at=hour(0))
    open_thread(session, dossier, candidat, at=hour(1))
    assert reperes(session, candidat).non_lus == 1
    assert reperes(session, accompagnateur).non_lus == 1
    client = login(candidat)
    url = f"/dossiers/{dossier.id}/commentaires"
    assert "1 commentaire non lu" in words(client.get(url))
    # Reading is kept by a form, never by a link: a second visit is the same.
    assert "1 commentaire non lu" in words(client.get(url))

    read = client.post(f"{url}/lus", data={"dernier": thread.id})

    assert (read.status_code, read.location) == (303, url)
    session.rollback()
    assert reperes(session, candidat).non_lus == 0
    assert "non lu" not in words(client.get(url))


def test_what_came_after_the_page_stays_unread(
    session, login, dossier, candidat, accompagnateur
):
    seen = open_thread(session, dossier, accompagnateur, at=hour(0))
    later = open_thread(session, dossier, accompagnateur, at=hour(1))
    client = login(candidat)
    url = f"/dossiers/{dossier.id}/commentaires/lus"

    for newest, left in ((seen, 1), (later, 0), (seen, 0)):
        done = client.post(url, data={"dernier": newest.id}, headers=HTMX)
        assert (done.status_code, done.text) == (204, "")
        session.rollback()
        assert reperes(session, candidat).non_lus == left


@pytest.mark.parametrize("dernier", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_one_reads_until_a_comment_of_the_dossier(login, candidat, dossier, dernier):
    url = f"/dossiers/{dossier.id}/commentaires/lus"
    assert login(candidat).post(url, data={"dernier": dernier}).status_code == 404


def test_who_answers_has_read_the_thread(session, dossier, candidat, accompagnateur):
    thread = open_thread(session, dossier, accompagnateur, at=hour(0))
    answer(session, dossier, thread, candidat, at=hour(1))
    assert reperes(session, candidat).non_lus == 0


def test_answering_one_thread_does_not_read_another(
    session, dossier, candidat, accompagnateur
):
    thread = open_thread(session, dossier, accompagnateur, at=hour(0))
    open_thread(session, dossier, accompagnateur, at=hour(1))
    answer(session, dossier, thread, candidat, at=hour(2))
    assert reperes(session, candidat).non_lus == 2


def test_only_shared_dossiers_are_counted(session, dossier, accompagnateur):
    """Section 0 rule 9: neither the UIMM's nor those of a revoked access."""
    open_thread(session, dossier, dossier.candidat)
    staff = make_compte(session, Role.INSTRUCTEUR, uimm_slug=dossier.uimm_slug)
    former = make_compte(session, Role.ACCOMPAGNATEUR)
    make_accompagnement(session, dossier, former, revoque_at=hour(0))

    assert reperes(session, accompagnateur).non_lus == 1
    assert reperes(session, staff).non_lus == 0
    assert reperes(session, former).non_lus == 0


def test_the_digest_counts_the_same(session, dossier, candidat, accompagnateur, write):
    first = open_thread(session, dossier, accompagnateur, at=hour(0))
    open_thread(session, dossier, accompagnateur, at=hour(1))

    def digest():
        found = commentaires_non_lus(session, date(2026, 3, 9), depuis=date(2026, 2, 1))
        return {row.compte_id: row.nombre for row in found}

    assert (
        digest()
        == {candidat.id: reperes(session, candidat).non_lus}
        == {candidat.id: 2}
    )
    with write():
        services.marquer_lu(session, dossier, first, by=candidat)
    assert session.get(Lecture, (dossier.id, candidat.id)).lu_at == first.created_at
    assert digest() == {candidat.id: 1}
