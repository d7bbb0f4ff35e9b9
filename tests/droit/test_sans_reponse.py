"""A request nobody answers: the UIMM goes on once K9 has passed (section 0 rule 1)."""

from dataclasses import replace

import pytest
from hypothesis import given

from portal.droit.echeances import (
    Cle,
    Niveau,
    attendue,
    echeances,
    jours_restants,
    niveau,
    peut_declarer_caduc,
    peut_reprendre,
)
from portal.droit.reglements import EffetDemande
from portal.droit.workflow import Etat, Role
from tests.droit.histoires import REGLEMENT, celle, celles, histoire, jour
from tests.droit.test_echeances import DAYS, EFFETS, GAPS, demandes

SUSPENDRE, REINITIALISER, CONTINUER = EffetDemande
DEPOT = "2026-01-15 deposer"  # due 2026-04-15, and by law 2026-03-15
DEMANDE = "2026-02-01 demander_pieces 2026-03-03"
PREUVES = [
    DEPOT,
    "2026-02-01 declarer_recevable",
    "2026-10-01 deposer_preuves",
    "2026-10-10 demander_preuves 2026-11-09",
]


@pytest.mark.parametrize(
    ("demande", "on", "expected"),
    [
        (DEMANDE, "2026-03-02", False),
        (DEMANDE, "2026-03-03", False),  # the last day is included
        (DEMANDE, "2026-03-04", True),
        ("2026-01-29 demander_pieces 2026-02-28", "2026-02-28", False),
        ("2026-01-29 demander_pieces 2026-02-28", "2026-03-01", True),
        ("2028-01-30 demander_pieces 2028-02-29", "2028-02-29", False),
        ("2028-01-30 demander_pieces 2028-02-29", "2028-03-01", True),
        ("2026-12-01 demander_pieces 2026-12-31", "2026-12-31", False),
        ("2026-12-01 demander_pieces 2026-12-31", "2027-01-01", True),
        ("2026-02-01 demander_pieces", "2026-03-03", False),  # 30 days by default
        ("2026-02-01 demander_pieces", "2026-03-04", True),
    ],
)
@pytest.mark.parametrize("etat", [Etat.A_COMPLETER, Etat.PREUVES_A_COMPLETER])
def test_the_uimm_goes_on_the_day_after_the_answer_date(etat, demande, on, expected):
    """K9, rule 12: the last day is the candidate's."""
    asked = demande
    if etat is Etat.PREUVES_A_COMPLETER:
        asked = demande.replace("demander_pieces", "demander_preuves")
    liste = echeances(histoire(DEPOT, asked), REGLEMENT)
    assert peut_reprendre(etat, liste, jour(on)) is expected


@pytest.mark.parametrize("etat", list(Etat))
def test_only_a_request_that_waits_is_given_up(etat):
    liste = echeances(histoire(*PREUVES), REGLEMENT)
    waits = etat in {Etat.A_COMPLETER, Etat.PREUVES_A_COMPLETER}
    assert peut_reprendre(etat, liste, jour("2030-01-01")) is waits


def test_the_last_request_is_the_one_that_counts():
    passages = histoire(
        DEPOT, DEMANDE, "2026-03-04 reprendre", "2026-03-10 demander_pieces 2026-04-09"
    )
    liste = echeances(passages, REGLEMENT)
    assert not peut_reprendre(Etat.A_COMPLETER, liste, jour("2026-04-09"))
    assert peut_reprendre(Etat.A_COMPLETER, liste, jour("2026-04-10"))


