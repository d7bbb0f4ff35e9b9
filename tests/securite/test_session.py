"""The cookie of a session."""

from portal import create_app
from portal.config import Environnement


def test_the_cookie_is_for_us_alone(settings):
    """ASVS row 34."""
    production = {"environnement": Environnement.PRODUCTION}
    app = create_app(settings.model_copy(update=production))
    answer = app.test_client().get("/connexion", base_url="https://localhost")
    cookies = answer.headers.getlist("Set-Cookie")
    app.extensions["engine"].dispose()
    assert cookies
    for cookie in cookies:
        name, *attributes = cookie.split("; ")
        assert name.startswith("__Host-session=")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(attributes)
        assert "Domain" not in cookie
