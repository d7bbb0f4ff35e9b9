import pytest
import time_machine

from portal.droit.workflow import Etat, Role
from tests.commission.aide import AUJOURD_HUI, LE, put_on
from tests.factories import instant, make_compte, make_dossier, make_identite
from tests.factories.certification import make_commission


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(instant(AUJOURD_HUI), tick=False):
        yield AUJOURD_HUI


@pytest.fixture
def staff(session):
    return make_compte(session, Role.INSTRUCTEUR, qualite="Instructrice VAE")


@pytest.fixture
def client(login, staff):
    return login(staff)


@pytest.fixture
def dossier(session, staff):
    """Its preuves are received: the commission can be prepared."""
    dossier = make_dossier(session, etat=Etat.PREUVES_RECUES, instructeur=staff)
    make_identite(session, dossier)
    return dossier


@pytest.fixture
def seance(session, staff):
    """In five days, with two members."""
    return make_commission(session, le=AUJOURD_HUI.replace(day=15))


@pytest.fixture
def turn(session, staff, seance, dossier, write):
    with write():
        return put_on(session, seance, dossier, staff)


@pytest.fixture
def the_day():
    with time_machine.travel(instant(LE, 15), tick=False):
        yield instant(LE, 15)
