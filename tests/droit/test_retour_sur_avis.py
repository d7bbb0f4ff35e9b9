"""K1 when the UIMM comes back on its avis: domain.md 1.4, « clocks recomputed »."""

from dataclasses import replace

import pytest

from portal.droit.echeances import Cle, Niveau, niveau
from portal.droit.reglements import EffetDemande
from tests.droit.histoires import REGLEMENT, celle, histoire, jour

DEPOT = "2026-01-15 deposer"  # due 2026-04-15
ASKED = ["2026-02-01 demander_pieces", "2026-02-11 completer"]
AVIS = "2026-03-01 declarer_non_recevable"


@pytest.mark.parametrize(
    ("lignes", "limite"),
    [
        ([AVIS, "2026-06-01 revenir_sur_avis"], "2026-07-16"),  # 92 days decided
        ([AVIS, "2026-03-01 revenir_sur_avis"], "2026-04-15"),  # none
        (  # given too late: it stays late
            ["2026-04-16 declarer_recevable", "2026-05-01 revenir_sur_avis"],
            "2026-04-15",
        ),
        (  # a request, then the reversal: 10 + 92 days
            [*ASKED, AVIS, "2026-06-01 revenir_sur_avis"],
            "2026-07-26",
        ),
        (  # twice: 92 + 10 days
            [
                AVIS,
                "2026-06-01 revenir_sur_avis",
                "2026-06-10 declarer_recevable",
                "2026-06-20 revenir_sur_avis",
            ],
            "2026-07-26",
        ),
    ],
)
def test_coming_back_on_the_avis_runs_the_clock_again(lignes, limite):
    """The days when the dossier was decided are charged to nobody."""
    k1 = celle(Cle.K1, histoire(DEPOT, *lignes))
    assert (k1.debut, k1.limite) == (jour("2026-01-15"), jour(limite))
    assert k1.tenue_le is None


def test_the_second_avis_is_the_one_that_meets_the_delay():
    lignes = [AVIS, "2026-06-01 revenir_sur_avis", "2026-07-16 declarer_recevable"]
    k1 = celle(Cle.K1, histoire(DEPOT, *lignes))
    assert k1.tenue_le == jour("2026-07-16")
    assert niveau(k1, jour("2026-12-01"), REGLEMENT) is Niveau.TENUE


@pytest.mark.parametrize("effet", EffetDemande)
def test_coming_back_has_the_same_effect_under_every_reglement(effet):
    regles = replace(REGLEMENT, effet_demande=effet)
    passages = histoire(DEPOT, AVIS, "2026-06-01 revenir_sur_avis")
    assert celle(Cle.K1, passages, regles).limite == jour("2026-07-16")
    assert celle(Cle.K1_LEGAL, passages, regles).limite == jour("2026-06-15")