@pytest.mark.parametrize(
    ("effet", "lignes", "expected"),
    [
        # thirty-one days away, thirty-one days later
        (SUSPENDRE, [DEMANDE, "2026-03-04 reprendre"], ("2026-05-16", "2026-04-15")),
        (
            REINITIALISER,
            [DEMANDE, "2026-03-04 reprendre"],
            ("2026-06-04", "2026-05-04"),
        ),
        (CONTINUER, [DEMANDE, "2026-03-04 reprendre"], ("2026-04-15", "2026-03-15")),
        (  # the month has no 31st
            REINITIALISER,
            ["2026-02-01 demander_pieces 2026-03-31", "2026-05-31 reprendre"],
            ("2026-08-31", "2026-07-31"),
        ),
        (  # nor a 30th
            REINITIALISER,
            ["2026-03-10 demander_pieces 2026-04-09", "2026-11-30 reprendre"],
            ("2027-02-28", "2027-01-30"),
        ),
        (  # a request made too late suspended nothing
            SUSPENDRE,
            ["2026-04-16 demander_pieces 2026-05-16", "2026-05-17 reprendre"],
            ("2026-04-15", "2026-03-15"),
        ),
        (  # given up, then asked again and answered: both pauses add up
            SUSPENDRE,
            [
                DEMANDE,
                "2026-03-04 reprendre",
                "2026-03-05 demander_pieces 2026-04-04",
                "2026-03-15 completer",
            ],
            ("2026-05-26", "2026-04-25"),
        ),
    ],
)
def test_the_effect_of_the_request_ends_that_day(effet, lignes, expected):
    """Section 0 rule 1."""
    regles = replace(REGLEMENT, effet_demande=effet)
    found = [
        celle(cle, histoire(DEPOT, *lignes), regles) for cle in (Cle.K1, Cle.K1_LEGAL)
    ]
    assert tuple(e.limite.isoformat() for e in found) == expected
    assert not any(e.suspendue_le for e in found)


@given(DAYS, GAPS, EFFETS)
def test_the_clock_runs_as_if_the_answer_had_come_that_day(depot, gaps, effet):
    """Section 0 rule 1."""
    regles = replace(REGLEMENT, effet_demande=effet)
    answered = demandes(depot, gaps)
    given_up = [replace(p, acte=GIVEN_UP.get(p.acte, p.acte)) for p in answered]
    for cle in (Cle.K1, Cle.K1_LEGAL):
        assert celle(cle, given_up, regles) == celle(cle, answered, regles)


GIVEN_UP = {"completer": "reprendre"}


def test_the_answer_date_is_over_without_having_been_met():
    """K9: neither met, nor late for ever."""
    k9 = celle(Cle.K9, histoire(DEPOT, DEMANDE, "2026-03-10 reprendre"))
    assert (k9.tenue_le, k9.sans_reponse_le) == (None, jour("2026-03-10"))
    assert k9.finie_le == jour("2026-03-10")
    later = jour("2027-01-01")
    assert niveau(k9, later, REGLEMENT) is Niveau.SANS_REPONSE
    assert jours_restants(k9, later) == -7


def test_the_answer_to_the_next_request_is_not_the_answer_to_this_one():
    passages = histoire(
        DEPOT,
        DEMANDE,
        "2026-03-04 reprendre",
        "2026-03-10 demander_pieces 2026-04-09",
        "2026-03-20 completer",
    )
    first, second = celles(Cle.K9, passages)
    assert (first.tenue_le, first.sans_reponse_le) == (None, jour("2026-03-04"))
    assert (second.tenue_le, second.sans_reponse_le) == (jour("2026-03-20"), None)


def test_a_withdrawn_dossier_keeps_the_request_that_went_unanswered():
    passages = histoire(DEPOT, DEMANDE, "2026-03-04 reprendre", "2026-03-20 retirer")
    assert [e.cle for e in echeances(passages, REGLEMENT)] == [Cle.K9]


def test_what_was_deposited_stands_when_the_preuves_are_not_completed():
    """Section 0 rule 2: the lateness is the UIMM's again, from the same deposit."""
    waiting, over = histoire(*PREUVES), [*PREUVES, "2026-11-10 reprendre_preuves"]
    assert celle(Cle.K2, waiting).qui is Role.CANDIDAT
    assert celle(Cle.K2_CIBLE, waiting).tenue_le is None
    after = histoire(*over)
    assert celle(Cle.K2, after).qui is Role.INSTRUCTEUR
    assert celle(Cle.K2_CIBLE, after).tenue_le == jour("2026-10-01")
    assert celle(Cle.K2, after).limite == celle(Cle.K2, waiting).limite


def test_after_it_the_dossier_waits_for_the_uimm():
    liste = echeances(histoire(*PREUVES, "2026-11-10 reprendre_preuves"), REGLEMENT)
    assert attendue(Etat.PREUVES_DEPOSEES, liste).cle is Cle.K2
    assert not peut_declarer_caduc(liste, jour("2030-01-01"))


def test_asked_again_the_preuves_are_incomplete_again():
    again = ["2026-11-10 reprendre_preuves", "2026-11-12 demander_preuves 2026-12-12"]
    liste = echeances(histoire(*PREUVES, *again), REGLEMENT)
    assert not peut_declarer_caduc(liste, jour("2026-12-13"))
    assert peut_declarer_caduc(liste, jour("2027-02-02"))
