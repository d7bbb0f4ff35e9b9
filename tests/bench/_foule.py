"""People at work: each has a session, a line that is kept, and their own pages."""

import random
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from statistics import median, quantiles
from urllib.parse import urlencode
from uuid import uuid4

from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from portal.dossiers.models import Commentaire, Verdict
from tests.bench._client import FORMULAIRE, NAVIGATEUR, signed_in
from tests.bench._scene import Sujet, Sujets
from tests.bench._serveur import EN_TETES

PATIENCE = 60
VERSION = re.compile(rb'name="version"[^>]*value="(\d+)"')
RESSAYER = {409, 429}
"""Refused in words: somebody else decided first, or too much was written."""


@dataclass
class Vecu:
    """What they all saw, and what was accepted of what they wrote."""

    latences: list[float] = field(default_factory=list)
    statuts: Counter[int] = field(default_factory=Counter)
    commentaires: list[str] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)
    etonnants: Counter[str] = field(default_factory=Counter)

    @property
    def p50(self) -> float:
        return median(self.latences)

    def centile(self, rank: int) -> float:
        return quantiles(self.latences, n=100)[rank - 1]

    @property
    def pannes(self) -> int:
        return sum(
            n for status, n in self.statuts.items() if status >= 500 or not status
        )

    def add(self, other: "Vecu") -> None:
        self.latences += other.latences
        self.commentaires += other.commentaires
        for name in ("statuts", "verdicts", "etonnants"):
            getattr(self, name).update(getattr(other, name))


class Visiteur:
    """One person; `gestes`: what they may do next, each with its weight."""

    def __init__(self, app: Flask, compte, port: int, graine: int) -> None:
        self.headers = NAVIGATEUR | signed_in(app, compte)
        self.plain = self.headers | {"Accept-Encoding": "identity"}
        self.port, self.vecu = port, Vecu()
        self.dice = random.Random(graine)
        self.line: HTTPConnection | None = None
        self.gestes: list[tuple[int, Callable[[], None]]] = []

    def live(self, over: Callable[[], bool], pause: float) -> None:
        """Not all at the same instant: they come within one pause, or one second."""
        time.sleep(self.dice.uniform(0, pause or 1))
        weights, acts = zip(*self.gestes, strict=True)
        while not over():
            self.dice.choices(acts, weights)[0]()
            if pause:
                time.sleep(self.dice.uniform(0.5, 1.5) * pause)
        if self.line:
            self.line.close()

    def may(self, weight: int, *paths: str) -> None:
        self.gestes.append((weight, lambda: self.ask(self.dice.choice(paths)) and None))

    def ask(self, path: str, words: dict[str, str] | None = None) -> tuple[int, bytes]:
        """POST when there are words."""
        start = time.perf_counter()
        status, content = self._send(path, words)
        self.vecu.latences.append((time.perf_counter() - start) * 1000)
        self.vecu.statuts[status] += 1
        if status >= 400 or not status:
            self.vecu.etonnants[f"{status} {re.sub(r'[0-9a-f-]{36}', '…', path)}"] += 1
        return status, content

    def _send(self, path: str, words: dict[str, str] | None) -> tuple[int, bytes]:
        self.line = self.line or HTTPConnection("127.0.0.1", self.port, PATIENCE)
        body = urlencode(words).encode() if words else None
        headers = self.plain | FORMULAIRE if words else self.plain
        if "pieces" not in path and not words:
            headers = self.headers
        try:
            self.line.request("POST" if words else "GET", path, body, headers)
            response = self.line.getresponse()
            return response.status, response.read()
        except (OSError, HTTPException):
            self.line.close()
            return 0, b""


def candidat(app: Flask, port: int, sujet: Sujet, graine: int) -> Visiteur:
    """Writes the dossier de preuves, and answers who helps."""
    who = Visiteur(app, sujet.candidat, port, graine)
    home = f"/dossiers/{sujet.dossier_id}"
    told = [f"{home}/preuves/situations/{id_}/modifier" for id_ in sujet.situations]
    who.may(30, home)
    who.may(30, f"{home}/preuves")
    who.may(15, *told)
    who.may(10, f"{home}/commentaires")
    who.may(5, "/dossiers/")
    who.gestes.append((6, lambda: _comment(who, home, sujet)))
    return who


