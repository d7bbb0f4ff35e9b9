"""What holds for every delay, whatever the story: section 0 rules 1, 2 and 12."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.droit.echeances import (
    Cle,
    Echeance,
    Niveau,
    Passage,
    attendue,
    avancement,
    echeances,
    jours_restants,
    niveau,
)
from portal.droit.jours import ajouter_mois
from portal.droit.reglements import EffetDemande
from portal.droit.workflow import TRANSITIONS, Acte, Etat, Role
from tests.droit.histoires import REGLEMENT, celle, cles, histoire, jour

TOUT = histoire(
    "2026-01-15 deposer",
    "2026-01-20 prendre_en_charge",
    "2026-02-01 demander_pieces 2026-03-03",
    "2026-02-11 completer",
    "2026-03-01 declarer_recevable",
    "2026-12-01 deposer_preuves",
    "2026-12-10 demander_preuves 2027-01-09",
)


def test_delays_come_in_the_order_they_started():
    assert cles(TOUT) == [
        Cle.K1,
        Cle.K1_LEGAL,
        Cle.K9,
        Cle.K2_CIBLE,
        Cle.K2,
        Cle.K9,
    ]


@pytest.mark.parametrize(
    ("etat", "cle", "debut"),
    [
        (Etat.BROUILLON, None, None),
        (Etat.DEPOSE, Cle.K1, "2026-01-15"),
        (Etat.EN_INSTRUCTION, Cle.K1, "2026-01-15"),
        (Etat.A_COMPLETER, Cle.K9, "2026-12-10"),  # the last request
        (Etat.NON_RECEVABLE, None, None),
        (Etat.RECEVABLE, Cle.K2_CIBLE, "2026-03-01"),
        (Etat.PREUVES_DEPOSEES, Cle.K2, "2026-03-01"),
        (Etat.PREUVES_A_COMPLETER, Cle.K9, "2026-12-10"),
        (Etat.PREUVES_RECUES, Cle.K2, "2026-03-01"),
        (Etat.CADUC, None, None),
        (Etat.RETIRE, None, None),
    ],
)
def test_each_etat_waits_on_one_delay(etat, cle, debut):
    found = attendue(etat, echeances(TOUT, REGLEMENT))
    assert (found.cle, found.debut) == (cle, jour(debut)) if cle else found is None


def test_a_draft_waits_on_nothing():
    assert attendue(Etat.DEPOSE, []) is None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-03-31", 0.0),  # before it starts
        ("2026-04-01", 0.0),
        ("2026-04-04", 0.3),
        ("2026-04-11", 1.0),
        ("2026-05-11", 1.0),  # late
    ],
)
def test_a_bar_fills_from_zero_to_one(on, expected):
    ten_days = Echeance(
        cle=Cle.K9,
        debut=jour("2026-04-01"),
        limite=jour("2026-04-11"),
        qui=Role.CANDIDAT,
    )
    assert avancement(ten_days, jour(on)) == expected


def test_a_delay_of_one_day_has_a_full_bar():
    day = jour("2026-04-01")
    k9 = Echeance(cle=Cle.K9, debut=day, limite=day, qui=Role.CANDIDAT)
    assert avancement(k9, day) == 1.0


def test_a_bar_stops_with_its_clock():
    k1 = celle(Cle.K1, TOUT[:3])
    assert avancement(k1, jour("2026-02-01")) == avancement(k1, jour("2026-08-01"))


DAYS = st.dates(min_value=date(2017, 4, 4), max_value=date(2060, 12, 31))
GAPS = st.lists(st.integers(min_value=0, max_value=60), max_size=8)
REPRISES = {Acte.REPRENDRE, Acte.REPRENDRE_PREUVES}
EFFETS = st.sampled_from(EffetDemande)
EN_RETARD = {Niveau.EN_RETARD, Niveau.TENUE_EN_RETARD, Niveau.SANS_REPONSE}


@st.composite
def vies(draw):
    """A story the workflow allows, from the deposit."""
    le, passages, etats = draw(DAYS), [], [Etat.BROUILLON]
    acte = Acte.DEPOSER
    for gap in [0, *draw(GAPS)]:
        # Nobody does without an answer before its date has passed (K9).
        wait = REGLEMENT.reponse_jours + 1 if acte in REPRISES else 0
        le += timedelta(days=max(gap, wait))
        passages.append(Passage(acte, le))
        etats.append(TRANSITIONS[acte].target or etats[-2])
        suites = [a for a, t in TRANSITIONS.items() if etats[-1] in t.sources]
        if not suites:
            break
        acte = draw(st.sampled_from(suites))
    return etats[-1], passages


def demandes(depot, gaps):
    """Requests and answers in turn, as many days apart as the gaps say."""
    passages, le = [Passage(Acte.DEPOSER, depot)], depot
    for rang, gap in enumerate(gaps):
        le += timedelta(days=gap)
        acte = Acte.COMPLETER if rang % 2 else Acte.DEMANDER_PIECES
        passages.append(Passage(acte, le))
    return passages


@given(DAYS, GAPS, EFFETS)
def test_no_request_ever_shortens_the_instruction(depot, gaps, effet):
    """Section 0 rule 1."""
    regles = replace(REGLEMENT, effet_demande=effet)
    k1 = celle(Cle.K1, demandes(depot, gaps), regles)
    assert k1.limite >= ajouter_mois(depot, regles.instruction_mois)


@given(DAYS, GAPS)
def test_a_request_pushes_by_the_days_away_at_most(depot, gaps):
    """Section 0 rule 1, effect « suspendre »."""
    away = sum(gaps[1::2])
    k1 = celle(Cle.K1, demandes(depot, gaps))
    without = ajouter_mois(depot, REGLEMENT.instruction_mois)
    assert k1.limite <= without + timedelta(days=away)


@given(DAYS, GAPS)
def test_answering_leaves_as_many_days_as_when_it_was_asked(depot, gaps):
    """Section 0 rule 1: the clock stops until the candidate answers."""
    passages = demandes(depot, gaps[: len(gaps) // 2 * 2])
    if len(passages) > 1 and celle(Cle.K1, passages[:-1]).suspendue_le:
        asked, answered = passages[-2], passages[-1]
        before = jours_restants(celle(Cle.K1, passages[:-1]), asked.le)
        assert jours_restants(celle(Cle.K1, passages), answered.le) == before


@given(DAYS, GAPS)
def test_continuer_never_moves_the_limit(depot, gaps):
    """Section 0 rule 1, effect « continuer »."""
    regles = replace(REGLEMENT, effet_demande=EffetDemande.CONTINUER)
    k1 = celle(Cle.K1, demandes(depot, gaps), regles)
    assert k1.limite == ajouter_mois(depot, regles.instruction_mois)
    assert k1.suspendue_le is None


@given(DAYS, st.integers(min_value=0, max_value=500))
def test_a_later_deposit_never_gives_an_earlier_limit(depot, later):
    first = celle(Cle.K1, demandes(depot, []))
    second = celle(Cle.K1, demandes(depot + timedelta(days=later), []))
    assert second.limite >= first.limite


@given(DAYS, GAPS)
def test_the_legal_clock_never_ends_after_the_other(depot, gaps):
    passages = demandes(depot, gaps)
    assert celle(Cle.K1_LEGAL, passages).limite <= celle(Cle.K1, passages).limite


@given(vies(), EFFETS)
def test_every_story_has_the_delay_its_etat_waits_on(vie, effet):
    etat, passages = vie
    regles = replace(REGLEMENT, effet_demande=effet)
    found = attendue(etat, echeances(passages, regles))
    closed = etat in {Etat.NON_RECEVABLE, Etat.CADUC, Etat.RETIRE}
    assert (found is None) is closed


@given(vies(), EFFETS, st.integers(min_value=-30, max_value=800))
def test_every_delay_of_every_story_is_sound(vie, effet, days):
    _, passages = vie
    regles = replace(REGLEMENT, effet_demande=effet)
    on = passages[-1].le + timedelta(days=days)
    for e in echeances(passages, regles):
        late = niveau(e, on, regles) in EN_RETARD
        assert e.debut <= e.limite
        assert 0 <= avancement(e, on) <= 1
        assert late is (jours_restants(e, on) < 0)
        assert sum(map(bool, (e.tenue_le, e.suspendue_le, e.sans_reponse_le))) <= 1
