"""K6 and K7, that the jury's decision starts: R60, R67, section 0 rules 6 and 12."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.droit.echeances import (
    Acquis,
    Cle,
    Niveau,
    attendue,
    echeances,
    jours_restants,
    niveau,
)
from portal.droit.jours import ajouter_mois
from portal.droit.workflow import Acte, Etat, Role
from tests.droit.histoires import REGLEMENT, celle, celles, histoire, jour

JURY = ["2026-01-02 deposer", "2026-02-02 declarer_recevable"]
ENVOYE = [*JURY, "2026-12-30 deliberer", "2027-02-28 transmettre"]
REFUSE = [*ENVOYE, "2027-03-10 refuser_validation"]


@pytest.mark.parametrize(
    ("jury", "limite"),
    [
        ("2026-11-20", "2027-01-20"),
        ("2026-12-30", "2027-02-28"),  # no 30 February
        ("2026-12-31", "2027-02-28"),
        ("2027-12-29", "2028-02-29"),  # leap year
        ("2027-12-31", "2028-02-29"),
        ("2028-02-29", "2028-04-29"),
        ("2026-07-31", "2026-09-30"),
        ("2026-02-15", "2026-04-15"),  # summer time begins in between
        ("2026-09-15", "2026-11-15"),  # and ends
    ],
)
def test_the_decision_is_sent_within_two_months_of_the_jury(jury, limite):
    """R60, K6; both sides of the limit."""
    k6 = celle(Cle.K6, histoire(*JURY, f"{jury} deliberer"))
    assert (k6.debut, k6.limite, k6.qui) == (jour(jury), jour(limite), Role.INSTRUCTEUR)
    assert niveau(k6, k6.limite, REGLEMENT) is Niveau.BIENTOT
    assert niveau(k6, k6.limite + timedelta(days=1), REGLEMENT) is Niveau.EN_RETARD


@pytest.mark.parametrize(
    ("lignes", "tenue", "expected"),
    [
        (ENVOYE[:-1], None, Niveau.EN_RETARD),
        (ENVOYE, "2027-02-28", Niveau.TENUE),  # the last day is included
        ([*ENVOYE[:-1], "2027-03-01 transmettre"], "2027-03-01", None),
        ([*ENVOYE, "2027-03-05 demander_complement"], "2027-02-28", Niveau.TENUE),
        (
            [
                *ENVOYE,
                "2027-03-05 demander_complement",
                "2027-03-20 repondre_complement",
            ],
            "2027-02-28",
            Niveau.TENUE,
        ),
        (REFUSE, None, Niveau.EN_RETARD),  # the limit has not moved
        ([*REFUSE, "2027-03-12 transmettre"], "2027-03-12", None),
        (
            [*REFUSE, "2027-03-12 transmettre", "2027-04-01 refuser_validation"],
            None,
            None,
        ),
    ],
)
def test_what_meets_the_transmission(lignes, tenue, expected):
    """K6: a refusal by the GTP un-meets it, a question does not."""
    k6 = celle(Cle.K6, histoire(*lignes))
    assert k6.limite == jour("2027-02-28")
    assert k6.tenue_le == (tenue and jour(tenue))
    late = Niveau.TENUE_EN_RETARD if tenue else Niveau.EN_RETARD
    assert niveau(k6, jour("2027-04-02"), REGLEMENT) is (expected or late)


def test_the_reglement_says_how_long_the_transmission_has():
    regles = replace(REGLEMENT, transmission_mois=3)
    k6 = celle(Cle.K6, histoire(*ENVOYE[:-1]), regles)
    assert k6.limite == jour("2027-03-30")


def test_no_jury_starts_no_transmission():
    programme = [*JURY, "2026-10-01 programmer_jury", "2026-11-01 reporter_jury"]
    assert celles(Cle.K6, histoire(*programme)) == []


@pytest.mark.parametrize(
    ("etat", "cle"),
    [
        (Etat.COMMISSION_PROGRAMMEE, Cle.K2),
        (Etat.CONCLUSIONS_RENDUES, Cle.K2),
        (Etat.JURY_PROGRAMME, Cle.K2),
        (Etat.JURY_DELIBERE, Cle.K6),
        (Etat.TRANSMIS_GTP, None),
        (Etat.COMPLEMENT_GTP, None),
        (Etat.CERTIFIE, None),
        (Etat.VALIDATION_PARTIELLE, None),
        (Etat.NON_VALIDE, None),
    ],
)
def test_what_each_state_of_the_certification_waits_on(etat, cle):
    found = attendue(etat, echeances(histoire(*REFUSE), REGLEMENT))
    assert (found and found.cle) is cle


def k7(debut, limite, repris=None):
    acquis = Acquis(jour(debut), limite and jour(limite), repris and jour(repris))
    found = echeances(histoire(*ENVOYE), REGLEMENT, acquis=acquis)
    return [e for e in found if e.cle is Cle.K7]


@pytest.mark.parametrize(
    ("repris", "on", "expected"),
    [
        (None, "2028-12-29", Niveau.BIENTOT),
        (None, "2028-12-30", Niveau.BIENTOT),  # the last day
        (None, "2028-12-31", Niveau.EN_RETARD),
        ("2028-12-30", "2030-01-01", Niveau.TENUE),
        ("2028-12-31", "2030-01-01", Niveau.TENUE_EN_RETARD),
        ("2027-06-01", "2027-07-01", Niveau.TENUE),
    ],
)
def test_the_day_of_the_new_request_must_fall_inside(repris, on, expected):
    """R67, K7: whatever comes after it."""
    [found] = k7("2026-12-30", "2028-12-30", repris)
    assert found.qui is Role.CANDIDAT
    assert niveau(found, jour(on), REGLEMENT) is expected


def test_what_is_kept_without_a_limit_waits_on_nothing():
    """Decision 6: « illimitée »."""
    assert k7("2026-12-30", None) == []


def test_the_benefit_is_never_what_the_uimm_waits_on():
    acquis = Acquis(jour("2026-12-30"), jour("2028-12-30"))
    found = echeances(histoire(*ENVOYE), REGLEMENT, acquis=acquis)
    assert all(getattr(attendue(e, found), "cle", None) is not Cle.K7 for e in Etat)


DAYS = st.dates(min_value=date(2017, 4, 4), max_value=date(2060, 12, 31))
SUITES = st.lists(st.integers(min_value=0, max_value=60), max_size=6)


@given(DAYS, SUITES)
def test_sending_again_never_moves_the_limit(jury, gaps):
    """K6, whatever the GTP sends back."""
    lignes, le = [f"{jury} deliberer"], jury
    for rank, gap in enumerate(gaps):
        le += timedelta(days=gap)
        acte = Acte.REFUSER_VALIDATION if rank % 2 else Acte.TRANSMETTRE
        lignes.append(f"{le} {acte}")
    k6 = celle(Cle.K6, histoire(*lignes))
    assert k6.limite == ajouter_mois(jury, REGLEMENT.transmission_mois)
    assert k6.tenue_le == (le if len(gaps) % 2 else None)
    if k6.tenue_le:
        assert jours_restants(k6, date.max) == (k6.limite - le).days
