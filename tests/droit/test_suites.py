"""Rules R63, R66 and R67, decision 6, 1.10: what follows the jury's decision."""

from dataclasses import dataclass
from datetime import date

import pytest

from portal.droit.reglements import reglement
from portal.droit.suites import (
    NUMERO,
    benefice,
    blocs_a_reprendre,
    departement,
    est_gardee,
    inscription,
    numero_certificat,
    plus_longue,
    reste,
)

REGLES = reglement("2017-04")


@dataclass
class Fiche:
    code: str = "RNCP40906"
    effet: date | None = date(2020, 1, 1)
    fin: date | None = date(2030, 6, 25)
    date_limite_delivrance: date | None = None
    benefice_texte: str | None = None
    benefice_mois: int | None = None
    demonstration: bool = False


CINQ_ANS = Fiche(benefice_texte="5 an(s)", benefice_mois=60)
ILLIMITEE = Fiche(benefice_texte="illimitée")


@pytest.mark.parametrize(
    ("jury_le", "fiche", "rncp", "limite", "words"),
    [
        ("2026-04-26", CINQ_ANS, True, "2031-04-26", "« 5 an(s) »"),
        ("2026-04-26", CINQ_ANS, False, "2031-04-26", "« 5 an(s) »"),
        ("2024-02-29", CINQ_ANS, True, "2029-02-28", "fiche RNCP40906"),
        ("2026-04-26", ILLIMITEE, True, None, "« illimitée »"),
        ("2026-04-26", Fiche(), True, "2031-04-26", "5 ans : CQPM inscrit"),
        ("2026-04-26", Fiche(), False, "2028-04-26", "24 mois : CQPM non inscrit"),
        ("2026-02-28", None, False, "2028-02-28", "24 mois"),
        ("2024-02-29", None, False, "2026-02-28", "24 mois"),
        ("2026-12-31", None, False, "2028-12-31", "24 mois"),
    ],
)
def test_the_benefit_follows_the_fiche_then_the_registration(
    jury_le, fiche, rncp, limite, words
):
    """Decision 6, A3, R66: counted from the day of the jury, month ends included."""
    day = date.fromisoformat(jury_le)
    found = benefice(day, fiche=fiche, rncp=rncp, reglement=REGLES)
    assert found.limite_le == (date.fromisoformat(limite) if limite else None)
    assert words in found.source.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("limite", "demande", "kept"),
    [
        ("2031-04-26", "2031-04-26", True),
        ("2031-04-26", "2031-04-27", False),
        ("2028-02-28", "2028-02-28", True),
        ("2028-02-28", "2028-02-29", False),
        ("2028-04-26", "2028-04-27", False),
        (None, "2099-12-31", True),
    ],
)
def test_the_day_of_the_new_request_is_what_must_fall_inside(limite, demande, kept):
    """R67: both sides of the last day, that is included."""
    last = date.fromisoformat(limite) if limite else None
    assert est_gardee(last, date.fromisoformat(demande)) is kept


@pytest.mark.parametrize(
    ("over", "jury_le", "found"),
    [
        ({}, date(2030, 6, 25), True),
        ({}, date(2030, 6, 26), False),
        ({"date_limite_delivrance": date(2033, 6, 25)}, date(2033, 6, 25), True),
        ({"date_limite_delivrance": date(2033, 6, 25)}, date(2033, 6, 26), False),
        ({"effet": date(2026, 5, 1)}, date(2026, 4, 26), False),
        ({"fin": None}, date(2026, 4, 26), False),
    ],
)
def test_the_cqpm_is_at_the_rncp_while_its_registration_delivers(over, jury_le, found):
    """R63: annexe 9 or annexe 8, by the day of the jury."""
    fiche = Fiche(**over)
    assert (inscription([fiche], fiche.code, jury_le) is fiche) is found


def test_a_later_registration_takes_over():
    """R11: the one the dossier was filed under first, else another in force."""
    old = Fiche(code="RNCP1", fin=date(2025, 12, 31))
    new = Fiche(code="RNCP2")
    assert inscription([old, new], "RNCP1", date(2026, 4, 26)) is new
    assert inscription([old, new], "RNCP1", date(2025, 4, 26)) is old


@pytest.mark.parametrize(
    ("adresse", "departements", "expected"),
    [
        ("60 avenue Jean-Mermoz, 69008 Lyon", ["01", "69"], "69"),
        ("1 rue du Port, 20090 Ajaccio", ["2A", "2B"], "2A"),
        ("1 rue du Port, 20200 Bastia", ["2A", "2B"], "2B"),
        ("1 rue du Port, 97400 Saint-Denis", ["974"], "974"),
        ("Ailleurs, 75008 Paris", ["42", "01"], "01"),
        ("Sans code postal", [], None),
    ],
)
def test_the_number_bears_the_departement_of_the_uimm(adresse, departements, expected):
    """1.10: that of its address when it is one of its own."""
    assert departement(adresse, departements) == expected
    if expected:
        assert NUMERO.match(numero_certificat(date(2026, 11, 9), expected, 42))


def test_a_number_is_written_as_the_source_prints_it():
    """1.10."""
    found = numero_certificat(date(2026, 11, 9), "69", 42)
    assert found == "MC 2026 11 69 00042"


def test_what_is_left_keeps_the_order_of_the_referentiel():
    """R67."""
    assert reste(["C1", "C2", "C3"], {"C2"}) == ["C1", "C3"]


@pytest.mark.parametrize(
    ("vises", "gardees", "expected"),
    [
        ((), "C1 C2", []),
        ((1, 2), "C1 C2", [2]),
        ((1, 2), "C1 C3", [1, 2]),
        ((1,), "C1 C2", []),
    ],
)
def test_a_request_on_the_remainder_aims_at_what_has_something_left(
    vises, gardees, expected
):
    """R67, R20: the whole CQPM stays so; blocs all acquired lead to the CQPM."""
    blocs = {1: ("C1", "C2"), 2: ("C3", "C4"), 3: ("C5",)}
    assert blocs_a_reprendre(vises, blocs, gardees.split()) == expected


def test_of_two_limits_the_later_serves():
    """R67."""
    early, late = date(2028, 1, 1), date(2031, 1, 1)
    assert plus_longue(late, early)
    assert plus_longue(None, late)
    assert not plus_longue(early, None)
