"""From each capacité to the outcome and to the lines of the PV."""

import pytest

from portal.droit.resultats import (
    VALIDER,
    Admission,
    Issue,
    LignePv,
    Portee,
    acquises,
    blocs_acquis,
    issue,
    lignes_pv,
)
from portal.droit.workflow import TRANSITIONS, VALIDES, Acte

BLOCS = {1: ("C1", "C2"), 2: ("C3", "C4"), 3: ("C5",)}
CQPM = Portee(blocs=BLOCS)
A, NA = Admission.ADMIS, Admission.NON_ADMIS


def decisions(portee, *acquired):
    return {code: code in acquired for code in portee.capacites}


def lines(portee, *acquired):
    return [
        (line.bloc, line.admission)
        for line in lignes_pv(portee, decisions(portee, *acquired))
    ]


def test_every_capacite_of_what_is_aimed_at_is_decided():
    """R18, R20."""
    assert CQPM.capacites == ["C1", "C2", "C3", "C4", "C5"]
    assert Portee(blocs=BLOCS, vises=[3, 1]).capacites == ["C1", "C2", "C5"]
    with pytest.raises(KeyError):
        issue(CQPM, {"C1": True})


@pytest.mark.parametrize(
    ("acquired", "expected"),
    [
        (("C1", "C2", "C3", "C4", "C5"), Issue.TOTALE),
        (("C1", "C2", "C3", "C4"), Issue.PARTIELLE),
        (("C4",), Issue.PARTIELLE),
        ((), Issue.AUCUNE),
    ],
)
def test_totale_when_all_are_partielle_when_some_are(acquired, expected):
    """Decision 5, R18."""
    assert issue(CQPM, decisions(CQPM, *acquired)) is expected


def test_a_bloc_is_acquired_when_all_its_capacites_are():
    """Decision 5, R19."""
    assert blocs_acquis(CQPM, decisions(CQPM, "C1", "C2", "C3")) == [1]
    assert blocs_acquis(CQPM, decisions(CQPM, "C1", "C3", "C5")) == [3]


@pytest.mark.parametrize(
    ("acquired", "expected"),
    [
        (("C1", "C2", "C3", "C4", "C5"), [(None, A)]),
        (("C1", "C2", "C5"), [(None, NA), (1, A), (3, A)]),
        (("C1", "C3"), [(None, NA)]),
        ((), [(None, NA)]),
    ],
)
def test_the_pv_says_a_when_totale_else_na_and_each_whole_bloc(acquired, expected):
    """Decision 5, reading A5."""
    assert lines(CQPM, *acquired) == expected


@pytest.mark.parametrize(
    ("acquired", "expected"),
    [
        (("C1", "C2", "C5"), [(1, A), (3, A)]),
        (("C1", "C5"), [(1, NA), (3, A)]),
        ((), [(1, NA), (3, NA)]),
    ],
)
def test_where_blocs_are_aimed_at_each_has_its_line(acquired, expected):
    """A bloc is a certification of its own (A5, R20)."""
    assert lines(Portee(blocs=BLOCS, vises=[1, 3]), *acquired) == expected


REPRISE = Portee(
    blocs=BLOCS, restantes=["C2", "C3", "C4"], deja=frozenset({"C1", "C5"})
)


@pytest.mark.parametrize(
    ("acquired", "outcome", "expected"),
    [
        (("C2", "C3", "C4"), Issue.TOTALE, [(None, A)]),
        (("C2",), Issue.PARTIELLE, [(None, NA), (1, A)]),
        ((), Issue.AUCUNE, [(None, NA)]),
    ],
)
def test_a_request_on_the_remainder_adds_to_what_is_kept(acquired, outcome, expected):
    """R67, decision 5; bloc 3 was whole before: its line was on the earlier PV."""
    assert REPRISE.capacites == ["C2", "C3", "C4"]
    assert issue(REPRISE, decisions(REPRISE, *acquired)) is outcome
    assert lines(REPRISE, *acquired) == expected


def test_the_capacites_acquired_come_in_the_order_of_the_referentiel():
    """R66: the letter names them by numbers and titles."""
    assert acquises(CQPM, decisions(CQPM, "C5", "C1")) == ["C1", "C5"]


def test_the_outcome_names_the_act_of_the_gtp_and_nobody_chooses_it():
    """R5, decision 5."""
    assert set(VALIDER) == set(Issue)
    assert {TRANSITIONS[acte].target for acte in VALIDER.values()} == VALIDES
    assert all(isinstance(acte, Acte) for acte in VALIDER.values())


def test_a_line_has_no_third_word():
    """Annexe 7, note 6."""
    assert [a.value for a in Admission] == ["A", "NA"]
    assert LignePv(None, A).admission in Admission
