"""How long the avis took: section 0 rule 1, over the last twelve months."""

from dataclasses import replace

import pytest

from portal.droit.delais import (
    ACTES_DE_L_HORLOGE,
    Bilan,
    bilan,
    debut_du_suivi,
    jours_d_instruction,
    mois_suivis,
)
from portal.droit.echeances import Cle, echeances, instruction
from portal.droit.reglements import EffetDemande
from tests.droit.histoires import REGLEMENT, celle, histoire, jour

DEPOT, PRISE = "2026-03-02 deposer", "2026-03-09 prendre_en_charge"
DEMANDE, REPONSE = (
    "2026-03-20 demander_pieces 2026-04-20",
    "2026-04-10 completer",
)
AVIS = "2026-04-21 declarer_recevable"


def jours(*lignes, regles=REGLEMENT):
    return jours_d_instruction(celle(Cle.K1, histoire(*lignes), regles), regles)


def test_days_are_counted_from_the_deposit_to_the_avis():
    assert jours(DEPOT, PRISE, AVIS) == 50
    assert jours(DEPOT, PRISE, "2026-03-02 declarer_non_recevable") == 0


@pytest.mark.parametrize(
    ("effet", "expected"),
    [
        (EffetDemande.SUSPENDRE, 50 - 21),
        (EffetDemande.REINITIALISER, 11),
        (EffetDemande.CONTINUER, 50),
    ],
)
def test_waiting_for_the_candidate_counts_as_the_reglement_says(effet, expected):
    """Section 0 rule 1."""
    regles = replace(REGLEMENT, effet_demande=effet)
    assert jours(DEPOT, PRISE, DEMANDE, REPONSE, AVIS, regles=regles) == expected


def test_a_request_made_too_late_hides_nothing():
    late = ("2026-06-10 demander_pieces 2026-07-10", "2026-07-01 completer")
    assert jours(DEPOT, PRISE, *late, "2026-07-02 declarer_recevable") == 122


def test_the_days_of_an_avis_since_cancelled_are_not_the_uimm_s():
    back = ("2026-05-01 revenir_sur_avis", "2026-05-04 declarer_non_recevable")
    assert jours(DEPOT, PRISE, AVIS, *back) == 50 + 3


def test_an_avis_that_is_not_rendered_has_no_length():
    with pytest.raises(ValueError, match="not rendered"):
        jours(DEPOT, PRISE)


def test_the_middle_one_is_told_with_those_out_of_time():
    """`limite` is the last day in time."""
    days = ("2026-06-03", "2026-04-02", "2026-06-02", "2026-03-12")
    told = [
        (
            echeances(histoire(DEPOT, PRISE, f"{le} declarer_recevable"), REGLEMENT),
            REGLEMENT,
        )
        for le in days
    ]
    assert bilan(told) == Bilan(4, 1, 92)
    assert bilan(told[1:]) == Bilan(3, 0, 31)


def test_the_acts_of_the_clock_tell_the_whole_of_it():
    """Those left out change nothing, whatever the dossier became."""
    story = histoire(
        DEPOT,
        PRISE,
        DEMANDE,
        REPONSE,
        AVIS,
        "2026-05-01 revenir_sur_avis",
        "2026-05-04 declarer_recevable",
        "2026-09-01 deposer_preuves",
        "2026-09-10 demander_preuves 2026-10-10",
        "2026-10-01 completer_preuves",
        "2026-10-02 recevoir_preuves",
        "2026-10-03 retirer",
    )
    kept = [p for p in story if p.acte in ACTES_DE_L_HORLOGE]
    assert len(kept) < len(story)
    assert instruction(kept, REGLEMENT)[0] == celle(Cle.K1, story)


def test_what_is_not_decided_is_not_counted():
    waiting = echeances(histoire(DEPOT, PRISE), REGLEMENT)
    assert bilan([]) is bilan([(waiting, REGLEMENT)]) is None


@pytest.mark.parametrize(
    ("on", "debut"),
    [
        ("2026-03-20", "2025-04-01"),
        ("2026-12-31", "2026-01-01"),
        ("2028-02-29", "2027-03-01"),
    ],
)
def test_twelve_months_are_followed_the_current_one_included(on, debut):
    months = mois_suivis(jour(on))
    assert months[0] == debut_du_suivi(jour(on)) == jour(debut)
    assert months[-1] == jour(on).replace(day=1)
    assert len(set(months)) == 12
    assert {m.day for m in months} == {1}
