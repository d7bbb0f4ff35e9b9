"""When it cannot be done: a page that says why, and what to do next."""

from typing import Final, NamedTuple

from flask import Flask, Response, current_app, g, request, session
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from portal import db
from portal.droit.refus import Refus
from portal.storage.base import MissingFile, StorageAway
from portal.web.access import session_ended
from portal.web.pages import page, wants_fragment
from portal.web.uploads import EnvoiRefuse

KEPT_BODY: Final = 1_000_000
_SECRET_WORDS: Final = ("pass", "secret", "code", "token", "csrf")


class Texte(NamedTuple):
    titre: str
    phrase: str
    suite: str


TEXTES: Final = {
    400: Texte(
        "Cette demande est incomplète",
        "Le portail n’a pas compris ce qui lui a été envoyé.",
        "Revenez à la page précédente, rechargez-la, puis recommencez.",
    ),
    403: Texte(
        "Cette page ne vous est pas ouverte",
        "Votre compte ne donne pas accès à cette page.",
        "Si vous pensez que c’est une erreur, écrivez à votre UIMM territoriale.",
    ),
    404: Texte(
        "Page introuvable",
        "Cette adresse ne mène à aucune page que vous puissiez voir.",
        "Vérifiez l’adresse, ou repartez de l’accueil.",
    ),
    405: Texte(
        "Cette adresse ne s’ouvre pas ainsi",
        "Elle sert à envoyer un formulaire, pas à afficher une page.",
        "Repartez de l’accueil, puis du formulaire.",
    ),
    409: Texte(
        "Cette action n’est pas possible",
        "L’état du dossier ne le permet plus.",
        "Rechargez la page de votre dossier : elle montre ce qui est possible.",
    ),
    413: Texte(
        "Fichier trop lourd",
        "Ce que vous envoyez dépasse la taille acceptée.",
        "Réduisez le fichier ou découpez-le, puis envoyez-le de nouveau.",
    ),
    422: Texte(
        "Des réponses sont à corriger",
        "Le portail n’a pas pu enregistrer ce qui lui a été envoyé.",
        "Revenez à la page précédente et corrigez les réponses signalées.",
    ),
    429: Texte(
        "Trop de demandes à la suite",
        "Le portail a reçu trop de demandes depuis votre compte ou votre réseau.",
        "Attendez une minute, puis réessayez.",
    ),
    500: Texte(
        "Le portail a rencontré un problème",
        "L’erreur vient de nous. Elle est enregistrée et sera examinée.",
        "Réessayez dans quelques minutes. Ce qui était enregistré l’est toujours.",
    ),
    503: Texte(
        "Le portail est momentanément indisponible",
        "Un service dont il a besoin ne répond pas.",
        "Réessayez dans quelques minutes. Ce qui était enregistré l’est toujours.",
    ),
}
EXPIREE: Final = Texte(
    "Cette page est restée ouverte trop longtemps",
    "Par sécurité, son formulaire a expiré : rien n’a été enregistré.",
    "Revenez à la page, rechargez-la, puis envoyez de nouveau votre réponse.",
)
FINIE: Final = Texte(
    "Votre session a pris fin",
    "Votre session a pris fin : ce que vous venez d’envoyer n’est pas enregistré.",
    "Connectez-vous dans un autre onglet, revenez à la page, rechargez-la, puis "
    "envoyez de nouveau votre réponse.",
)


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _without_its_token)
    app.register_error_handler(Refus, _refused)
    app.register_error_handler(EnvoiRefuse, _too_big)
    app.register_error_handler(MissingFile, lambda _error: _answer(404, TEXTES[404]))
    app.register_error_handler(OperationalError, _database_down)
    app.register_error_handler(StorageAway, _service_down)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    status = error.code or InternalServerError.code
    known = TEXTES.get(status) or TEXTES[500 if status >= 500 else 400]
    response = _answer(status, known)
    response.headers.extend(_own_headers(error))
    return response


def _own_headers(error: HTTPException) -> list[tuple[str, str]]:
    """What the error itself tells the client, such as Allow or Retry-After."""
    return [
        (name, value)
        for name, value in error.get_headers()
        if name.lower() != "content-type"
    ]


def _without_its_token(_error: CSRFError) -> ResponseReturnValue:
    return _answer(400, FINIE if session_ended() else EXPIREE)


def _refused(error: Refus) -> ResponseReturnValue:
    return _answer(409, TEXTES[409]._replace(phrase=str(error)))


def _too_big(error: EnvoiRefuse) -> ResponseReturnValue:
    return _answer(413, TEXTES[413]._replace(phrase=str(error)))


def _database_down(error: OperationalError) -> ResponseReturnValue:
    """As for nobody: it would be asked again for their menu and their session."""
    db.forget()
    session.illisible = True  # type: ignore[attr-defined]  # our own class
    g._login_user = AnonymousUserMixin()
    return _service_down(error)


def _service_down(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("service unavailable", exc_info=error)
    response = _answer(503, TEXTES[503])
    response.headers["Retry-After"] = "60"
    return response


def _answer(status: int, texte: Texte) -> Response:
    response = page(
        "erreurs/erreur.html",
        fragment="erreurs/_erreur.html",
        status=status,
        erreur=texte,
        saisie=_typed_text(),
    )
    if wants_fragment():
        # Beside the form, never in its place: what was typed stays on screen.
        response.headers["HX-Retarget"] = "#messages"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def _typed_text() -> list[str]:
    """The free text of a refused form, given back to be copied.

    Only to our own pages: another site could otherwise make us show its words.
    """
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if request.method != "POST" or not ours or wants_fragment():
        return []
    if request.mimetype == "multipart/form-data":
        return []  # an upload view has read the body itself
    if not 0 < (request.content_length or 0) <= KEPT_BODY:
        return []
    return [
        text
        for name, text in request.form.items()
        if " " in text.strip() and not any(word in name for word in _SECRET_WORDS)
    ]
