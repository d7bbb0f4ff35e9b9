"""P5: the dossier d'activités; section 0 rule 10, no minimum duration."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.droit.durees import (
    Duree,
    Periode,
    duree,
    duree_totale,
    heures_estimees,
)
from tests.droit.histoires import jour

ON = date(2026, 3, 31)


def periode(debut, fin=None, heures=None):
    return Periode(jour(debut), jour(fin) if fin else None, heures)


@pytest.mark.parametrize(
    ("debut", "fin", "expected"),
    [
        ("2012-09-01", "2016-08-31", Duree(48, 0)),  # both days included
        ("2016-09-01", "2019-03-31", Duree(31, 0)),
        ("2019-04-01", "2023-12-31", Duree(57, 0)),
        ("2024-01-01", None, Duree(27, 0)),  # goes on, up to the day asked
        ("2025-01-15", "2025-01-15", Duree(0, 1)),
        ("2025-01-15", "2025-02-14", Duree(1, 0)),
        ("2025-01-15", "2025-02-15", Duree(1, 1)),
        ("2024-02-29", "2025-02-28", Duree(12, 1)),
        ("2025-02-01", "2025-02-28", Duree(1, 0)),
        ("2024-02-01", "2024-02-29", Duree(1, 0)),
        ("2025-01-31", "2025-02-27", Duree(1, 0)),  # a short month is a month
        ("2026-03-31", None, Duree(0, 1)),
        ("2026-01-01", "2026-12-31", Duree(3, 0)),  # what is to come is not lived
        ("2026-04-01", "2026-12-31", Duree(0, 0)),
        ("2026-04-01", None, Duree(0, 0)),
        ("2025-03-01", "2025-02-01", Duree(0, 0)),
    ],
)
def test_the_duration_of_one_experience(debut, fin, expected):
    assert duree(periode(debut, fin), ON) == expected


@pytest.mark.parametrize(
    ("periodes", "expected"),
    [
        ([], Duree(0, 0)),
        (  # one after the other: whole years and months stay whole
            [
                periode("2012-09-01", "2016-08-31"),
                periode("2016-09-01", "2019-03-31"),
                periode("2019-04-01", "2023-12-31"),
                periode("2024-01-01"),
            ],
            Duree(163, 0),  # 13 years and 7 months
        ),
        (  # the same years twice
            [periode("2020-01-01", "2020-12-31"), periode("2020-01-01", "2020-12-31")],
            Duree(12, 0),
        ),
        (  # partly together
            [periode("2020-01-01", "2020-12-31"), periode("2020-07-01", "2021-06-30")],
            Duree(18, 0),
        ),
        (  # one inside the other, then a later one touching the longer
            [
                periode("2020-01-01", "2020-12-31"),
                periode("2020-03-01", "2020-04-30"),
                periode("2021-01-01", "2021-01-31"),
            ],
            Duree(13, 0),
        ),
        (  # a gap is not counted
            [periode("2020-01-01", "2020-06-30"), periode("2021-01-01", "2021-06-30")],
            Duree(12, 0),
        ),
        (  # sharing one day
            [periode("2020-01-01", "2020-01-31"), periode("2020-01-31", "2020-02-29")],
            Duree(2, 0),
        ),
        (  # two that go on
            [periode("2025-04-01"), periode("2026-01-01")],
            Duree(12, 0),
        ),
        (  # odd days make a month of 30
            [periode("2020-01-01", "2020-01-20"), periode("2020-03-01", "2020-03-15")],
            Duree(1, 5),
        ),
        (  # not begun yet
            [periode("2020-01-01", "2020-12-31"), periode("2030-01-01")],
            Duree(12, 0),
        ),
    ],
)
def test_two_experiences_at_the_same_time_count_once(periodes, expected):
    assert duree_totale(periodes, ON) == expected


def test_part_time_is_not_shorter():
    """Section 0 rule 10: no minimum, so weekly hours take nothing away."""
    assert duree(periode("2025-01-01", "2025-12-31", 3), ON) == Duree(12, 0)


@pytest.mark.parametrize(
    ("periodes", "expected"),
    [
        ([], 0),
        ([periode("2026-01-05", "2026-01-11", 35)], 35),  # one week
        ([periode("2026-01-05", "2026-01-11")], 0),  # not said
        ([periode("2026-01-05", "2026-01-18", 7.5)], 15),
        ([periode("2026-01-05", "2026-01-11", 20)] * 2, 40),  # two jobs add up
        ([periode("2026-03-25", None, 35)], 35),
        ([periode("2026-05-01", None, 35)], 0),  # to come
    ],
)
def test_weekly_hours_give_an_estimate_of_hours(periodes, expected):
    assert heures_estimees(periodes, ON) == expected


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=ON)
PERIODES = st.builds(
    lambda debut, days: Periode(debut, debut + timedelta(days=days)),
    DAYS,
    st.integers(min_value=0, max_value=4000),
)


@given(st.lists(PERIODES, max_size=6), st.randoms())
def test_the_order_does_not_matter(periodes, rng):
    shuffled = list(periodes)
    rng.shuffle(shuffled)
    assert duree_totale(shuffled, ON) == duree_totale(periodes, ON)


@given(st.lists(PERIODES, max_size=6))
def test_declaring_twice_adds_nothing(periodes):
    assert duree_totale(periodes * 2, ON) == duree_totale(periodes, ON)


@given(PERIODES, st.integers(min_value=0, max_value=3999))
def test_cutting_an_experience_in_two_adds_nothing(whole, days):
    cut = whole.debut + timedelta(days=days)
    if cut < whole.fin:
        halves = [
            Periode(whole.debut, cut),
            Periode(cut + timedelta(days=1), whole.fin),
        ]
        assert duree_totale(halves, ON) == duree(whole, ON)


@given(PERIODES)
def test_days_beyond_the_months_are_less_than_a_month(whole):
    lived = duree(whole, ON)
    assert lived.mois >= 0
    assert 0 <= lived.jours <= 30
