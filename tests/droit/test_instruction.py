"""K1 and the legal clock beside it: section 0 rules 1 and 12."""

from dataclasses import replace

import pytest

from portal.droit.echeances import Cle, Niveau, jours_restants, niveau
from portal.droit.reglements import EffetDemande
from tests.droit.histoires import REGLEMENT, celle, cles, histoire, jour

SUSPENDRE, REINITIALISER, CONTINUER = EffetDemande


def limites(passages, effet=EffetDemande.SUSPENDRE):
    regles = replace(REGLEMENT, effet_demande=effet)
    return tuple(
        celle(cle, passages, regles).limite.isoformat()
        for cle in (Cle.K1, Cle.K1_LEGAL)
    )


@pytest.mark.parametrize(
    ("depot", "expected"),
    [
        ("2026-04-02", ("2026-07-02", "2026-06-02")),
        ("2026-11-30", ("2027-02-28", "2027-01-30")),
        ("2027-11-30", ("2028-02-29", "2028-01-30")),
        ("2026-12-31", ("2027-03-31", "2027-02-28")),
        ("2027-12-31", ("2028-03-31", "2028-02-29")),
        ("2026-12-30", ("2027-03-30", "2027-02-28")),
        ("2027-01-01", ("2027-04-01", "2027-03-01")),
        ("2028-02-29", ("2028-05-29", "2028-04-29")),
        ("2026-01-31", ("2026-04-30", "2026-03-31")),
        ("2026-03-29", ("2026-06-29", "2026-05-29")),  # the clocks change
        ("2026-10-25", ("2027-01-25", "2026-12-25")),
    ],
)
def test_the_avis_is_due_three_months_after_the_deposit(depot, expected):
    """Section 0 rule 1: three months, and the legal two beside them."""
    assert limites(histoire(f"{depot} deposer")) == expected


DEPOT = "2026-01-15 deposer"  # due 2026-04-15, and by law 2026-03-15


@pytest.mark.parametrize(
    ("lignes", "expected"),
    [
        (  # ten days away, ten days later
            ["2026-02-01 demander_pieces", "2026-02-11 completer"],
            ("2026-04-25", "2026-03-25"),
        ),
        (  # answered the next day
            ["2026-02-01 demander_pieces", "2026-02-02 completer"],
            ("2026-04-16", "2026-03-16"),
        ),
        (  # answered the same day: nothing was lost
            ["2026-02-01 demander_pieces", "2026-02-01 completer"],
            ("2026-04-15", "2026-03-15"),
        ),
        (  # asked the day of the deposit
            ["2026-01-15 demander_pieces", "2026-01-20 completer"],
            ("2026-04-20", "2026-03-20"),
        ),
        (  # asked on the last legal day: still in time for both
            ["2026-03-15 demander_pieces", "2026-03-20 completer"],
            ("2026-04-20", "2026-03-20"),
        ),
        (  # asked the day after: the legal delay stays expired
            ["2026-03-16 demander_pieces", "2026-03-26 completer"],
            ("2026-04-25", "2026-03-15"),
        ),
        (  # asked on the very last day
            ["2026-04-15 demander_pieces", "2026-05-15 completer"],
            ("2026-05-15", "2026-03-15"),
        ),
        (  # too late: a request does not revive an expired delay
            ["2026-04-16 demander_pieces", "2026-05-16 completer"],
            ("2026-04-15", "2026-03-15"),
        ),
        (  # two requests add up
            [
                "2026-02-01 demander_pieces",
                "2026-02-11 completer",
                "2026-03-01 demander_pieces",
                "2026-03-06 completer",
            ],
            ("2026-04-30", "2026-03-30"),
        ),
        (  # the second is in time thanks to the first
            [
                "2026-02-01 demander_pieces",
                "2026-02-11 completer",
                "2026-04-20 demander_pieces",
                "2026-04-30 completer",
            ],
            ("2026-05-05", "2026-03-25"),
        ),
        (  # the second is too late
            [
                "2026-02-01 demander_pieces",
                "2026-02-11 completer",
                "2026-04-26 demander_pieces",
                "2026-05-30 completer",
            ],
            ("2026-04-25", "2026-03-25"),
        ),
        (  # not answered yet: the limit of the day it was asked
            ["2026-02-01 demander_pieces"],
            ("2026-04-15", "2026-03-15"),
        ),
    ],
)
def test_a_request_for_pieces_suspends_the_clock(lignes, expected):
    """Section 0 rule 1, effect « suspendre », the default."""
    assert limites(histoire(DEPOT, *lignes)) == expected


@pytest.mark.parametrize(
    ("lignes", "expected"),
    [
        (  # over a leap day: 28 February to 1 March is two days
            [
                "2027-11-30 deposer",
                "2028-02-28 demander_pieces",
                "2028-03-01 completer",
            ],
            ("2028-03-02", "2028-01-30"),
        ),
        (  # over the year's end
            [
                "2026-11-30 deposer",
                "2026-12-20 demander_pieces",
                "2027-01-10 completer",
            ],
            ("2027-03-21", "2027-02-20"),
        ),
        (  # over the change to summer time
            [
                "2026-03-01 deposer",
                "2026-03-28 demander_pieces",
                "2026-03-30 completer",
            ],
            ("2026-06-03", "2026-05-03"),
        ),
        (  # over the change to winter time
            [
                "2026-09-01 deposer",
                "2026-10-24 demander_pieces",
                "2026-10-26 completer",
            ],
            ("2026-12-03", "2026-11-03"),
        ),
    ],
)
def test_suspended_days_are_whole_days_of_the_calendar(lignes, expected):
    """Section 0 rule 12: calendar days, counted literally."""
    assert limites(histoire(*lignes)) == expected


