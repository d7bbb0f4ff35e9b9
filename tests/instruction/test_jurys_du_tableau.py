"""What is due before a jury, on the dashboard of the responsable."""

from datetime import timedelta

from portal.droit.workflow import Etat
from tests.factories import (
    instant,
    make_designation,
    make_dossier,
    make_jury,
    make_organisation,
    make_uimm,
)
from tests.instruction.aide import AUJOURD_HUI
from tests.instruction.test_tableau import URL, N, client, table

__all__ = ["client"]


def test_the_juries_something_is_late_or_near_for(session, client, staff):
    """R40, R41, R51: K3, K4 and K5, the nearest jury first, of this UIMM alone."""

    def jury(days, **over):
        le = AUJOURD_HUI + timedelta(days=days)
        return make_jury(session, membres=False, le=le, **over)

    make_dossier(session, etat=Etat.DEPOSE)
    union = make_organisation(session)
    late = jury(14, convoque_le=AUJOURD_HUI)
    near, done = jury(15, convoque_le=AUJOURD_HUI), jury(16, convoque_le=AUJOURD_HUI)
    make_designation(session, done, union)
    jury(31)
    jury(10, annule_at=instant(AUJOURD_HUI))
    jury(10, delibere_at=instant(AUJOURD_HUI))
    make_jury(session, make_uimm(session, departements=("01",)), le=late.le)
    found = table(client.get(URL), "Tableau des échéances des jurys")
    assert list(found) == [f"{late.le:%d/%m/%Y}, 14{N}h", f"{near.le:%d/%m/%Y}, 14{N}h"]
    assert "Demandes de désignation" in found[f"{late.le:%d/%m/%Y}, 14{N}h"][1]
    assert f"En retard · 1{N}j" in found[f"{late.le:%d/%m/%Y}, 14{N}h"][1]
    assert f"Bientôt · 0{N}j" in found[f"{near.le:%d/%m/%Y}, 14{N}h"][1]
    assert "Convocations" not in found[f"{near.le:%d/%m/%Y}, 14{N}h"][1]
