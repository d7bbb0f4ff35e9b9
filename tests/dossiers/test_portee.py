"""What is left to decide of a dossier (R20, R67)."""

import pytest

from portal.catalogue.referentiel import lire
from portal.dossiers.models import Dossier
from portal.dossiers.portee import capacites_visees, portee
from portal.droit.resultats import blocs_acquis
from tests.factories.catalogue import contenu

CONTENU = lire(contenu())


@pytest.mark.parametrize(
    ("vises", "restantes", "expected", "deja"),
    [
        ([], [], "C1 C2 C3 C4 C5", ""),
        ([2], [], "C3 C4", ""),
        ([], ["C2", "C5"], "C2 C5", "C1 C3 C4"),
        ([2], ["C4"], "C4", "C3"),
    ],
)
def test_a_dossier_aims_at_its_blocs_or_at_what_is_left_of_them(
    vises, restantes, expected, deja
):
    dossier = Dossier(blocs_vises=vises, capacites_visees=restantes)
    assert [c.code for c in capacites_visees(dossier, CONTENU)] == expected.split()
    assert portee(dossier, CONTENU).capacites == expected.split()
    assert portee(dossier, CONTENU).deja == set(deja.split())


def test_what_was_kept_completes_a_bloc():
    dossier = Dossier(blocs_vises=[], capacites_visees=["C2", "C5"])
    found = blocs_acquis(portee(dossier, CONTENU), {"C2": True, "C5": False})
    assert found == [1]
