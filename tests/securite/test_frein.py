"""Who asks too much is told to wait, and nobody else."""

import itertools

import pytest
from sqlmodel import select

from portal import create_app
from portal.courrier.models import Courriel
from portal.jobs.handlers import frein
from portal.jobs.models import Job
from portal.jobs.worker import context_of
from tests.client import PortalClient
from tests.comptes.facteurs import add_application, enter
from tests.comptes.outils import make_known
from tests.factories import make_compte
from tests.services.redis import redis_url as redis_url

ENOUGH = 600
"""Requests a minute for one account, or for one address when nobody is signed in."""

WRONG = "Un mauvais secret"


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


def sign_in(client, email, password=WRONG, **over) -> int:
    data = {"email": email, "password": password}
    return client.post("/connexion", data=data, **over).status_code


def test_the_owner_is_told_once_and_an_unknown_address_costs_the_same(
    app, limited, session
):
    """ASVS rows 51 and 54: the same work, found or not."""
    client = limited.test_client()
    known, unknown = make_compte(session).email, "personne@exemple.fr"
    for email in (known, unknown):
        assert [sign_in(client, email) for _ in range(12)][-2:] == [429, 429]
    jobs = session.exec(select(Job).where(Job.genre == "frein")).all()
    assert [bool(job.donnees["compte_id"]) for job in jobs] == [True, False]
    for job in jobs:
        frein(context_of(app), job.donnees)
    session.rollback()
    assert [m.destinataire for m in session.exec(select(Courriel))] == [known]


@pytest.mark.une_base
def test_one_password_on_many_accounts_brakes_the_address(limited, session):
    client = limited.test_client()
    # Without a password, no hash is made: the brake comes before.
    statuses = [sign_in(client, f"p{n}@exemple.fr", "") for n in range(101)]
    assert statuses == [422] * 100 + [429]
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    assert sign_in(client, "autre@exemple.fr", **elsewhere) == 422


@pytest.mark.une_base
def test_nobody_floods_a_mailbox(limited):
    client = limited.test_client()
    for path in ("/mot-de-passe-oublie", "/confirmation"):
        asked = [client.post(path, data={"email": "a@exemple.fr"}) for _ in range(6)]
        assert [a.status_code for a in asked] == [200] * 5 + [429]


@pytest.mark.une_base
def test_two_processes_count_together_in_redis(settings, session, redis_url):
    """ASVS row 51: beyond one process."""
    shared = {"limit_requests": True, "limiter_storage": redis_url}
    apps = [create_app(settings.model_copy(update=shared)) for _ in range(2)]
    statuses = []
    for app in apps:
        app.test_client_class = PortalClient
        client = app.test_client()
        statuses += [sign_in(client, "a@exemple.fr") for _ in range(6)]
        app.extensions["engine"].dispose()
    assert statuses == [422] * 10 + [429] * 2


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


def test_a_shared_counter_that_is_away_stops_nobody(app, settings):
    """ASVS row 70: the portal goes on, and each process counts for itself."""
    away = {"limit_requests": True, "limiter_storage": "redis://127.0.0.1:1"}
    limited = create_app(settings.model_copy(update=away))
    client = limited.test_client()
    assert {client.get(path).status_code for path in ("/sante", "/aide")} == {200}
    limited.extensions["engine"].dispose()
