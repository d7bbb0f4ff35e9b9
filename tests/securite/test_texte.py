"""What a person typed is text on every page of every role."""

import pytest
from bs4 import BeautifulSoup

from tests.parcours.monde import make_monde
from tests.parcours.routes import ROUTES, addresses
from tests.securite.hostile import BALISES, CALCULE, mark

pytestmark = pytest.mark.une_base

VISITES = [
    pytest.param(endpoint, qui, id=f"{endpoint}-{qui}")
    for endpoint, regle in ROUTES.items()
    for qui in dict.fromkeys(qui for qui, _etat in regle.visites())
]


@pytest.mark.parametrize(("endpoint", "qui"), VISITES)
def test_markup_is_shown_as_it_was_typed(app, session, storage, login, endpoint, qui):
    """ASVS rows 17, 19 and 23: never an element, an attribute or a calculation."""
    regle = ROUTES[endpoint]
    etat = next(etat for reader, etat in regle.visites() if reader is qui)
    monde = make_monde(session, etat, storage)
    url = next(addresses(app, endpoint, regle, monde))[1]
    mark(session)
    compte = monde.comptes.get(qui)
    answer = (login(compte) if compte else app.test_client()).get(url)
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.text, "html.parser")
    assert soup.select(".intrus, [onclick]") == []
    assert CALCULE not in answer.text


def test_the_markup_reaches_the_pages(app, session, storage, login):
    """Without this the test above would prove nothing."""
    regle = ROUTES["instruction.piece"]
    qui, etat = regle.visites()[0]
    monde = make_monde(session, etat, storage)
    assert mark(session) > 30
    url = next(addresses(app, "instruction.piece", regle, monde))[1]
    assert (
        BALISES
        in BeautifulSoup(
            login(monde.comptes[qui]).get(url).text, "html.parser"
        ).get_text()
    )
