"""K3, K4, K5: R40, R41, R51; calendar days, counted literally (section 0 rule 12)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.droit import jury
from portal.droit.echeances import Cle, Niveau, jours_restants, niveau
from tests.droit.histoires import REGLEMENT, jour

DAYS = st.dates(min_value=date(2017, 5, 4), max_value=date(2060, 12, 31))
ANTICIPATION = st.integers(min_value=0, max_value=200)


def clocks(le, **facts):
    return {e.cle: e for e in jury.echeances(le, le - timedelta(days=60), **facts)}


@pytest.mark.parametrize(
    ("le", "quinze", "huit"),
    [
        ("2026-12-15", "2026-11-30", "2026-12-07"),
        ("2026-03-10", "2026-02-23", "2026-03-02"),
        ("2028-03-10", "2028-02-24", "2028-03-02"),  # leap year
        ("2028-03-08", "2028-02-22", "2028-02-29"),
        ("2027-01-08", "2026-12-24", "2026-12-31"),  # over the year's end
        ("2026-04-05", "2026-03-21", "2026-03-28"),  # summer time on 29 March
        ("2026-11-01", "2026-10-17", "2026-10-24"),  # winter time on 25 October
        ("2026-05-16", "2026-05-01", "2026-05-08"),  # public holidays count
    ],
)
def test_the_last_days_before_a_jury(le, quinze, huit):
    """Both sides of each limit."""
    found = clocks(jour(le))
    assert {cle: e.limite for cle, e in found.items()} == {
        Cle.K3: jour(quinze),
        Cle.K4: jour(quinze),
        Cle.K5: jour(huit),
    }
    for e in found.values():
        assert niveau(e, e.limite, REGLEMENT) is Niveau.BIENTOT
        assert niveau(e, e.limite + timedelta(days=1), REGLEMENT) is Niveau.EN_RETARD


@pytest.mark.parametrize(
    ("le", "k4", "k5"),
    [
        ("2026-11-30", Niveau.TENUE, Niveau.TENUE),
        ("2026-12-01", Niveau.TENUE_EN_RETARD, Niveau.TENUE),
        ("2026-12-07", Niveau.TENUE_EN_RETARD, Niveau.TENUE),
        ("2026-12-08", Niveau.TENUE_EN_RETARD, Niveau.TENUE_EN_RETARD),
    ],
)
def test_a_late_convocation_may_still_give_the_juror_eight_days(le, k4, k5):
    """R41, R51."""
    found = clocks(jour("2026-12-15"), convoque_le=jour(le))
    assert niveau(found[Cle.K4], jour("2026-12-15"), REGLEMENT) is k4
    assert niveau(found[Cle.K5], jour("2026-12-15"), REGLEMENT) is k5


@given(DAYS, ANTICIPATION)
def test_a_request_in_time_is_met_in_time_whatever_the_day(le, days):
    """R40."""
    asked = le - timedelta(days=days)
    [k3, *_rest] = jury.echeances(le, asked, demandes=[asked])
    in_time = niveau(k3, le, REGLEMENT) is Niveau.TENUE
    assert in_time == (days >= REGLEMENT.designation_jours)
    assert jours_restants(k3, le) == days - REGLEMENT.designation_jours
