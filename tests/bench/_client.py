"""Requests as a browser sends them, and what they cost the server."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import median, quantiles

from flask import Flask, request, session
from flask_login import UserMixin, login_user
from itsdangerous import URLSafeTimedSerializer

from tests.bench._serveur import EN_TETES, HOST, Serveur
from tests.seances import RAW_TOKEN, open_session

CLIENTS = 8
NAVIGATEUR = EN_TETES | {"Accept-Encoding": "gzip, deflate, br, zstd"}
LIMITE = "limite-des-parties"


@dataclass(frozen=True)
class Requete:
    """What one address is asked, again and again; `chemin` may change each time."""

    nom: str
    chemin: Callable[[], str]
    en_tetes: dict[str, str] = field(default_factory=dict)
    corps: bytes = b""
    attendu: int = 200

    def send(self, connection: HTTPConnection) -> bytes:
        headers = NAVIGATEUR | self.en_tetes
        method = "POST" if self.corps else "GET"
        connection.request(method, self.chemin(), self.corps or None, headers)
        response = connection.getresponse()
        content = response.read()
        if response.status != self.attendu:
            raise RuntimeError(f"{self.nom}: {response.status} {content[:500]!r}")
        return content


@dataclass
class Mesure:
    """In ms: the CPU of each round, and every latency of the concurrent requests."""

    cpu: list[float] = field(default_factory=list)
    latences: list[float] = field(default_factory=list)
    memoire: float = 0

    @property
    def cpu_median(self) -> float:
        return median(self.cpu)

    @property
    def p50(self) -> float:
        return median(self.latences)

    @property
    def p95(self) -> float:
        return quantiles(self.latences, n=20)[-1]

    def one_by_one(self, serveur: Serveur, requete: Requete, nombre: int) -> None:
        connection = serveur.connect()
        requete.send(connection)
        before = serveur.cpu()
        for _ in range(nombre):
            requete.send(connection)
        self.cpu.append((serveur.cpu() - before) / nombre * 1000)
        self.memoire = max(self.memoire, serveur.peak())
        connection.close()

    def together(self, serveur: Serveur, requete: Requete, nombre: int) -> None:
        """`nombre` requests by each of CLIENTS clients at once."""
        with ThreadPoolExecutor(CLIENTS) as clients:
            runs = [
                clients.submit(_latencies, serveur, requete, nombre)
                for _ in range(CLIENTS)
            ]
            for run in runs:
                self.latences += run.result()
        self.memoire = max(self.memoire, serveur.peak())


def _latencies(serveur: Serveur, requete: Requete, nombre: int) -> list[float]:
    connection = serveur.connect()
    found = []
    for _ in range(nombre):
        start = time.perf_counter()
        requete.send(connection)
        found.append((time.perf_counter() - start) * 1000)
    connection.close()
    return found


def signed_in(app: Flask, personne: UserMixin) -> dict[str, str]:
    """The headers of somebody signed in, its token included."""
    return _headers(app, open_session(app.extensions["engine"], personne))


def signed_in_nue(app: Flask, personne: UserMixin) -> dict[str, str]:
    """The same for the bare page, whose session is the signed cookie of Flask."""
    whence = {"REMOTE_ADDR": EN_TETES["X-Forwarded-For"]}
    with app.test_request_context(environ_base=whence):
        # Werkzeug's own test agent: the requests of the bench name none.
        request.environ.pop("HTTP_USER_AGENT", None)
        login_user(personne)
        opened = {**session, "csrf_token": RAW_TOKEN}
        serializer = app.session_interface.get_signing_serializer(app)
    return _headers(app, serializer.dumps(opened))


def _headers(app: Flask, value: str) -> dict[str, str]:
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token")
    return {
        "Cookie": f"{app.config['SESSION_COOKIE_NAME']}={value}",
        "X-CSRFToken": token.dumps(RAW_TOKEN),
        "Referer": f"https://{HOST}/",
    }


def form_with_file(champs: dict[str, str], nom: str, contenu: bytes) -> bytes:
    """The body a browser sends for a form and one PDF."""
    field = f"--{LIMITE}\r\nContent-Disposition: form-data; name="
    fields = "".join(
        f'{field}"{name}"\r\n\r\n{value}\r\n' for name, value in champs.items()
    )
    opening = (
        f'{fields}{field}"fichier"; filename="{nom}"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    return b"".join([opening.encode(), contenu, f"\r\n--{LIMITE}--\r\n".encode()])


MULTIPART = {"Content-Type": f"multipart/form-data; boundary={LIMITE}"}
FORMULAIRE = {"Content-Type": "application/x-www-form-urlencoded"}
HTMX = {"HX-Request": "true"}
