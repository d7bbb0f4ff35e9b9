from dataclasses import dataclass
from datetime import date

import pytest

from portal.droit.ouverture import (
    StatutCertification,
    enregistrement_ouvert,
    referentiel_applicable,
    why_closed,
)

ACTIF, EN_VEILLE, SUPPRIME = StatutCertification
TODAY = date(2026, 11, 20)


@dataclass
class Enr:
    code: str
    effet: date | None = None
    fin: date | None = None
    demonstration: bool = False


@dataclass
class Version:
    applicable_le: date


RNCP19452 = Enr("RNCP19452", date(2014, 8, 9), date(2019, 8, 9))
RNCP36308 = Enr("RNCP36308")
RNCP40906 = Enr("RNCP40906", fin=date(2030, 6, 25))
RNCP38620 = Enr("RNCP38620")
FUTUR = Enr("RNCP50000", date(2027, 1, 1), date(2032, 1, 1))
DEMO = Enr("DEMO-charge", date(2025, 11, 20), date(2030, 11, 20), demonstration=True)


@pytest.mark.parametrize(
    ("on", "open_"),
    [
        (date(2014, 8, 8), False),  # the day before the effect date
        (date(2014, 8, 9), True),  # both ends are included
        (date(2019, 8, 9), True),
        (date(2019, 8, 10), False),
    ],
)
def test_a_registration_opens_from_its_effect_to_its_end(on, open_):
    """R10, R11, section 0 rule 4: effet <= dépôt <= fin."""
    assert (why_closed(ACTIF, None, [RNCP19452], on) is None) is open_


@pytest.mark.parametrize(
    ("enregistrements", "sentence"),
    [
        ([], "n’est pas inscrite au RNCP"),
        ([RNCP19452], "l’enregistrement RNCP19452 a pris fin le 9 août 2019."),
        ([RNCP19452, RNCP38620], "La date de fin de RNCP38620 n’est pas connue"),
        (
            [RNCP19452, FUTUR],
            "l’enregistrement RNCP50000 prend effet le 1er janvier 2027.",
        ),
        ([RNCP19452, RNCP36308, RNCP40906], None),
        ([RNCP38620, DEMO], None),
    ],
)
def test_the_last_registration_says_why_it_is_closed(enregistrements, sentence):
    """R10, R11, section 0 rule 4: an unknown end date keeps it closed."""
    why = why_closed(ACTIF, None, enregistrements, TODAY)
    assert (why is None) if sentence is None else (sentence in plain(why))


def test_once_ended_a_successor_hides_the_unknown_dates_of_older_ones():
    """R11."""
    why = why_closed(ACTIF, None, [RNCP36308, RNCP40906], date(2030, 6, 26))
    assert plain(why).endswith("l’enregistrement RNCP40906 a pris fin le 25 juin 2030.")


@pytest.mark.parametrize(
    ("statut", "words"), [(EN_VEILLE, "est en veille"), (SUPPRIME, "est supprimée")]
)
def test_a_certification_put_to_sleep_takes_nobody_new(statut, words):
    """R12: engaged VAE may finish, and the sentence says so."""
    why = plain(why_closed(statut, date(2026, 3, 1), [RNCP40906], TODAY))
    assert f"{words} depuis le 1er mars 2026" in why
    assert "déjà engagées peuvent aller à leur terme" in why


@pytest.mark.parametrize(
    ("on", "open_"), [(date(2026, 2, 28), True), (date(2026, 3, 1), False)]
)
def test_the_decision_applies_from_its_own_day(on, open_):
    """R12, R16."""
    assert (why_closed(EN_VEILLE, date(2026, 3, 1), [RNCP40906], on) is None) is open_


def test_a_real_registration_is_preferred_to_a_demonstration():
    """Section 0 rule 4: demonstration data may open, marked as such."""
    assert enregistrement_ouvert([DEMO, RNCP40906], TODAY) is RNCP40906
    assert enregistrement_ouvert([DEMO, RNCP38620], TODAY) is DEMO


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2014, 8, 8), None),
        (date(2014, 8, 9), 2014),
        (date(2026, 12, 31), 2014),
        (date(2027, 1, 1), 2027),
    ],
)
def test_a_request_gets_the_version_applicable_that_day(on, expected):
    """R13, R16: a revision binds requests from its application date only."""
    versions = [Version(date(2027, 1, 1)), Version(date(2014, 8, 9))]
    found = referentiel_applicable(versions, on)
    assert (found and found.applicable_le.year) == expected


def plain(sentence):
    return sentence.replace("\u00a0", " ")
