"""What the branch decides of a certification, and what may be suggested to it."""

from datetime import date

import pytest

from portal.droit.cycle_de_vie import (
    DATES,
    Proposition,
    est_reactivee,
    proposition,
    why_not_benefice,
    why_not_date,
    why_not_decide,
)
from portal.droit.ouverture import StatutCertification
from portal.droit.reglements import reglement

ACTIF, EN_VEILLE, SUPPRIME = StatutCertification
REGLEMENT = reglement("2017-04")
INCONNUES = dict.fromkeys(DATES)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 1), None),
        (date(2026, 3, 2), Proposition(EN_VEILLE, date(2023, 3, 2))),
    ],
)
def test_three_years_without_a_request_may_propose_to_put_to_sleep(on, expected):
    """R15: date to date, the last request of all."""
    usages = [date(2023, 3, 2), None]
    assert proposition(ACTIF, None, usages, REGLEMENT, on) == expected


def test_a_reactivation_starts_the_three_years_again():
    """R14, R15."""
    usages = [date(2015, 1, 1)]
    decided = date(2025, 6, 1)
    assert not proposition(ACTIF, decided, usages, REGLEMENT, date(2028, 5, 31))
    assert proposition(ACTIF, decided, usages, REGLEMENT, date(2028, 6, 1))


def test_nothing_is_counted_from_an_unknown_day():
    """R15: a certification nobody asked for and without a date is not « unused »."""
    assert proposition(ACTIF, None, [None], REGLEMENT, date(2030, 1, 1)) is None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 2, 27), None),
        (date(2026, 2, 28), Proposition(SUPPRIME, date(2024, 2, 29))),
    ],
)
def test_two_more_years_asleep_may_propose_to_delete(on, expected):
    """R15: from the decision, whatever requests were filed; 29 February included."""
    usages = [date(2026, 1, 1)]
    assert proposition(EN_VEILLE, date(2024, 2, 29), usages, REGLEMENT, on) == expected


def test_a_deleted_certification_proposes_nothing():
    """R15."""
    day = date(2010, 1, 1)
    assert proposition(SUPPRIME, day, [day], REGLEMENT, date(2030, 1, 1)) is None


@pytest.mark.parametrize(
    ("statut", "statut_le", "expected"),
    [
        (ACTIF, date(2026, 1, 1), True),
        (ACTIF, None, False),
        (EN_VEILLE, date(2026, 1, 1), False),
    ],
)
def test_an_active_certification_with_a_decision_was_reactivated(
    statut, statut_le, expected
):
    """R14."""
    assert est_reactivee(statut, statut_le) is expected


@pytest.mark.parametrize(
    ("statut", "decide_le", "refused"),
    [
        (EN_VEILLE, date(2026, 3, 2), None),
        (EN_VEILLE, date(2026, 3, 3), "à venir"),
        (EN_VEILLE, date(2025, 12, 31), "ne peut pas précéder"),
        (ACTIF, date(2025, 12, 31), None),
    ],
)
def test_a_decision_applies_from_its_own_day(statut, decide_le, refused):
    """R16: taken, after the one before; the date of the same one may be corrected."""
    known = (ACTIF, date(2026, 1, 1))
    reason = why_not_decide(known, (statut, decide_le), date(2026, 3, 2))
    assert (refused in reason) if refused else reason is None


@pytest.mark.parametrize(
    ("name", "day", "refused"),
    [
        ("fin", date(2025, 1, 1), None),
        ("fin", date(2020, 1, 1), "La date de fin doit suivre la date d’effet, le 1er"),
        ("fin", date(2019, 1, 1), "La date de fin doit suivre la date d’effet, le 1er"),
        ("jo", date(2019, 12, 1), "suivre la date de l’arrêté, le 2\u00a0décembre"),
        ("jo", date(2019, 12, 2), None),
        ("jo", None, None),
        ("date_limite_delivrance", date(2020, 1, 1), "limite de délivrance doit"),
    ],
)
def test_the_dates_of_a_registration_follow_one_another(name, day, refused):
    """R11: an unknown date is in order."""
    known = {"arrete": date(2019, 12, 2), "effet": date(2020, 1, 1)}
    reason = why_not_date(name, INCONNUES | known | {name: day})
    assert (refused in reason) if refused else reason is None


@pytest.mark.parametrize(
    ("texte", "mois", "accepted"),
    [
        (None, None, True),
        ("illimitée", None, True),
        ("5 an(s)", 60, True),
        ("5 an(s)", None, False),
        (None, 60, False),
        ("illimitée", 60, False),
    ],
)
def test_the_months_of_a_benefit_go_with_its_words(texte, mois, accepted):
    """Section 0 rule 6."""
    assert (why_not_benefice(texte, mois) is None) is accepted
