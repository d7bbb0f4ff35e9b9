import pytest

from portal.droit.workflow import Role
from tests.factories import make_compte


@pytest.fixture
def responsable(session):
    """Of the first UIMM there is."""
    return make_compte(session, Role.RESPONSABLE)
