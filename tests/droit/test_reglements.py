from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest

from portal.droit.reglements import (
    REGLEMENTS,
    EffetDemande,
    reglement,
    reglement_en_vigueur,
)
from portal.droit.workflow import Acte

FIRST = min(r.en_vigueur_le for r in REGLEMENTS)


def test_the_reglement_of_april_2017_says_what_the_dispositif_says():
    """Section 0 rules 1, 2, 3 and 6; domain.md 1.4 for K9."""
    regles = reglement("2017-04")
    assert regles.en_vigueur_le == date(2017, 4, 4)
    assert (regles.instruction_mois, regles.instruction_legale_mois) == (3, 2)
    assert regles.effet_demande is EffetDemande.SUSPENDRE
    assert (regles.reponse_jours, regles.rappels_jours) == (30, (14, 7, 2))
    assert (regles.parcours_mois, regles.marge_preuves_mois) == (12, 2)
    assert regles.parcours_debut == Acte.DECLARER_RECEVABLE
    assert regles.max_certifications_par_an == 3
    assert (regles.benefice_rncp_mois, regles.benefice_mois) == (60, 24)
    assert regles.rappels_benefice_jours == (180, 30)
    assert regles.transmission_mois == 2


def test_a_code_finds_its_own_reglement():
    assert [reglement(r.code) for r in REGLEMENTS] == list(REGLEMENTS)


def test_an_unknown_code_is_named_in_the_error():
    with pytest.raises(LookupError, match="'1999-01'"):
        reglement("1999-01")


def test_a_reglement_is_in_force_from_its_first_day():
    assert reglement_en_vigueur(FIRST).en_vigueur_le == FIRST


def test_nothing_is_in_force_the_day_before_the_first():
    with pytest.raises(LookupError, match=str(FIRST - timedelta(days=1))):
        reglement_en_vigueur(FIRST - timedelta(days=1))


def test_the_last_reglement_in_force_applies():
    latest = max(REGLEMENTS, key=lambda r: r.en_vigueur_le)
    assert reglement_en_vigueur(date(2999, 1, 1)) == latest


def test_a_reglement_never_changes():
    with pytest.raises(FrozenInstanceError):
        reglement("2017-04").instruction_mois = 4
