import pytest

from tests.parcours.monde import make_monde
from tests.parcours.routes import ROUTES, addresses
from tests.securite.pages import PAGES


@pytest.fixture
def ouvrir(app, session, storage, login):
    """`ouvrir(endpoint)`: who reads this page, its address, in a new world or that."""

    def open_page(endpoint, monde=None):
        qui, etat = PAGES[endpoint]
        session.rollback()  # SQLite refuses to write after an old reading
        monde = monde or make_monde(session, etat, storage)
        url = next(addresses(app, endpoint, ROUTES[endpoint], monde))[1]
        compte = monde.comptes.get(qui)
        return (login(compte) if compte else app.test_client()), url, monde

    return open_page
