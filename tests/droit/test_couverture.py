"""R20, R30, R33: what a dossier de preuves covers."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.droit.couverture import (
    Couverture,
    EtatCouverture,
    Manque,
    Montre,
    Visee,
    couverture,
)

C1, C4 = Visee("C1"), Visee("C4", exemples_demandes=2)
COUVERTE, INCOMPLETE = EtatCouverture.COUVERTE, EtatCouverture.INCOMPLETE
NON_COUVERTE = EtatCouverture.NON_COUVERTE
ECART_ACCEPTE = EtatCouverture.ECART_ACCEPTE


def montre(n, codes, *preuves):
    return Montre(UUID(int=n), frozenset(codes), tuple(map(frozenset, preuves)))


@pytest.mark.parametrize(
    ("visee", "situations", "ecarts", "etat", "manque", "bloque"),
    [
        # R30: at least one situation, and a preuve of it
        (C1, [], [], NON_COUVERTE, Manque.SITUATION, True),
        (C1, [montre(1, ["C2"], ["C2"])], [], NON_COUVERTE, Manque.SITUATION, True),
        (C1, [montre(1, ["C1"])], [], INCOMPLETE, Manque.PREUVE, True),
        (C1, [montre(1, ["C1"], ["C2"])], [], INCOMPLETE, Manque.PREUVE, True),
        (C1, [montre(1, ["C1"], ["C1"])], [], COUVERTE, None, False),
        # one preuve, several capacités
        (C1, [montre(1, ["C1", "C2"], ["C1", "C2"])], [], COUVERTE, None, False),
        # a preuve does not speak for a capacité its situation does not show
        (C1, [montre(1, ["C2"], ["C1"])], [], NON_COUVERTE, Manque.SITUATION, True),
        # one proven situation is enough, whatever the others lack
        (C1, [montre(1, ["C1"]), montre(2, ["C1"], ["C1"])], [], COUVERTE, None, False),
        # R33: C4 asks for two examples; this warns and blocks nothing
        (C4, [montre(1, ["C4"], ["C4"])], [], INCOMPLETE, Manque.EXEMPLE, False),
        (C4, [montre(1, ["C4"]), montre(2, ["C4"], ["C4"])], [], COUVERTE, None, False),
        (
            C4,
            [montre(1, ["C4"]), montre(2, ["C4"])],
            [],
            INCOMPLETE,
            Manque.PREUVE,
            True,
        ),
        # a gap accepted in words lets the deposit through
        (C1, [], ["C1"], ECART_ACCEPTE, Manque.SITUATION, False),
        (C1, [montre(1, ["C1"])], ["C1"], ECART_ACCEPTE, Manque.PREUVE, False),
        (C4, [montre(1, ["C4"], ["C4"])], ["C4"], ECART_ACCEPTE, Manque.EXEMPLE, False),
        (C1, [], ["C2"], NON_COUVERTE, Manque.SITUATION, True),
        # and has no object once the capacité is covered
        (C1, [montre(1, ["C1"], ["C1"])], ["C1"], COUVERTE, None, False),
    ],
)
def test_what_one_capacite_lacks(visee, situations, ecarts, etat, manque, bloque):
    """R30, R33."""
    [row] = couverture([visee], situations, ecarts)
    assert (row.etat, row.manque, row.bloque) == (etat, manque, bloque)


def test_the_counts_of_a_row():
    situations = [
        montre(1, ["C1"], ["C1"], ["C1", "C2"], ["C2"]),
        montre(2, ["C1"]),
        montre(3, ["C2"], ["C2"]),
    ]
    [row] = couverture([C1], situations)
    assert row.preuves_par_situation == {UUID(int=1): 2, UUID(int=2): 0}
    assert (row.situations, row.preuves) == (2, 2)


CODES = st.sets(st.sampled_from(["C1", "C2", "C3", "C4"]))
SITUATIONS = st.lists(st.tuples(CODES, st.lists(CODES, max_size=3)), max_size=5).map(
    lambda rows: [montre(n, codes, *preuves) for n, (codes, preuves) in enumerate(rows)]
)
VISEES = [Visee("C1"), Visee("C2"), Visee("C4", 2)]


@given(SITUATIONS, CODES)
def test_only_what_is_aimed_at_is_asked_and_in_its_order(situations, ecarts):
    """R20."""
    rows = couverture(VISEES, situations, ecarts)
    assert [row.code for row in rows] == ["C1", "C2", "C4"]


@given(SITUATIONS, CODES, CODES)
def test_adding_never_uncovers(situations, codes, preuve):
    added = [*situations, montre(99, codes, preuve)]
    before, after = couverture(VISEES, situations), couverture(VISEES, added)
    for old, new in zip(before, after, strict=True):
        assert new.bloque <= old.bloque
        assert new.preuves >= old.preuves
        assert old.etat is not COUVERTE or new.etat is COUVERTE


@given(SITUATIONS)
def test_every_gap_accepted_blocks_nothing(situations):
    assert not any(c.bloque for c in couverture(VISEES, situations, ["C1", "C2", "C4"]))


@given(SITUATIONS, CODES)
def test_state_gap_and_deposit_agree(situations, ecarts):
    for row in couverture(VISEES, situations, ecarts):
        assert (row.etat is COUVERTE) == (row.manque is None)
        assert not (row.bloque and row.etat in {COUVERTE, ECART_ACCEPTE})
        assert row.etat is not NON_COUVERTE or row.bloque
        assert row.preuves == 0 or row.situations > 0


def test_a_row_without_situation_is_uncovered():
    assert Couverture("C1", 1).etat is NON_COUVERTE
