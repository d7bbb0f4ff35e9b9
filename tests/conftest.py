"""Fixtures. Every test of the application runs on SQLite and on PostgreSQL.

But those marked `une_base`, that read what the browser gets.
"""

from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlmodel import Session, SQLModel

from portal import create_app, db
from portal.config import Environnement, Settings
from tests.client import PortalClient, fail_on_unsaved_work
from tests.services import navigateur
from tests.services.postgresql import postgresql_url

pytest_plugins = ["tests.plugins.named_skips"]


def pytest_addoption(parser):
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql", "both"],
        default="both",
        help="which database the application's tests run on",
    )


def pytest_generate_tests(metafunc):
    if "database_url" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--database")
        databases = ["sqlite", "postgresql"] if chosen == "both" else [chosen]
        if metafunc.definition.get_closest_marker("une_base"):
            databases = databases[:1]
        if metafunc.definition.get_closest_marker("postgresql"):
            databases = databases[-1:]
        metafunc.parametrize("database_url", databases, indirect=True, scope="session")


@pytest.fixture(scope="session")
def chromium():
    """One for the whole run: Playwright starts but once in a process."""
    with navigateur.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def database_url(request, tmp_path_factory, worker_id):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/test.db"
    return postgresql_url(worker_id)


@pytest.fixture(scope="session")
def settings(database_url, tmp_path_factory):
    return Settings(
        environnement=Environnement.TEST,
        secret_key="test",
        password_salt="test",
        database_url=database_url,
        base_url="http://localhost",
        uploads=tmp_path_factory.mktemp("uploads"),
        limit_requests=False,
    )


FREE = "SET session_replication_role = replica", "RESET session_replication_role"


@pytest.fixture(scope="session")
def built_app(settings):
    app = create_app(settings)
    app.test_client_class = PortalClient
    app.after_request(fail_on_unsaved_work)
    engine = app.extensions["engine"]
    SQLModel.metadata.create_all(engine)
    yield app
    engine.dispose()


@pytest.fixture
def app(built_app):
    """The application on an empty database."""
    yield built_app
    empty(built_app.extensions["engine"])


def empty(engine) -> None:
    """Delete every row; on tables this small it is ten times a TRUNCATE's speed."""
    orders = [str(t.delete()) for t in reversed(SQLModel.metadata.sorted_tables)]
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            free, bound = FREE
            # One way to the server and back for all of them.
            connection.exec_driver_sql("; ".join([free, *orders, bound]))
        else:
            for order in ("PRAGMA defer_foreign_keys=ON", *orders):
                connection.exec_driver_sql(order)
        connection.commit()


@pytest.fixture
def engine(app):
    return app.extensions["engine"]


@pytest.fixture
def storage(app):
    return app.extensions["storage"]


@pytest.fixture
def session(engine):
    """A session of the test's own: sharing the app's would hide lazy loads."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def client(app):
    """A browser of nobody."""
    return app.test_client()


@pytest.fixture
def login(app):
    """`login(compte)` is a client signed in as that account."""

    def sign_in(compte):
        client = app.test_client()
        client.sign_in(compte)
        return client

    return sign_in


SILENT = ("BEGIN", "COMMIT", "ROLLBACK")
VERSION = "FROM referentiel \nWHERE referentiel.id = "
"""A version of a référentiel is read once by a process, not by a page."""


@pytest.fixture
def count_queries(engine):
    """`with count_queries() as statements:` keeps the SQL that was sent."""

    @contextmanager
    def counting():
        statements = []

        def note(_connection, _cursor, statement, *_rest):
            if not statement.startswith(SILENT) and VERSION not in statement:
                statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        yield statements
        event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def write(session):
    """`with write():` is a writing transaction on the test's session."""

    @contextmanager
    def writing():
        with db.write(session):
            yield session

    return writing
