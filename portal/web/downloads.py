"""Files given out: under a harmless type, sandboxed, and kept by no cache."""

from flask import Flask, Response, current_app, redirect, request, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wrappers import Response as BaseResponse
from werkzeug.wsgi import wrap_file

from portal.storage.base import Storage
from portal.storage.contenu import JPEG, PDF, PNG
from portal.storage.noms import content_disposition

CHUNK = 256 * 1024
# Long enough to follow a redirect, too short to be passed on.
LINK_SECONDS = 60
# A viewer asks for the pages of a long PDF as they are read.
SHOWN_SECONDS = 300
# What a browser may be told a file is, and may show; the rest is saved as bytes.
SHOWN = {PDF, JPEG, PNG}
BYTES = "application/octet-stream"
HEADERS = {
    # Chromium and Firefox show a PDF in their own viewer under this sandbox.
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


class SentFile(Response):
    """Marks the responses whose headers must outlive those of ordinary pages."""

    embedder = ""
    """The host whose pages may show it, when it is not this one."""


def init_app(app: Flask, *, fichiers_url: str = "", base_url: str = "") -> None:
    """Call before Talisman is set up: what is registered first is applied last."""
    app.config |= {"FICHIERS_URL": fichiers_url, "BASE_URL": base_url}
    app.after_request(_keep_headers)


def send(
    storage: Storage,
    *,
    cle: str,
    nom: str,
    type_mime: str,
    taille: int,
    inline: bool = False,
) -> BaseResponse:
    """Send the file, or the browser to it. Raise `MissingFile` or `StorageAway`."""
    inline = inline and type_mime in SHOWN
    if type_mime not in SHOWN:
        type_mime = BYTES
    if inline and current_app.config["FICHIERS_URL"]:
        return _elsewhere(cle)
    # What is shown in a page passes through us: a bucket cannot send the sandbox.
    link = (
        None
        if inline
        else storage.link(
            cle, nom=nom, type_mime=type_mime, inline=False, secondes=LINK_SECONDS
        )
    )
    if link:
        response = redirect(link, code=303)
        response.headers["Cache-Control"] = HEADERS["Cache-Control"]
        return response
    response = _stream(storage, cle, type_mime, taille)
    response.headers["Content-Disposition"] = content_disposition(nom, inline=inline)
    return response


def _elsewhere(cle: str) -> BaseResponse:
    """To the host of files, that knows no session: a signed key, for minutes."""
    path = url_for("lecture.ailleurs", jeton=sign_key(cle))
    response = redirect(f"{current_app.config['FICHIERS_URL']}{path}", code=303)
    response.headers["Cache-Control"] = HEADERS["Cache-Control"]
    return response


def sign_key(cle: str) -> str:
    return str(_serializer().dumps(cle))


def signed_key(jeton: str) -> str | None:
    """The key of the file it was signed for, while it is good."""
    try:
        return str(_serializer().loads(jeton, max_age=SHOWN_SECONDS))
    except BadSignature:
        return None


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="fichiers")


def send_to_pages(
    storage: Storage, *, cle: str, nom: str, type_mime: str, taille: int
) -> SentFile:
    """From the host of files, to be shown in the pages of the portal."""
    response = _stream(storage, cle, type_mime, taille)
    response.headers["Content-Disposition"] = content_disposition(nom, inline=True)
    response.embedder = current_app.config["BASE_URL"]
    return response


def send_content(content: bytes, *, nom: str, type_mime: str) -> SentFile:
    """What is made on demand and kept nowhere, to save under this name."""
    response = SentFile(content, mimetype=type_mime, headers=HEADERS)
    response.headers["Content-Disposition"] = content_disposition(nom, inline=False)
    return response


def _stream(storage: Storage, cle: str, type_mime: str, taille: int) -> SentFile:
    content = storage.open(cle)
    response = SentFile(
        wrap_file(request.environ, content, CHUNK),
        mimetype=type_mime,
        headers=HEADERS,
        direct_passthrough=True,
    )
    response.content_length = taille
    try:
        response.make_conditional(request, accept_ranges=True, complete_length=taille)
    except RequestedRangeNotSatisfiable:
        content.close()
        raise
    return response


def _keep_headers(response: Response) -> Response:
    if isinstance(response, SentFile):
        response.headers.update(HEADERS)
        if response.embedder:
            # X-Frame-Options cannot name another host.
            del response.headers["X-Frame-Options"]
            policy = HEADERS["Content-Security-Policy"]
            policy = policy.replace("'self'", response.embedder)
            response.headers["Content-Security-Policy"] = policy
    return response
