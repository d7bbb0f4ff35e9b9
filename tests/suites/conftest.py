import pytest
import time_machine

from portal.droit.workflow import Role
from tests.factories import instant, make_compte
from tests.suites.aide import AUJOURD_HUI, make_gtp


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(instant(AUJOURD_HUI), tick=False):
        yield AUJOURD_HUI


@pytest.fixture
def staff(session):
    return make_compte(session, Role.INSTRUCTEUR, qualite="Instructrice VAE")


@pytest.fixture
def gtp(session):
    return make_gtp(session)
