import pytest
from flask_security import hash_password
from sqlmodel import Session

from portal import clock, create_app, db
from portal.config import Environnement, Settings
from portal.demonstration import donnees
from portal.demonstration.personnes import MOT_DE_PASSE
from tests.client import PortalClient
from tests.conftest import empty


@pytest.fixture(scope="package")
def demonstration(built_app, database_url, tmp_path_factory):
    """The portal of the demonstration, loaded today, once for these tests."""
    app = create_app(
        Settings(
            environnement=Environnement.DEMONSTRATION,
            secret_key="test",
            password_salt="test",
            database_url=database_url,
            uploads=tmp_path_factory.mktemp("demonstration"),
            limit_requests=False,
        )
    )
    app.test_client_class = PortalClient
    engine = app.extensions["engine"]
    with app.app_context(), Session(engine) as session, db.write(session):
        donnees.charger(
            session,
            app.extensions["storage"],
            mot_de_passe=hash_password(MOT_DE_PASSE),
            quota=10**9,
            on=clock.today(),
        )
    yield app
    empty(engine)
    engine.dispose()


@pytest.fixture
def lecture(demonstration):
    """A session on the loaded data."""
    with Session(demonstration.extensions["engine"]) as session:
        yield session
