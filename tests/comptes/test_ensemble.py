"""The same thing sent twelve times at once has one effect (ASVS 32)."""

from concurrent.futures import ThreadPoolExecutor

from sqlmodel import func, select

from portal import clock
from portal.comptes import services
from portal.comptes.models import Compte
from portal.droit.workflow import Role
from tests.comptes.outils import PASSWORD
from tests.factories import make_compte

TIMES = 12


def send_at_once(app, url, data):
    """The statuses of TIMES browsers that send the same form together."""
    browsers = [app.test_client() for _ in range(TIMES)]
    with ThreadPoolExecutor(TIMES) as pool:
        answers = pool.map(lambda each: each.post(url, data=data), browsers)
        return [answer.status_code for answer in answers]


def accounts(session, email):
    session.rollback()
    count = select(func.count()).where(Compte.email == email)
    return session.exec(count).one()


def test_one_sign_up_makes_one_account(app, session):
    data = {"email": "camille@exemple.fr", "password": PASSWORD}

    statuses = send_at_once(app, "/inscription", data)

    assert accounts(session, "camille@exemple.fr") == 1
    assert set(statuses) <= {302, 409}


def test_one_invitation_opens_one_account(app, session):
    by = make_compte(session, Role.RESPONSABLE)
    token = services.invite(
        session,
        email="camille@exemple.fr",
        role=Role.INSTRUCTEUR,
        by=by,
        at=clock.now(),
        uimm_slug=by.uimm_slug,
    )
    session.commit()
    data = {"nom_affiche": "Camille", "qualite": "Instructrice", "password": PASSWORD}

    statuses = send_at_once(app, f"/invitation/{token}", data)

    assert accounts(session, "camille@exemple.fr") == 1
    assert statuses.count(303) == 1
    assert set(statuses) <= {303, 404, 409, 200}
