"""Days and months as the law counts them: section 0 rules 3 and 12."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.droit.jours import PARIS, ajouter_mois, annee_civile, jour_de_paris
from tests.droit.histoires import jour


@pytest.mark.parametrize(
    ("start", "mois", "expected"),
    [
        ("2026-01-15", 3, "2026-04-15"),
        ("2026-11-30", 3, "2027-02-28"),  # short month
        ("2027-11-30", 3, "2028-02-29"),  # leap year
        ("2027-11-29", 3, "2028-02-29"),
        ("2026-11-29", 3, "2027-02-28"),
        ("2026-11-28", 3, "2027-02-28"),
        ("2026-01-31", 3, "2026-04-30"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-12-01", 3, "2027-03-01"),
        ("2026-02-28", 3, "2026-05-28"),  # the last day does not stick
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-02-28", 12, "2028-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-10-31", 2, "2026-12-31"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2099-12-01", 3, "2100-03-01"),
        ("2099-11-30", 3, "2100-02-28"),  # 2100 is no leap year
        ("2026-05-31", 0, "2026-05-31"),
        ("2027-06-16", -2, "2027-04-16"),
        ("2027-04-30", -2, "2027-02-28"),
        ("2028-04-30", -2, "2028-02-29"),
        ("2027-01-31", -2, "2026-11-30"),
        ("2027-01-15", -1, "2026-12-15"),
        ("2027-01-15", -13, "2025-12-15"),
    ],
)
def test_months_run_from_date_to_date(start, mois, expected):
    """Section 0 rule 12."""
    assert ajouter_mois(jour(start), mois) == jour(expected)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-06-30T23:59:59+02:00", "2026-06-30"),  # the last second counts
        ("2026-07-01T00:00:00+02:00", "2026-07-01"),
        ("2026-06-30T21:59:59+00:00", "2026-06-30"),  # summer, two hours ahead
        ("2026-06-30T22:00:00+00:00", "2026-07-01"),
        ("2026-01-31T22:59:59+00:00", "2026-01-31"),  # winter, one hour ahead
        ("2026-01-31T23:00:00+00:00", "2026-02-01"),
        ("2026-03-28T22:59:59+00:00", "2026-03-28"),  # the night before spring
        ("2026-03-28T23:00:00+00:00", "2026-03-29"),
        ("2026-03-29T00:59:59+00:00", "2026-03-29"),  # 01:59:59, then 03:00
        ("2026-03-29T01:00:00+00:00", "2026-03-29"),
        ("2026-03-29T21:59:59+00:00", "2026-03-29"),  # a day of 23 hours
        ("2026-03-29T22:00:00+00:00", "2026-03-30"),
        ("2026-10-24T21:59:59+00:00", "2026-10-24"),  # the night before autumn
        ("2026-10-24T22:00:00+00:00", "2026-10-25"),
        ("2026-10-25T00:30:00+00:00", "2026-10-25"),  # 02:30 comes twice
        ("2026-10-25T01:30:00+00:00", "2026-10-25"),
        ("2026-10-25T22:59:59+00:00", "2026-10-25"),  # a day of 25 hours
        ("2026-10-25T23:00:00+00:00", "2026-10-26"),
        ("2026-12-31T22:59:59+00:00", "2026-12-31"),
        ("2026-12-31T23:00:00+00:00", "2027-01-01"),
        ("2026-12-31T19:30:00-04:00", "2027-01-01"),  # sent from the Antilles
        ("2027-01-01T03:00:00+04:00", "2027-01-01"),  # and from La Réunion
        ("2027-01-01T02:59:59+04:00", "2026-12-31"),
    ],
)
def test_an_instant_belongs_to_its_day_in_paris(instant, expected):
    """Section 0 rules 3 and 12: 23:59:59 is that day, 00:00:00 the next."""
    assert jour_de_paris(datetime.fromisoformat(instant)) == jour(expected)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=PARIS), 2026),
        (datetime(2027, 1, 1, 0, 0, 0, tzinfo=PARIS), 2027),
        (datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), 2026),
        (datetime(2026, 12, 31, 23, 0, 0, tzinfo=UTC), 2027),
    ],
)
def test_the_civil_year_turns_at_midnight_in_paris(instant, expected):
    """Section 0 rule 3, K0."""
    assert annee_civile(jour_de_paris(instant)) == expected


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        jour_de_paris(datetime.fromisoformat("2026-03-29T02:30:00"))


DAYS = st.dates(min_value=jour("2000-01-01"), max_value=jour("2080-12-31"))
MONTHS = st.integers(min_value=-60, max_value=60)


@given(DAYS, MONTHS)
def test_the_day_of_the_month_never_grows(day, mois):
    assert ajouter_mois(day, mois).day <= day.day


@given(DAYS, MONTHS)
def test_the_month_reached_is_the_month_asked(day, mois):
    reached = ajouter_mois(day, mois)
    assert reached.year * 12 + reached.month == day.year * 12 + day.month + mois


@given(DAYS, st.integers(min_value=0, max_value=400), MONTHS)
def test_a_later_day_never_gives_an_earlier_limit(day, later, mois):
    assert ajouter_mois(day + timedelta(days=later), mois) >= ajouter_mois(day, mois)


@given(st.integers(min_value=0, max_value=4_000_000_000))
def test_the_day_in_paris_is_that_of_utc_or_the_next(seconds):
    instant = datetime.fromtimestamp(seconds, UTC)
    day = instant.date()
    assert jour_de_paris(instant) in {day, day + timedelta(days=1)}
