from datetime import UTC, date, datetime

import pytest
from markupsafe import Markup

from portal.web import filters

N = "\u00a0"
INSTANT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("le", "words"),
    [
        (date(2026, 3, 3), f"3{N}mars{N}2026"),
        (date(2026, 4, 1), f"1er{N}avril{N}2026"),
        (date(2026, 8, 21), f"21{N}août{N}2026"),
        (INSTANT, f"21{N}novembre{N}2026"),
    ],
)
def test_a_long_date(le, words):
    assert filters.date_longue(le) == words


def test_the_other_ways_to_write_a_day():
    assert filters.date_courte(date(2026, 12, 3)) == "03/12/2026"
    assert filters.date_semaine(date(2027, 4, 16)) == f"vendredi 16{N}avril{N}2027"
    assert filters.mois_annee(date(2019, 3, 1)) == f"mars{N}2019"
    assert filters.mois_court(date(2026, 1, 31)) == "janv."
    assert filters.mois_court(date(2026, 12, 1)) == "déc."


def test_an_instant_is_told_in_paris_time():
    assert filters.heure(INSTANT) == f"0{N}h{N}30"
    assert filters.date_heure(INSTANT) == f"21{N}novembre{N}2026 à 0{N}h{N}30"


@pytest.mark.parametrize(
    ("le", "words"),
    [
        (date(2026, 11, 20), "aujourd’hui"),
        (date(2026, 11, 21), f"dans 1{N}jour"),
        (date(2026, 12, 2), f"dans 12{N}jours"),
        (date(2026, 11, 17), f"depuis 3{N}jours"),
        (date(2026, 11, 19), f"depuis 1{N}jour"),
    ],
)
def test_days_are_counted_in_days(le, words):
    assert filters.jours(le, date(2026, 11, 20)) == words


def test_days_left_are_negative_once_past():
    assert filters.ecart(date(2026, 11, 12), date(2026, 11, 20)) == -8


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "0 dossier"), (1, "1 dossier"), (2, "2 dossiers"), (1200, "1 200 dossiers")],
)
def test_zero_and_one_are_singular(n, words):
    assert filters.pluriel(n, "dossier").replace(N, " ").replace("\u202f", " ") == words


def test_a_plural_may_be_given():
    assert filters.pluriel(2, "non lu", "non lus") == f"2{N}non lus"


@pytest.mark.parametrize(
    ("mois", "words"),
    [
        (0, "0 mois"),
        (7, "7 mois"),
        (12, "1 an"),
        (24, "2 ans"),
        (163, "13 ans et 7 mois"),
    ],
)
def test_a_duration(mois, words):
    assert filters.duree(mois).replace(N, " ") == words


def test_a_duration_between_two_days():
    words = filters.duree_entre(date(2016, 9, 1), date(2019, 4, 1))
    assert words.replace(N, " ") == "2 ans et 7 mois"


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (1, "1 octet"),
        (999, "999 octets"),
        (1000, "1 Ko"),
        (640 * 1024, "640 Ko"),
        (1024 * 1024 - 1, "1 Mo"),
        (1_468_006, "1,4 Mo"),
        (20 * 1024 * 1024, "20 Mo"),
        (400 * 1024 * 1024, "400 Mo"),
        (2_684_354_560, "2,5 Go"),
    ],
)
def test_a_size(octets, words):
    assert filters.taille(octets).replace(N, " ") == words


@pytest.mark.parametrize(
    ("le", "expected"),
    [
        (date(2026, 1, 1), 0),
        (date(2026, 1, 6), 50),
        (date(2026, 1, 11), 100),
        (date(2026, 2, 1), 100),
        (date(2025, 1, 1), 0),
    ],
)
def test_a_part_of_a_period_stays_within_it(le, expected):
    assert filters.part(le, date(2026, 1, 1), date(2026, 1, 11)) == expected


def test_an_empty_period_is_over():
    assert filters.part(date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1)) == 100


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Pourquoi ?", f"Pourquoi{N}?"),
        ("l'avis « favorable »", f"l’avis «{N}favorable{N}»"),
        ("dans 12 jours", f"dans 12{N}jours"),
        ("50 %", f"50{N}%"),
        ("https://exemple.fr", "https://exemple.fr"),
        ("<b> : x", f"&lt;b&gt;{N}: x"),
    ],
)
def test_plain_text_gets_french_spaces_and_is_escaped(typed, shown):
    assert str(filters.typo(typed)) == shown


def test_markup_is_left_as_it_is():
    assert filters.typo(Markup("<b>a ?</b>")) == "<b>a ?</b>"
