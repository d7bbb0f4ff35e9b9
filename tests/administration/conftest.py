import pytest

from portal.catalogue import services
from portal.catalogue.fichiers import read_folder
from portal.droit.workflow import Role
from tests.factories import make_compte


@pytest.fixture
def catalogue(session):
    """The three real certifications; two have no known end."""
    services.load_catalogue(session, read_folder())
    session.commit()
    return session


@pytest.fixture
def admin(session, login):
    return login(make_compte(session, Role.ADMINISTRATEUR, nom_affiche="Inès Martin"))
