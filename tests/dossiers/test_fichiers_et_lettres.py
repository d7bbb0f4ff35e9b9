"""Files go through the same permission as the page; letters say when they are read."""

from datetime import date

import pytest
from sqlmodel import select

from portal.dossiers.models import Document, Evenement
from portal.dossiers.services import record
from portal.droit.pieces import Genre
from portal.droit.workflow import Etat, Fait, Role
from tests.factories import (
    instant,
    make_accompagnement,
    make_compte,
    make_dossier,
    make_fichier,
    make_piece,
    make_preuve,
    make_situation,
    save,
)
from tests.factories.base import JOUR


def staff_of(session, dossier):
    return make_compte(session, Role.INSTRUCTEUR, uimm_slug=dossier.uimm_slug)


@pytest.mark.parametrize(
    ("genre", "etat", "uimm", "friend"),
    [
        (Genre.CV, Etat.DEPOSE, 200, 200),
        (Genre.IDENTITE, Etat.DEPOSE, 200, 404),  # section 0 rule 8
        (Genre.DIPLOME, Etat.BROUILLON, 404, 200),
    ],
)
def test_who_opens_a_piece(session, storage, login, genre, etat, uimm, friend):
    dossier = make_dossier(session, etat=etat)
    piece = make_piece(session, dossier, genre, storage=storage)
    url = f"/dossiers/{dossier.id}/fichiers/{piece.fichier_id}"
    people = [
        (dossier.candidat, 200),
        (staff_of(session, dossier), uimm),
        (make_accompagnement(session, dossier).compte, friend),
        (make_compte(session), 404),
        (make_compte(session, Role.ADMINISTRATEUR), 403),
    ]
    for compte, status in people:
        assert login(compte).get(url).status_code == status


@pytest.mark.parametrize(
    ("etat", "status"), [(Etat.RECEVABLE, 404), (Etat.PREUVES_DEPOSEES, 200)]
)
def test_the_uimm_opens_a_preuve_once_deposited(session, storage, login, etat, status):
    dossier = make_dossier(session, etat=etat)
    preuve = make_preuve(session, make_situation(session, dossier), storage=storage)
    url = f"/dossiers/{dossier.id}/fichiers/{preuve.fichier_id}"
    assert login(staff_of(session, dossier)).get(url).status_code == status
    assert login(dossier.candidat).get(url).status_code == 200


def test_who_opened_a_file_is_in_the_journal(session, storage, login):
    dossier = make_dossier(session, etat=Etat.DEPOSE)
    piece = make_piece(session, dossier, storage=storage)
    staff = staff_of(session, dossier)
    url = f"/dossiers/{dossier.id}/fichiers/{piece.fichier_id}"
    login(dossier.candidat).get(url)
    login(staff).get(url)
    session.commit()  # leave the old reading
    lines = session.exec(
        select(Evenement).where(Evenement.fait == Fait.FICHIER_CONSULTE)
    ).all()
    assert [line.by_id for line in lines] == [staff.id]
    journal = f"/dossiers/{dossier.id}/journal?ouvertures=1"
    assert "L’UIMM a ouvert votre CV" in login(dossier.candidat).get(journal).text
    assert "A ouvert\u00a0: CV" in login(staff).get(journal).text


@pytest.mark.une_base
def test_a_long_journal_is_read_page_by_page(session, login, write, count_queries):
    dossier = make_dossier(session, etat=Etat.DEPOSE)
    with write():
        for _ in range(55):
            record(session, Fait.DOCUMENT_LU, dossier, by=None, at=instant(JOUR))
    client = login(dossier.candidat)
    url = f"/dossiers/{dossier.id}/journal"
    with count_queries() as statements:
        first = client.get(url).text
    assert len(statements) <= 8
    assert (first.count("Lettre lue"), "?avant=7" in first) == (50, True)
    second = client.get(f"{url}?avant=7").text
    assert (second.count("Lettre lue"), "Demande déposée" in second) == (5, True)


def test_a_file_of_another_dossier_is_not_reached_through_mine(session, storage, login):
    theirs = make_piece(session, make_dossier(session), storage=storage)
    mine = make_dossier(session, make_compte(session))
    url = f"/dossiers/{mine.id}/fichiers/{theirs.fichier_id}"
    assert login(mine.candidat).get(url).status_code == 404


def test_an_erased_file_is_gone(session, storage, login):
    dossier = make_dossier(session)
    piece = make_piece(session, dossier, storage=storage)
    piece.fichier.efface_at = instant(JOUR)
    save(session, piece.fichier)
    url = f"/dossiers/{dossier.id}/fichiers/{piece.fichier_id}"
    assert login(dossier.candidat).get(url).status_code == 404


def make_letter(session, dossier, fichier=None):
    return save(
        session,
        Document(
            dossier_id=dossier.id,
            modele="avis_favorable",
            emis_le=date(2026, 3, 2),
            fichier_id=fichier.id if fichier else None,
        ),
    )


def test_only_the_candidate_s_first_reading_is_kept(session, storage, login):
    dossier = make_dossier(session, etat=Etat.RECEVABLE)
    letter = make_letter(session, dossier, make_fichier(session, dossier, storage))
    url = f"/dossiers/{dossier.id}/documents/{letter.id}"
    page = f"/dossiers/{dossier.id}"
    staff = login(staff_of(session, dossier))

    assert staff.get(url).status_code == 200
    assert "pas encore lue" in staff.get(page).text
    assert login(dossier.candidat).get(url).status_code == 200
    assert "lue le" in staff.get(page).text
    assert "lue le" in login(dossier.candidat).get(page).text


def test_a_letter_not_yet_made_says_so(session, login):
    dossier = make_dossier(session, etat=Etat.RECEVABLE)
    letter = make_letter(session, dossier)
    url = f"/dossiers/{dossier.id}/documents/{letter.id}"
    assert "en préparation" in login(dossier.candidat).get(url).text
    friend = make_accompagnement(session, dossier).compte
    assert login(friend).get(url).status_code in {403, 404}
