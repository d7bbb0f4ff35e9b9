"""Asking for pieces, and what the answer brings back."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlmodel import select

from portal.db import write as transaction
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import Document, Evenement
from portal.dossiers.services import perform
from portal.droit.echeances import Cle
from portal.droit.pieces import Genre, Motif
from portal.droit.workflow import Acte, Etat
from portal.instruction.lettres import lettre_de_demande
from portal.instruction.queries.dossier import instruction
from portal.instruction.services.examen import demander_pieces
from tests.factories import instant, refuse_piece
from tests.instruction.aide import AUJOURD_HUI, date_fields, fields, words

REPONSE = date(2026, 4, 15)


@pytest.fixture
def refused(session, ready):
    return refuse_piece(session, ready, Genre.DIPLOME, Motif.ILLISIBLE)


def ask(session, dossier, by, *, le=AUJOURD_HUI, reponse_le=REPONSE):
    found = instruction(session, dossier)
    letter = lettre_de_demande(found, reponse_le=reponse_le, by=by, on=le)
    return demander_pieces(
        session,
        dossier,
        reponse_le=reponse_le,
        empreinte=letter.empreinte,
        by=by,
        at=instant(le),
    )


def test_only_the_refused_pieces_are_asked_again(session, login, ready, refused, staff):
    client, url = login(staff), f"/instruction/{ready.id}/demander-pieces"
    seen = client.get(url)
    assert "La page 2 manque." in words(seen)
    assert "Lettre de motivation" not in words(seen)
    assert "19 avril 2026" in words(seen), "thirty days, by default (K9)"
    data = fields(seen, url) | date_fields("reponse_le", date(2026, 4, 19))
    sent = client.post(url, data=data | {"etape": "emettre"}, csrf=False)
    assert sent.status_code == 303
    session.rollback()
    session.refresh(ready)
    assert ready.etat is Etat.A_COMPLETER
    [line] = [
        e for e in session.exec(select(Evenement)) if e.acte is Acte.DEMANDER_PIECES
    ]
    assert line.donnees == {"reponse_le": "2026-04-19", "pieces": [str(refused.id)]}
    assert session.exec(select(Document)).one().modele == "demande_pieces"


def test_another_date_is_read_again_before_it_is_sent(
    session, login, ready, refused, staff
):
    client, url = login(staff), f"/instruction/{ready.id}/demander-pieces"
    data = fields(client.get(url), url) | date_fields("reponse_le", REPONSE)
    answer = client.post(url, data=data | {"etape": "emettre"}, csrf=False)
    assert answer.status_code == 409
    assert "15 avril 2026" in words(answer)
    again = fields(answer, url) | date_fields("reponse_le", REPONSE)
    assert client.post(url, data=again | {"etape": "emettre"}).status_code == 303


@pytest.mark.parametrize("days", [-1, 0, 6, 91])
def test_an_answer_date_out_of_bounds_is_refused(login, ready, refused, staff, days):
    url = f"/instruction/{ready.id}/demander-pieces"
    data = date_fields("reponse_le", AUJOURD_HUI + timedelta(days=days))
    answer = login(staff).post(url, data=data | {"etape": "relire"})
    assert answer.status_code == 422
    assert "Choisissez une date dans 7 à 90" in words(answer)


def test_nothing_is_asked_when_nothing_is_refused(login, ready, staff):
    client, url = login(staff), f"/instruction/{ready.id}/demander-pieces"
    assert "Aucune pièce n’est refusée." in words(client.get(url))
    data = date_fields("reponse_le", REPONSE) | {"etape": "emettre"}
    assert client.post(url, data=data).status_code == 409


def test_a_request_suspends_the_clock_and_says_so(
    session, login, ready, refused, staff
):
    """Section 0 rule 1."""
    page = login(staff).get(f"/instruction/{ready.id}/demander-pieces")
    assert "Le délai de l’UIMM s’arrête aujourd’hui" in words(page)
    with transaction(session):
        ask(session, ready, staff)
    [k1] = [e for e in echeances_du(ready) if e.cle is Cle.K1]
    assert k1.suspendue_le == AUJOURD_HUI


def test_a_late_request_gives_no_day_back_and_says_so(
    session, login, ready, refused, staff
):
    """Section 0 rule 1."""
    with time_machine.travel(instant(date(2026, 6, 3)), tick=False):
        page = login(staff).get(f"/instruction/{ready.id}/demander-pieces")
    assert "Le délai de l’UIMM est déjà dépassé" in words(page)


def test_after_the_answer_the_bench_waits_for_a_new_verdict(
    session, ready, refused, staff
):
    with transaction(session):
        ask(session, ready, staff)
    refused.verdict.reponse = "Le lycée a fermé."
    session.add(refused.verdict)
    session.commit()
    with transaction(session):
        perform(session, Acte.COMPLETER, ready, by=ready.candidat, at=instant(REPONSE))
    found = instruction(session, ready)
    assert [p.id for p in found.a_examiner()] == [refused.id]
