"""What a responsable alone may do."""

from datetime import date

import pytest
import time_machine
from sqlmodel import select

from portal.dossiers.models import Derogation, Evenement
from portal.droit.workflow import Acte, Etat, Fait
from tests.factories import instant, make_dossier
from tests.instruction.aide import date_fields, words

MOTIF = {"motif": "La personne a retrouvé ses bulletins de paie."}


@pytest.fixture
def client(login, chief):
    return login(chief)


def reload(session, dossier):
    session.rollback()
    session.refresh(dossier)
    return dossier


def test_one_more_request_after_a_refusal(session, client, chief):
    """Section 0 rule 3."""
    dossier = make_dossier(session, etat=Etat.NON_RECEVABLE)
    url = f"/instruction/{dossier.id}/derogation"
    assert client.post(url, data={"motif": ""}).status_code == 422
    assert client.post(url, data=MOTIF).status_code == 303
    given = session.exec(select(Derogation)).one()
    assert (given.annee_civile, given.by_id) == (2026, chief.id)
    assert Fait.DEROGATION in {e.fait for e in session.exec(select(Evenement))}
    assert client.post(url, data=MOTIF).status_code == 409


@pytest.mark.parametrize(
    ("etat", "blocs", "status"),
    [
        (Etat.NON_RECEVABLE, [], 200),
        (Etat.RECEVABLE, [1], 200),
        (Etat.RECEVABLE, [], 409),
        (Etat.RETIRE, [], 409),
    ],
)
def test_the_exception_is_for_a_refusal_or_for_blocs(
    session, client, etat, blocs, status
):
    """Section 0 rule 3."""
    dossier = make_dossier(session, etat=etat, blocs_vises=blocs)
    answer = client.get(f"/instruction/{dossier.id}/derogation")
    assert answer.status_code == status


def test_the_exception_is_of_the_civil_year(session, client):
    """Section 0 rule 3: last year's request blocks nothing any more."""
    dossier = make_dossier(session, etat=Etat.NON_RECEVABLE, le=date(2025, 12, 1))
    answer = client.get(f"/instruction/{dossier.id}/derogation")
    assert answer.status_code == 409
    assert "l’année en cours" in words(answer)


def test_a_dossier_is_not_caduc_before_twelve_months(session, client):
    """Section 0 rule 2."""
    dossier = make_dossier(session, etat=Etat.RECEVABLE)
    answer = client.post(f"/instruction/{dossier.id}/caducite", data=MOTIF)
    assert answer.status_code == 409


def test_a_dossier_is_declared_caduc_then_lifted(session, login, chief):
    """Section 0 rule 2."""
    dossier = make_dossier(session, etat=Etat.RECEVABLE)
    url = f"/instruction/{dossier.id}/caducite"
    with time_machine.travel(instant(date(2027, 3, 17)), tick=False):
        client = login(chief)
        assert client.post(url, data=MOTIF).status_code == 303
        assert reload(session, dossier).etat is Etat.CADUC
        assert "Lever la caducité" in words(client.get(url))
        assert client.post(url, data=MOTIF).status_code == 303
    assert reload(session, dossier).etat is Etat.RECEVABLE
    reasons = [
        e.motif
        for e in session.exec(select(Evenement))
        if e.acte in {Acte.DECLARER_CADUC, Acte.LEVER_CADUCITE}
    ]
    assert reasons == [MOTIF["motif"]] * 2


def test_twelve_months_are_extended_to_a_later_day(session, client):
    """Section 0 rule 2, K2."""
    dossier = make_dossier(session, etat=Etat.RECEVABLE)
    url = f"/instruction/{dossier.id}/prolonger"
    assert "16 mars 2027" in words(client.get(url))
    for wrong in (date(2027, 3, 16), date(2031, 1, 1)):
        data = MOTIF | date_fields("jusqu_au", wrong)
        assert client.post(url, data=data).status_code == 422
    data = MOTIF | date_fields("jusqu_au", date(2027, 9, 16))
    assert client.post(url, data=data).status_code == 303
    assert reload(session, dossier).echeance_le == date(2027, 7, 16), (
        "the target follows"
    )
    [line] = [e for e in session.exec(select(Evenement)) if e.fait is Fait.PROLONGE]
    assert line.donnees == {"jusqu_au": "2027-09-16"}


@pytest.mark.parametrize("etat", [Etat.EN_INSTRUCTION, Etat.CADUC])
def test_only_a_running_delay_is_extended(session, client, etat):
    dossier = make_dossier(session, etat=etat)
    assert client.get(f"/instruction/{dossier.id}/prolonger").status_code == 409


def test_only_the_acts_open_today_are_offered(session, client, login, staff):
    dossier = make_dossier(session, etat=Etat.RECEVABLE, instructeur=staff)
    page = words(client.get(f"/instruction/{dossier.id}/pieces"))
    assert "Revenir sur l’avis" in page
    assert "Prolonger les 12 mois" in page
    assert "Déclarer le dossier caduc" not in page
    theirs = words(login(staff).get(f"/instruction/{dossier.id}/pieces"))
    assert "Revenir sur l’avis" not in theirs
