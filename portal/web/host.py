"""The portal has one name, whatever a request pretends (ASVS 4.1.3)."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def under_one_name(app: WSGIApplication, base_url: str) -> WSGIApplication:
    """Redirections to a slash or to https are built from the host: make it ours."""
    host = urlsplit(base_url).netloc

    def named(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        environ["HTTP_HOST"] = host
        return app(environ, start)

    return named
