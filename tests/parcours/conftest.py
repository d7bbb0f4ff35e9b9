"""The real portal, a real mail server and a real browser, once per test process."""

import re
from pathlib import Path

import pytest
from sqlmodel import Session, create_engine

from portal import create_app
from portal.config import Environnement, Settings
from portal.storage.local import LocalStorage
from tests.parcours.monde import make_monde
from tests.parcours.routes import ROUTES, addresses
from tests.services import navigateur, serveur, smtp
from tests.services.postgresql import postgresql_url
from tests.services.serveur import SECRET

RESULTS = Path(__file__).parents[2] / "test-results"


@pytest.fixture(scope="session")
def boite():
    with smtp.running() as boite:
        yield boite


@pytest.fixture(scope="session")
def portail(boite, tmp_path_factory):
    folder = tmp_path_factory.mktemp("portail")
    with serveur.running(folder, f"sqlite:///{folder}/portail.db", boite) as portail:
        yield portail


@pytest.fixture(scope="session")
def portail_postgresql(boite, tmp_path_factory, worker_id):
    folder = tmp_path_factory.mktemp("portail_postgresql")
    url = postgresql_url(f"{worker_id}_parcours")
    with serveur.running(folder, url, boite) as portail:
        yield portail


@pytest.fixture(scope="session")
def seule(chromium, portail):
    return navigateur.Fenetre(chromium, portail)


@pytest.fixture
def fenetre(request, seule):
    """One browser for many pages, each read by another person: its files stay."""
    seule.faults.clear()
    seule.context.clear_cookies()
    yield seule
    failed = getattr(request.node, "failed", False)
    if failed:
        photograph([seule], request.node.name)
    seule.page.goto("about:blank")
    assert failed or not seule.faults, seule.faults


@pytest.fixture
def ouvrir(request, chromium):
    """`ouvrir(portail)` is one more person at a browser of their own.

    Pictures of their pages are kept when the test fails; every fault they met
    fails it.
    """
    fenetres = []

    def open_one(portail, **options):
        fenetres.append(navigateur.Fenetre(chromium, portail, **options))
        return fenetres[-1]

    yield open_one
    failed = getattr(request.node, "failed", False)
    if failed:
        photograph(fenetres, request.node.name)
    faults = [fault for fenetre in fenetres for fault in fenetre.faults]
    for fenetre in fenetres:
        fenetre.close()
    assert failed or not faults, faults


@pytest.fixture(scope="session")
def mondes(portail):
    """`mondes(etat)`: one dossier in this state and its people, on the real portal."""
    storage = LocalStorage(portail.uploads)
    engine = create_engine(portail.database_url)
    made = {}

    def world(etat):
        if etat not in made:
            with Session(engine, expire_on_commit=False) as session:
                made[etat] = make_monde(session, etat, storage)
        return made[etat]

    yield world
    engine.dispose()


@pytest.fixture(scope="session")
def jumelle(portail):
    """The same application in the test's process: it signs the same links."""
    app = create_app(
        Settings(
            environnement=Environnement.TEST,
            secret_key=SECRET,
            password_salt=SECRET,
            database_url=portail.database_url,
            uploads=portail.uploads,
        )
    )
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def visiter(jumelle):
    """`visiter(fenetre, monde, qui, endpoint)` is the page, really shown."""

    def visit(fenetre, monde, qui, endpoint):
        fenetre.sign_in(monde.comptes.get(qui))
        _method, url = next(addresses(jumelle, endpoint, ROUTES[endpoint], monde))
        answer = fenetre.page.goto(url)
        assert answer.status == 200
        assert not answer.request.redirected_from, f"led to {fenetre.page.url}"
        return fenetre.page

    return visit


def photograph(fenetres, name):
    RESULTS.mkdir(exist_ok=True)
    name = re.sub(r"[^\w-]+", "-", name)
    for rank, fenetre in enumerate(fenetres):
        for page in fenetre.context.pages:
            stem = RESULTS / f"{name}-{rank}"
            page.screenshot(path=f"{stem}.png", full_page=True)
            Path(f"{stem}.html").write_text(page.content())
        for process in fenetre.portail.processes:
            log = fenetre.portail.log(process)
            (RESULTS / f"{name}-{process}.log").write_text(log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call":
        item.failed = report.failed
    return report
