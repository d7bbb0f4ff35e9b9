"""What the branch decides of a certification: only its acts change anything here."""

from datetime import date
from types import SimpleNamespace

import pytest

from portal.catalogue.fichiers import read_folder
from portal.droit.ouverture import StatutCertification, why_closed

ACTIF, EN_VEILLE = StatutCertification.ACTIF, StatutCertification.EN_VEILLE
TODAY = date(2026, 3, 2)
SESSION = SimpleNamespace(
    code="RNCP40906",
    effet=date(2026, 1, 1),
    fin=date(2026, 6, 30),
    demonstration=False,
)


@pytest.mark.parametrize(
    ("on", "is_open"),
    [(date(2026, 6, 30), True), (date(2026, 7, 1), False), (date(2025, 12, 31), False)],
)
def test_a_reactivation_opens_nothing_outside_its_registration(on, is_open):
    """R14: back to « actif » is not enough, the dates recorded with it decide."""
    assert why_closed(EN_VEILLE, date(2024, 1, 1), [SESSION], TODAY)
    assert (why_closed(ACTIF, date(2026, 1, 1), [SESSION], on) is None) is is_open


def test_an_unused_certification_is_closed_by_a_decision_and_not_by_time():
    """R15: three years unused « may be proposed », which decides nothing."""
    old = SimpleNamespace(
        code="RNCP10000",
        effet=date(2010, 1, 1),
        fin=date(2030, 1, 1),
        demonstration=False,
    )
    assert why_closed(ACTIF, date(2010, 1, 1), [old], TODAY) is None


@pytest.mark.parametrize(
    "contenu", [f.referentiel for f in read_folder()], ids=lambda c: c.blocs[0].cle
)
def test_each_capacite_counts_in_one_bloc_and_one_only(contenu):
    """R19, section 0 rule 5: a bloc is acquired when all its capacités are."""
    counted = [c.code for bloc in contenu.blocs for c in contenu.capacites_de(bloc)]
    assert sorted(counted) == sorted(c.code for c in contenu.capacites)
    assert len(set(counted)) == len(counted)
