"""Who asks too much is told to wait, and nobody else."""

import itertools

import pytest

from portal import create_app
from tests.client import PortalClient
from tests.comptes.facteurs import add_application, enter
from tests.comptes.outils import make_known
from tests.factories import make_compte

ENOUGH = 600
"""Requests a minute for one account, or for one address when nobody is signed in."""


@pytest.fixture
def limited(app, settings):
    """The portal with its brakes, which the other tests do without."""
    limited = create_app(settings.model_copy(update={"limit_requests": True}))
    limited.test_client_class = PortalClient
    yield limited
    limited.extensions["engine"].dispose()


def test_a_thousand_requests_from_one_account_stop_that_account_alone(limited, session):
    """ASVS row 33."""
    clients = []
    for compte in (make_compte(session), make_compte(session)):
        clients.append(limited.test_client())
        clients[-1].sign_in(compte)
    hasty, other = clients
    paths = itertools.cycle(["/sante", "/aide"])
    statuses = [hasty.get(next(paths)).status_code for _ in range(ENOUGH + 1)]
    assert statuses == [200] * ENOUGH + [429]
    assert other.get("/sante").status_code == 200
    assert "Attendez une minute" in hasty.get("/aide").text


def test_wrong_passwords_brake_one_account_and_not_the_office(limited, session):
    """ASVS row 51: by account first, as a whole office may share one address."""
    client = limited.test_client()
    tried, other = (make_compte(session).email for _ in range(2))
    assert [sign_in(client, tried) for _ in range(11)] == [422] * 10 + [429]
    assert sign_in(client, f" {tried.upper()} ") == 429, "the same account"
    assert sign_in(client, other) == 422


def test_wrong_codes_brake_one_account(limited, session):
    """ASVS row 51: six digits are not many, whoever tries them and from wherever."""
    compte = make_known(limited, session)
    owner = limited.test_client()
    owner.sign_in(compte)
    add_application(owner)
    for client, told in ((owner, [422] * 5), (limited.test_client(), [429])):
        client.post("/deconnexion")
        tried = [enter(client, compte.email, "000000").status_code for _ in told]
        assert tried == told


def sign_in(client, email) -> int:
    data = {"email": email, "password": "Un mauvais secret"}
    return client.post("/connexion", data=data).status_code


def test_a_shared_counter_that_is_away_stops_nobody(app, settings):
    """ASVS row 70: the portal goes on, and each process counts for itself."""
    away = {"limit_requests": True, "limiter_storage": "redis://127.0.0.1:1"}
    limited = create_app(settings.model_copy(update=away))
    client = limited.test_client()
    assert {client.get(path).status_code for path in ("/sante", "/aide")} == {200}
    limited.extensions["engine"].dispose()
