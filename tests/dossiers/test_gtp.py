"""What the secretariat of the GTP may know of a dossier (R5)."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from portal.dossiers.models import Dossier
from portal.dossiers.permissions import qualite, why_not_read
from portal.dossiers.queries import visible, visible_dossier
from portal.droit.listes import Origine
from portal.droit.pieces import Genre
from portal.droit.workflow import CONNUS_DU_GTP, Etat, Role
from tests.factories import (
    fill,
    make_capacite_acquise,
    make_certificat,
    make_compte,
    make_dossier,
    make_dossier_jury,
    make_fichier_de_jury,
    make_jury,
    make_passage,
    make_piece,
    make_preuve,
    make_situation,
    make_transmission,
)


@pytest.fixture
def secretariat(session):
    return make_compte(session, Role.GTP)


@pytest.mark.parametrize("etat", list(Etat))
def test_it_knows_the_dossiers_sent_to_it_and_no_other(session, secretariat, etat):
    """Of every UIMM, once transmitted; never before, whatever the state."""
    dossier = make_dossier(session, etat=etat)
    known = etat in CONNUS_DU_GTP
    assert (qualite(dossier, secretariat) is Role.GTP) == known
    assert (visible_dossier(session, secretariat, dossier.id) is not None) == known
    listed = session.exec(select(Dossier).where(visible(secretariat))).all()
    assert bool(listed) == known


@pytest.mark.parametrize("genre", [*Genre, None])
def test_it_opens_no_piece_and_no_preuve(session, genre):
    dossier = make_dossier(session, etat=Etat.TRANSMIS_GTP)
    assert why_not_read(dossier, genre, Role.GTP)


@pytest.mark.parametrize(
    "path",
    [
        "/dossiers/{id}/fichiers/{piece}",
        "/dossiers/{id}/fichiers/{preuve}",
        "/dossiers/{id}/journal",
        "/dossiers/{id}/preuves",
        "/dossiers/{id}/commentaires",
        "/dossiers/{id}/recevabilite",
        "/instruction/{id}",
        "/accompagnement/{id}",
    ],
)
def test_no_page_shows_it_what_led_to_the_decision(session, login, secretariat, path):
    dossier = make_dossier(session, etat=Etat.TRANSMIS_GTP)
    piece = make_piece(session, dossier, Genre.IDENTITE)
    preuve = make_preuve(session, make_situation(session, dossier))
    url = path.format(id=dossier.id, piece=piece.fichier_id, preuve=preuve.fichier_id)
    assert login(secretariat).get(url).status_code in {403, 404}


def test_its_page_of_a_dossier_says_whose_turn_and_tells_the_decision_only(
    session, login, secretariat
):
    dossier = make_dossier(session, etat=Etat.COMPLEMENT_GTP)
    fill(session, dossier)
    shown = login(secretariat).get(f"/dossiers/{dossier.id}")
    assert shown.status_code == 200
    assert "Complément attendu de l’UIMM" in shown.text
    assert "Jury réuni" in shown.text
    for hidden in ("Avis favorable", "Journal", "journal", "Villeurbanne", "Roanne"):
        assert hidden not in shown.text


def test_its_page_does_not_exist_before(session, login, secretariat):
    dossier = make_dossier(session, etat=Etat.JURY_DELIBERE)
    assert login(secretariat).get(f"/dossiers/{dossier.id}").status_code == 404


def test_the_rows_of_the_certification_hold_together(session):
    dossier = make_dossier(session, etat=Etat.VALIDATION_PARTIELLE)
    passage = make_passage(session, dossier, acquises={"C1", "C2"})
    line = make_dossier_jury(session, dossier, acquises={"C1", "C2"})
    transmission = make_transmission(session, line.jury)
    make_certificat(session, dossier)
    make_capacite_acquise(session, dossier, limite_le=date(2031, 4, 26))
    assert len(passage.commission.membres) == 2
    assert [d.acquise for d in line.decisions].count(True) == 2
    assert len(transmission.pieces) == 4
    assert all(p.fichier.dossier_id is None for p in transmission.pieces)


@pytest.mark.parametrize("make", [make_passage, make_dossier_jury])
def test_a_dossier_has_one_open_turn(session, make):
    dossier = make_dossier(session, etat=Etat.COMMISSION_PROGRAMMEE)
    first = make(session, dossier)
    with pytest.raises(IntegrityError):
        make(session, dossier)
    session.rollback()
    first.clos_at = first.created_at
    session.add(first)
    session.commit()
    make(session, dossier)


def test_nothing_of_a_company_for_a_demandeur_d_emploi(session):
    """Annexe 7, note 8."""
    dossier = make_dossier(session, etat=Etat.JURY_PROGRAMME)
    with pytest.raises(IntegrityError):
        make_dossier_jury(
            session,
            dossier,
            origine=Origine.DEMANDEUR_EMPLOI,
            raison_sociale="Ateliers du Rhône",
        )


def test_a_file_of_a_jury_is_in_no_dossier(session):
    assert make_fichier_de_jury(session, make_jury(session)).dossier_id is None
