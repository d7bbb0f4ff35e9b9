import pytest

from portal.droit.workflow import Role
from portal.jobs.contexte import Contexte
from portal.migrations.gardes import install, remove
from tests.archives.outils import LE
from tests.factories import instant, make_compte

AUJOURD_HUI = LE("2027-06-01")


@pytest.fixture
def contexte(engine, storage, settings):
    """A worker that sends nothing."""
    quiet = settings.model_copy(update={"demonstration": True})
    return Contexte(engine, storage, quiet, lambda: instant(AUJOURD_HUI))


@pytest.fixture(autouse=True)
def gardes(engine):
    """What is erased by right passes the guards of the journal."""
    with engine.begin() as connection:
        install(connection)
    yield
    with engine.begin() as connection:
        remove(connection)


@pytest.fixture
def chief(session):
    return make_compte(session, Role.RESPONSABLE)