ASKED = ["2026-02-01 demander_pieces", "2026-02-11 completer"]


@pytest.mark.parametrize(
    ("effet", "lignes", "expected"),
    [
        (SUSPENDRE, ASKED, ("2026-04-25", "2026-03-25")),
        (REINITIALISER, ASKED, ("2026-05-11", "2026-04-11")),
        (CONTINUER, ASKED, ("2026-04-15", "2026-03-15")),
        (  # the same day starts again too
            REINITIALISER,
            ["2026-02-01 demander_pieces", "2026-02-01 completer"],
            ("2026-05-01", "2026-04-01"),
        ),
        (  # from the last answer
            REINITIALISER,
            [*ASKED, "2026-03-01 demander_pieces", "2026-03-06 completer"],
            ("2026-06-06", "2026-05-06"),
        ),
        (  # asked in time for K1 only, answered long after
            REINITIALISER,
            ["2026-04-10 demander_pieces", "2026-05-31 completer"],
            ("2026-08-31", "2026-03-15"),
        ),
        (  # a month end again: 30 November
            REINITIALISER,
            ["2026-03-10 demander_pieces", "2026-11-30 completer"],
            ("2027-02-28", "2027-01-30"),
        ),
        (
            REINITIALISER,
            ["2026-04-16 demander_pieces", "2026-05-16 completer"],
            ("2026-04-15", "2026-03-15"),
        ),
        (
            CONTINUER,
            ["2026-03-16 demander_pieces", "2026-05-16 completer"],
            ("2026-04-15", "2026-03-15"),
        ),
    ],
)
def test_the_reglement_sets_the_effect_of_a_request(effet, lignes, expected):
    """Section 0 rule 1: the three effects."""
    assert limites(histoire(DEPOT, *lignes), effet) == expected


def test_a_clock_started_again_counts_from_the_answer():
    regles = replace(REGLEMENT, effet_demande=REINITIALISER)
    assert celle(Cle.K1, histoire(DEPOT, *ASKED), regles).debut == jour("2026-02-11")


def test_a_reglement_may_have_no_legal_clock():
    """Section 0 rule 1."""
    regles = replace(REGLEMENT, instruction_legale_mois=None)
    assert cles(histoire(DEPOT), regles) == [Cle.K1]


def test_a_draft_has_no_delay():
    assert cles([]) == []


@pytest.mark.parametrize(
    ("lignes", "on", "reste", "expected"),
    [
        ([], "2026-01-15", 90, Niveau.A_TEMPS),
        ([], "2026-03-30", 16, Niveau.A_TEMPS),
        ([], "2026-03-31", 15, Niveau.BIENTOT),
        ([], "2026-04-14", 1, Niveau.BIENTOT),
        ([], "2026-04-15", 0, Niveau.BIENTOT),  # the last day is included
        ([], "2026-04-16", -1, Niveau.EN_RETARD),
        (["2026-02-01 demander_pieces"], "2026-02-01", 73, Niveau.SUSPENDUE),
        (["2026-02-01 demander_pieces"], "2026-12-01", 73, Niveau.SUSPENDUE),
        (["2026-04-16 demander_pieces"], "2026-04-20", -5, Niveau.EN_RETARD),
        (ASKED, "2026-02-11", 73, Niveau.A_TEMPS),  # as many days left
        (["2026-04-15 declarer_recevable"], "2026-09-01", 0, Niveau.TENUE),
        (["2026-04-15 declarer_non_recevable"], "2026-09-01", 0, Niveau.TENUE),
        (["2026-04-16 declarer_recevable"], "2026-09-01", -1, Niveau.TENUE_EN_RETARD),
        ([*ASKED, "2026-04-25 declarer_recevable"], "2027-01-01", 0, Niveau.TENUE),
    ],
)
def test_the_clock_says_where_it_stands(lignes, on, reste, expected):
    """Section 0 rules 1 and 12."""
    k1 = celle(Cle.K1, histoire(DEPOT, *lignes))
    assert jours_restants(k1, jour(on)) == reste
    assert niveau(k1, jour(on), REGLEMENT) is expected


@pytest.mark.parametrize(
    ("effet", "expected"),
    [
        (SUSPENDRE, Niveau.SUSPENDUE),
        (REINITIALISER, Niveau.SUSPENDUE),
        (CONTINUER, Niveau.EN_RETARD),
    ],
)
def test_an_unanswered_request_stops_the_clock_or_not(effet, expected):
    regles = replace(REGLEMENT, effet_demande=effet)
    k1 = celle(Cle.K1, histoire(DEPOT, "2026-02-01 demander_pieces"), regles)
    assert niveau(k1, jour("2026-06-01"), regles) is expected
