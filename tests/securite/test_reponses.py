"""What every answer says to the browser, whoever asks and whatever happens."""

import pytest

from portal import create_app
from portal.config import Environnement
from portal.droit.workflow import Etat
from tests.parcours.monde import Qui, make_monde
from tests.parcours.routes import ROUTES, addresses

pytestmark = pytest.mark.une_base

AUTRES = ["/nulle-part", "/sante", "/instruction/", "/static/css/portail.css"]
METHODES = ["TRACE", "PROPFIND", "FOO", "PUT", "DELETE", "PATCH"]
SECRETS = [
    "/.git/config",
    "/.env",
    "/.demo/secret",
    "/console",
    "/metrics",
    "/server-status",
    "/static/",
    "/static/../wsgi.py",
    "/static/%2e%2e/wsgi.py",
    "/static/..%2fportal/config.py",
    "/static/....//wsgi.py",
    "/static/css/..\\..\\wsgi.py",
    "/uploads/",
    "/templates/base.html",
    "/wsgi.py",
    "/demonstration/boite",
]


@pytest.fixture
def repondre(app, session, storage, login):
    """`repondre(endpoint)`: what its page answers to the first who may read it."""

    def ask(endpoint, **headers):
        regle = ROUTES[endpoint]
        qui, etat = (regle.visites() or [(Qui.CANDIDAT, regle.etats[0])])[0]
        monde = make_monde(session, etat, storage)
        url = next(addresses(app, endpoint, regle, monde))[1]
        compte = monde.comptes.get(qui)
        client = login(compte) if compte else app.test_client()
        return client.get(url, headers=headers)

    return ask


PAGES = [endpoint for endpoint, regle in ROUTES.items() if not regle.page]


@pytest.mark.parametrize("endpoint", PAGES)
def test_every_page_carries_its_protections(repondre, endpoint):
    """ASVS rows 37 to 40, 43, 45, 67 and 68.

    The client of the tests refuses inline scripts and handlers beside.
    """
    answer = repondre(endpoint)
    check_headers(answer)
    assert answer.text.count("<script") == answer.text.count('<script src="/static/')
    if Qui.ANONYME not in ROUTES[endpoint].passe:
        assert answer.cache_control.no_store


@pytest.mark.parametrize("path", AUTRES)
def test_errors_and_files_carry_them_too(client, path):
    """ASVS rows 37 to 40 and 45."""
    check_headers(client.get(path))


def check_headers(answer) -> None:
    headers = answer.headers
    policy = dict(part.strip().partition(" ")[::2] for part in csp(answer))
    assert policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"]
    assert policy["script-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    if answer.mimetype.startswith("text/"):
        assert answer.mimetype_params["charset"] == "utf-8"
    assert not {"Server", "X-Powered-By"} & set(headers.keys())


def csp(answer) -> list[str]:
    return answer.headers["Content-Security-Policy"].split(";")


@pytest.mark.parametrize("endpoint", PAGES)
def test_an_origin_or_a_host_from_elsewhere_gets_nothing(repondre, endpoint):
    """ASVS rows 36 and 46."""
    false = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    answer = repondre(endpoint, Origin="https://evil.example", **false)
    assert "evil.example" not in answer.text
    assert "evil.example" not in str(answer.headers)
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost@evil"])
@pytest.mark.parametrize(
    "path", ["/", "/dossiers/", "/instruction", "//certifications"]
)
def test_no_page_nor_redirection_follows_the_host_header(client, path, host):
    """ASVS row 46: neither ours nor Werkzeug's towards an address with a slash."""
    answer = client.get(path, headers={"Host": host})
    assert "evil" not in answer.text
    assert "evil" not in answer.headers.get("Location", "")


def test_the_redirection_to_https_does_not_follow_it_either(settings):
    """ASVS rows 35 and 46."""
    production = {
        "environnement": Environnement.PRODUCTION,
        "base_url": "https://vae.exemple.fr",
    }
    app = create_app(settings.model_copy(update=production))
    answer = app.test_client().get("/aide", headers={"Host": "evil.example"})
    assert answer.location == "https://vae.exemple.fr/aide"
    secure = app.test_client().get("/aide", base_url="https://evil.example")
    assert secure.status_code == 200
    year = "max-age=31556926; includeSubDomains"
    assert secure.headers["Strict-Transport-Security"] == year
    app.extensions["engine"].dispose()


@pytest.mark.parametrize("path", ["/connexion", "/inscription", "/mot-de-passe-oublie"])
def test_the_library_s_pages_are_kept_nowhere(client, path):
    """ASVS row 68: in words that browsers know."""
    assert client.get(path).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("methode", METHODES)
@pytest.mark.parametrize("endpoint", ["accueil.accueil", "dossiers.suivi", "static"])
def test_an_unknown_method_is_refused(app, session, login, endpoint, methode):
    """ASVS row 47."""
    monde = make_monde(session, Etat.RECEVABLE)
    url = next(addresses(app, endpoint, ROUTES[endpoint], monde))[1]
    answer = login(monde.comptes[Qui.CANDIDAT]).open(url, method=methode)
    assert answer.status_code == 405


def test_no_address_takes_another_method(built_app, client):
    """ASVS row 47: the same everywhere; files of ours alone say what they take."""
    rules = [r for r in built_app.url_map.iter_rules() if r.endpoint != "static"]
    assert {m for rule in rules for m in rule.methods} == {"GET", "HEAD", "POST"}
    assert client.options("/aide").status_code == 405


@pytest.mark.parametrize("path", SECRETS)
def test_nothing_but_the_portal_is_served(client, path):
    """ASVS row 67."""
    assert client.get(path).status_code == 404
