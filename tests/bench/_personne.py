"""Somebody who presses a button, and what is then read on the screen."""

from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from bs4 import BeautifulSoup
from flask import Flask

from portal.comptes.models import Compte
from tests.bench._client import (
    FORMULAIRE,
    MULTIPART,
    NAVIGATEUR,
    form_with_file,
    signed_in,
)

PATIENCE = 40
COUPEE = "line cut"
LES_DEUX = {"Accept-Encoding": "identity"}


@dataclass(frozen=True)
class Reponse:
    """`statut` 0: no answer came."""

    statut: int
    html: str = ""

    @property
    def acceptee(self) -> bool:
        return self.statut == 303

    @property
    def vu(self) -> str:
        """« 503 Le portail est momentanément indisponible »."""
        if not self.statut:
            return COUPEE
        heading = BeautifulSoup(self.html, "html.parser").select_one("h1")
        words = " ".join(heading.text.split()) if heading else ""
        return f"{self.statut} {words}".strip()

    def champ(self, nom: str) -> str:
        found = BeautifulSoup(self.html, "html.parser").select_one(f"[name={nom}]")
        return str(found["value"]) if found else ""


class Personne:
    """Signed in for as long as the drill lasts."""

    def __init__(self, app: Flask, compte: Compte, port: int) -> None:
        self.headers = NAVIGATEUR | signed_in(app, compte) | LES_DEUX
        self.port = port

    def get(self, path: str) -> Reponse:
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: bytes = b"_=") -> Reponse:
        return self._ask("POST", path, body, FORMULAIRE)

    def send(self, path: str, nom: str, content: bytes, **champs: str) -> Reponse:
        return self._ask("POST", path, form_with_file(champs, nom, content), MULTIPART)

    def _ask(
        self, method: str, path: str, body: bytes | None, more: dict[str, str]
    ) -> Reponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, self.headers | more)
            response = connection.getresponse()
            return Reponse(response.status, response.read().decode(errors="replace"))
        except (OSError, HTTPException):
            return Reponse(0)
        finally:
            connection.close()
