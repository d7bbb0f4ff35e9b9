import pytest
import time_machine

from portal.dossiers.models import IdentiteVerifiee
from portal.droit.pieces import DocumentIdentite
from portal.droit.workflow import Etat, Role
from portal.instruction.queries.dossier import instruction
from tests.factories import fill, instant, make_compte, make_dossier, make_verdict
from tests.instruction.aide import AUJOURD_HUI


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(instant(AUJOURD_HUI), tick=False):
        yield AUJOURD_HUI


@pytest.fixture
def staff(session):
    return make_compte(session, Role.INSTRUCTEUR, qualite="Instructrice VAE")


@pytest.fixture
def chief(session, staff):
    return make_compte(session, Role.RESPONSABLE, uimm_slug=staff.uimm_slug)


@pytest.fixture
def dossier(session, staff, storage):
    """Taken in charge on 9 March, with every piece, none judged."""
    return fill(
        session,
        make_dossier(session, etat=Etat.EN_INSTRUCTION, instructeur=staff),
        storage,
    )


@pytest.fixture
def ready(session, dossier, staff):
    """Every piece accepted, the identity verified: an avis can be rendered."""
    for piece in instruction(session, dossier).pieces:
        make_verdict(session, piece, staff)
    session.add(
        IdentiteVerifiee(
            dossier_id=dossier.id,
            document=DocumentIdentite.CARTE,
            verifiee_le=AUJOURD_HUI,
            by_id=staff.id,
        )
    )
    session.commit()
    return dossier
