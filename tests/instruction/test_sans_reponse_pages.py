"""What the pages of the UIMM say of a request nobody answers, before and after."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.db import write as transaction
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import Dossier
from portal.droit.echeances import Cle
from portal.droit.pieces import Genre, Motif
from portal.droit.reglements import EffetDemande, reglement
from portal.droit.workflow import Acte, Etat
from portal.instruction import consequences
from portal.instruction.queries.dossier import instruction
from portal.instruction.services.reprise import reprendre
from portal.web.filters import date_longue
from tests.factories import (
    add_evenement,
    instant,
    make_dossier,
    make_preuve,
    make_situation,
    refuse_piece,
)
from tests.instruction.aide import (
    AUJOURD_HUI,
    DEMAIN,
    MOTIF,
    SUITES,
    ask_again,
    on,
    rows,
    soup,
    waiting,
    words,
)

ATTENTES = list(SUITES)


@pytest.fixture
def asked(session, dossier, staff):
    """On the bench, every piece to judge but a refused diploma; asked on 20 March."""
    refuse_piece(session, dossier, Genre.DIPLOME, Motif.ILLISIBLE)
    return ask_again(session, dossier, staff)


@pytest.mark.parametrize(
    ("effet", "expected"),
    [
        (EffetDemande.SUSPENDRE, "reprend aujourd’hui, avec les jours qui restaient"),
        (EffetDemande.REINITIALISER, "recommence en entier aujourd’hui"),
        (EffetDemande.CONTINUER, "ne change pas"),
    ],
)
def test_the_clock_s_consequence_is_said_with_its_date(
    session, asked, monkeypatch, effet, expected
):
    """Section 0 rule 1, by each effect of the règlement."""
    other = replace(reglement(asked.reglement), code="essai", effet_demande=effet)
    monkeypatch.setattr("portal.droit.reglements.REGLEMENTS", (other,))
    asked.reglement = other.code
    late = asked.echeance_le + DEMAIN
    lines = consequences.de_la_reprise(instruction(session, asked), late)
    said = " ".join(f"{line['gras']} {line['texte']}" for line in lines)
    assert expected in said
    add_evenement(session, asked, Acte.REPRENDRE, by=asked.candidat, le=late)
    [k1] = [e for e in echeances_du(asked) if e.cle is Cle.K1]
    assert date_longue(k1.limite) in said
    assert "1\u00a0pièce reste refusée" in said
    assert "sans retour possible" in said


def test_a_clock_already_passed_is_not_said_to_run_again(session, staff):
    dossier = make_dossier(
        session,
        etat=Etat.A_COMPLETER,
        le=date(2025, 10, 1),
        instructeur=staff,
    )
    dossier.evenements[-1].le = date(2026, 1, 15)
    [first, *_] = consequences.de_la_reprise(instruction(session, dossier), AUJOURD_HUI)
    assert first["gras"] == "Le délai de l’UIMM reste dépassé\u00a0:"


def test_what_is_marked_is_said_before_the_preuves_are_taken_up(session, login, staff):
    dossier = waiting(session, staff, Etat.PREUVES_A_COMPLETER)
    situation = make_situation(session, dossier)
    make_preuve(session, situation, a_remplacer="La page 2 manque.")
    with on(dossier.echeance_le + DEMAIN):
        page = words(login(staff).get(f"/instruction/{dossier.id}/reprendre"))
    assert "1 preuve reste à remplacer" in page
    assert "Le délai du jury ne change pas" in page


@pytest.mark.parametrize("etat", ATTENTES)
def test_the_bench_and_the_queue_offer_it_on_its_day(session, login, staff, etat):
    dossier = waiting(session, staff, etat)
    url = f"/instruction/{dossier.id}/reprendre"
    tab = "preuves" if etat is Etat.PREUVES_A_COMPLETER else "recevabilite"
    addresses = f"/instruction/{dossier.id}", f"/instruction/?onglet={tab}"
    for day, offered in ((0, False), (1, True)):
        with on(dossier.echeance_le + timedelta(days=day)):
            for address in addresses:
                page = login(staff).get(address, follow_redirects=True)
                assert bool(soup(page).select(f'a[href="{url}"]')) is offered
                said = "La date de réponse est passée" in words(page)
                assert said is (offered and "onglet" not in address)
    with on(dossier.echeance_le + DEMAIN):
        [row] = rows(login(staff).get(addresses[1]))
    assert "Sans réponse" in row


def test_a_stopped_clock_is_neither_passed_nor_of_today(session, login, staff):
    """Section 0 rule 1: suspended, long after the legal two months."""
    dossier = waiting(session, staff)
    with on(date(2026, 6, 1)):
        client = login(staff)
        assert "passé" not in rows(client.get("/instruction/"))[0]
        bench = client.get(f"/instruction/{dossier.id}", follow_redirects=True)
    assert "arrêtée le 26/01" in words(bench)


def test_the_queue_sorts_by_the_new_date(session, login, staff):
    """What is given up leaves the top of the queue."""
    late, other = waiting(session, staff), make_dossier(session, etat=Etat.DEPOSE)
    day = late.echeance_le + DEMAIN
    with on(day):
        client = login(staff)
        before = [late.numero in row for row in rows(client.get("/instruction/"))]
        with transaction(session):
            reprendre(session, late, motif=MOTIF, by=staff, at=instant(day))
        after = [row.split()[0] for row in rows(client.get("/instruction/"))]
    assert before == [True, False]
    session.refresh(late)
    dates = {late.numero: late.echeance_le, other.numero: other.echeance_le}
    assert after == sorted(dates, key=dates.get)


def test_the_journal_names_the_reason(session, login, staff):
    dossier = waiting(session, staff)
    late = dossier.echeance_le + DEMAIN
    with transaction(session):
        reprendre(session, dossier, motif=MOTIF, by=staff, at=instant(late))
    assert session.get(Dossier, dossier.id).etat is Etat.EN_INSTRUCTION
    for compte in (staff, dossier.candidat):
        page = words(login(compte).get(f"/dossiers/{dossier.id}/journal"))
        assert "Étude reprise sans réponse" in page
        assert MOTIF in page