def instructeur(app: Flask, port: int, sujets: Sujets, graine: int) -> Visiteur:
    """Looks for work in the queue, reads pieces, judges some."""
    compte = sujets.a_decider[0].par
    who = Visiteur(app, compte, port, graine)
    pieces = [
        f"/instruction/{s.dossier_id}/pieces/{id_}"
        for s in sujets.a_decider
        for id_ in s.pieces
    ]
    who.may(30, "/instruction/")
    who.may(50, *pieces)
    who.gestes.append((10, lambda: _judge(who, who.dice.choice(pieces))))
    return who


def responsable(app: Flask, port: int, sujets: Sujets, graine: int) -> Visiteur:
    who = Visiteur(app, sujets.comptes["responsable@exemple.fr"], port, graine)
    who.may(30, "/instruction/tableau-de-bord")
    who.may(40, "/instruction/", "/instruction/?onglet=preuves")
    who.may(30, *(f"/instruction/{s.dossier_id}/preuves" for s in sujets.en_cours))
    return who


def _comment(who: Visiteur, home: str, sujet: Sujet) -> None:
    words = f"Essai {uuid4().hex}"
    target = who.dice.choice(sujet.situations)
    path = f"{home}/commentaires/fil?ancre=situation&cible={target}"
    if who.ask(path, {"texte": words})[0] == 303:
        who.vecu.commentaires.append(words)


def _judge(who: Visiteur, path: str) -> None:
    """By the version the page shows, as the form does: the second of two is refused."""
    _status, html = who.ask(path)
    if seen := VERSION.search(html):
        sent = {"verdict": "a", "version": seen.group(1).decode()}
        if who.ask(path, sent)[0] == 303:
            who.vecu.verdicts[path.rpartition("/")[2]] += 1


def together(people: list[Visiteur], seconds: float, pause: float) -> Vecu:
    """All at once; what each of them saw."""
    end, seen = time.monotonic() + seconds, Vecu()

    def over() -> bool:
        return time.monotonic() > end

    threads = [threading.Thread(target=p.live, args=(over, pause)) for p in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for person in people:
        seen.add(person.vecu)
    return seen


def lost(engine: Engine, vecu: Vecu) -> list[str]:
    """Each comment accepted is there once; each verdict accepted counts for one."""
    wrong = []
    with Session(engine) as session:
        said = Counter(session.exec(select(Commentaire.texte)).all())
        versions = {
            str(v.piece_id): v.version for v in session.exec(select(Verdict)).all()
        }
    wrong += [
        f"comment {words}: {said[words]} times"
        for words in vecu.commentaires
        if said[words] != 1
    ]
    for piece, times in vecu.verdicts.items():
        # The scene judged each piece once.
        if versions[piece] != times + 1:
            wrong.append(f"piece {piece}: {times} verdicts, version {versions[piece]}")
    print(f"\n{len(vecu.commentaires)} comments and {vecu.verdicts.total()} verdicts")
    return wrong


@contextmanager
def crowd_at_the_door(port: int, idle: int, slow: int) -> Iterator[None]:
    """Lines that say nothing, and clients that send one byte a second."""
    stop = threading.Event()
    with ExitStack() as stack:
        lines = [_line(stack, port) for _ in range(idle)]
        for line in lines[::2]:  # every second one has asked something, and stays
            line.sendall(_head("GET /sante"))
        drips = [
            threading.Thread(target=_drip, args=(_line(stack, port), rank, stop))
            for rank in range(slow)
        ]
        for drip in drips:
            drip.start()
        try:
            yield
        finally:
            stop.set()
            for drip in drips:
                drip.join()


def _line(stack: ExitStack, port: int) -> socket.socket:
    return stack.enter_context(socket.create_connection(("127.0.0.1", port), 20))


def _head(request: str, more: str = "") -> bytes:
    told = "".join(f"{name}: {value}\r\n" for name, value in EN_TETES.items())
    return f"{request} HTTP/1.1\r\n{told}{more}\r\n".encode()


def _drip(line: socket.socket, rank: int, stop: threading.Event) -> None:
    """Half of them drip their headers, half the body of a form."""
    form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n"
    with suppress(OSError):
        if rank % 2:
            line.sendall(_head("POST /connexion", form))
        for byte in _head("GET /connexion", "X-Lent: " + "x" * 9000):
            if stop.wait(1):
                return
            line.sendall(bytes([byte]))
