"""The portal has one name, whatever a request pretends (ASVS 4.1.3).

And a second one, if the installation wants it, that gives files and nothing else.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

FICHIERS = "/fichiers/"


def under_one_name(
    app: WSGIApplication, base_url: str, fichiers_url: str = ""
) -> WSGIApplication:
    """Redirections to a slash or to https are built from the host: make it ours."""
    host, files = urlsplit(base_url).netloc, urlsplit(fichiers_url).netloc

    def named(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        asked = files if files and environ.get("HTTP_HOST") == files else host
        environ["HTTP_HOST"] = asked
        if files and environ["PATH_INFO"].startswith(FICHIERS) != (asked == files):
            start("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
            return []
        return app(environ, start)

    return named
