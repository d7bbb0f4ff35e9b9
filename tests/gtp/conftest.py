import pytest
import time_machine

from portal.droit.workflow import Etat, Role
from tests.factories import instant, make_compte, make_jury
from tests.gtp.aide import AUJOURD_HUI, DELIBERE, make_tour


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(instant(AUJOURD_HUI), tick=False):
        yield AUJOURD_HUI


@pytest.fixture
def staff(session):
    return make_compte(session, Role.INSTRUCTEUR, qualite="Instructrice VAE")


@pytest.fixture
def secretariat(session):
    return make_compte(session, Role.GTP)


@pytest.fixture
def jury(session, staff):
    """It has deliberated of two dossiers: one whole CQPM, one bloc."""
    jury = make_jury(session, delibere_at=instant(DELIBERE), le=DELIBERE)
    for acquises in (("C1", "C2", "C3", "C4", "C5"), ("C1", "C2")):
        make_tour(session, jury, Etat.JURY_DELIBERE, acquises)
    return jury
