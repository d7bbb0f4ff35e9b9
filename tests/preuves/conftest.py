import pytest

from portal.droit.workflow import Etat
from tests.factories import make_compte, make_dossier, make_identite


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def dossier(session, candidat):
    """Recevable: the dossier de preuves is open, and empty."""
    dossier = make_dossier(session, candidat, etat=Etat.RECEVABLE)
    make_identite(session, dossier)
    return dossier


@pytest.fixture
def client(login, candidat):
    return login(candidat)


@pytest.fixture
def url(dossier):
    return f"/dossiers/{dossier.id}/preuves"
