"""What a kill -9 or a service that goes away leaves behind: nothing half done.

The acts are asked by HTTP, at random moments (`--graine`) the web server, its children
or the worker are killed, and the person tries again; at the end, once the worker has
done what waited, `flask verifier` and `flask journal verifier` read everything.

`python -m tests.bench.pannes --morts 120 --graine 1`
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from portal.courrier.models import Courriel
from tests.bench import _fautes, _installation, _scene
from tests.bench._actes import Acte, melange
from tests.bench._installation import Installation
from tests.bench._personne import Reponse

MORTS, GRAINE = 120, 1
VICTIMES = ("web server", "its children", "worker")
ESSAIS = 20
RESTE = 4
"""Dossiers of each kind beside those of the kills."""


@dataclass
class Releve:
    """What was seen, by act and by who was killed; `faux`: what should never be."""

    vus: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    faux: list[str] = field(default_factory=list)

    def note(self, acte: Acte, victime: str, reponse: Reponse, times: int) -> None:
        seen = self.vus.setdefault((acte.nom, victime), Counter())
        kept = "kept" if times else "not kept"
        answer = "answered" if reponse.statut else "line cut"
        seen[f"{answer}, {kept}"] += 1
        if reponse.acceptee and not times:
            self.faux.append(f"{acte.nom}: accepted, then lost")
        if reponse.statut >= 500:
            self.faux.append(f"{acte.nom}: {reponse.vu}")

    def show(self) -> None:
        columns = [f"{a}, {k}" for a in ANSWERS for k in ("kept", "not kept")]
        print("\n| Act | Killed | Kills | " + " | ".join(columns) + " |")
        print("|---|---|--:|" + "--:|" * len(columns))
        for (acte, victime), seen in sorted(self.vus.items()):
            cells = " | ".join(str(seen[column]) for column in columns)
            print(f"| {acte} | {victime} | {seen.total()} | {cells} |")


ANSWERS = ("answered", "line cut")


class Tours:
    """Each act with one death, at a moment drawn within what it usually takes."""

    def __init__(self, here: Installation, graine: int) -> None:
        self.here, self.releve = here, Releve()
        self.dice = random.Random(graine)
        self.usual: dict[str, float] = {}

    def play(self, acte: Acte, victime: str) -> None:
        if acte.nom not in self.usual:
            self._measure(acte)
            return
        with ThreadPoolExecutor(1) as person:
            asked = person.submit(acte.faire)
            self._kill(victime, acte, asked)
            reponse = asked.result()
        self._again(victime)
        self.releve.note(acte, victime, reponse, acte.compte())
        self._retry(acte)

    @property
    def kills(self) -> int:
        return sum(seen.total() for seen in self.releve.vus.values())

    def _measure(self, acte: Acte) -> None:
        start = time.perf_counter()
        reponse = acte.faire()
        self.usual[acte.nom] = time.perf_counter() - start
        if not reponse.acceptee or acte.compte() != 1:
            raise RuntimeError(f"{acte.nom}: {reponse.vu}")

    def _kill(self, victime: str, acte: Acte, asked: Future) -> None:
        if victime == "worker":
            asked.result()  # what it asked for is what the worker is doing
            time.sleep(self.dice.uniform(0, 1.5))
            return self.here.kill_worker()
        time.sleep(self.dice.uniform(0, 1.2 * self.usual[acte.nom]))
        if victime == "web server":
            return self.here.kill_web()
        return self.here.kill_web_children()

    def _again(self, victime: str) -> None:
        if victime == "worker":
            self.here.work()
        elif victime == "web server":
            self.here.serve()
        else:
            self.here.serveur.started = time.perf_counter()
            try:
                self.here.serveur.wait()
            except RuntimeError:
                # granian gives up on children that die one after the other, and
                # systemd starts it again.
                self.here.serve()

    def _retry(self, acte: Acte) -> None:
        """As the person does, who was told nothing: until it is done, and once."""
        for _ in range(ESSAIS):
            if times := acte.compte():
                break
            acte.faire()
        if times != 1:
            self.releve.faux.append(f"{acte.nom}: {times} times after trying again")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--morts", type=int, default=MORTS, help="how many kills")
    parser.add_argument("--graine", type=int, default=GRAINE, help="of the moments")
    parser.add_argument("--sans-services", action="store_true", help="kills only")
    asked = parser.parse_args()
    with _fautes.antivirus() as clamd, _installation.running(clamd) as here:
        each = asked.morts // 5 + RESTE
        sujets = _scene.prepare(
            here.app,
            **dict.fromkeys(("brouillons", "a_decider", "a_valider", "en_cours"), each),
        )
        here.serve()
        here.work()
        faux = _kills(here, sujets, asked.morts, asked.graine) if asked.morts else []
        if not asked.sans_services:
            for fault in _fautes.FAUTES:
                faux += _timed(fault.__doc__, lambda fault=fault: fault(here, sujets))
            print(f"\nAt the end, the worker needed {here.drain():.0f} s.")
            faux += verify(here)
        print("\n" + ("\n".join(faux) or "No act lost, done twice or half done."))


def _kills(
    here: Installation, sujets: _scene.Sujets, morts: int, graine: int
) -> list[str]:
    tours = Tours(here, graine)
    start = time.monotonic()
    for rank, acte in enumerate(melange(here, sujets)):
        tours.play(acte, VICTIMES[rank // 5 % len(VICTIMES)])
        if tours.kills == morts:
            break
    tours.releve.show()
    spent = time.monotonic() - start
    print(f"\n{tours.kills} kills in {spent:.0f} s; the worker then needed", end=" ")
    print(f"{here.drain():.0f} s.", flush=True)
    return tours.releve.faux + verify(here)


def verify(here: Installation) -> list[str]:
    """What the product's own commands say; empty when all agrees."""
    wrong = []
    for words in (("verifier", "--empreintes"), ("journal", "verifier")):
        code, said = here.command(*words)
        print(f"flask {' '.join(words)}: {' '.join(said.split())[-160:]}", flush=True)
        if code:
            wrong.append(said)
    with Session(here.engine) as session:
        sent = session.exec(
            select(Courriel.id).where(col(Courriel.sent_at).is_not(None))
        ).all()
    received = [message["Message-ID"] for message in here.boite.messages]
    print(
        f"{len(sent)} mails sent, {len(set(received))} received, "
        f"{len(received) - len(set(received))} of them twice.",
        flush=True,
    )
    if len(set(received)) != len(sent):
        wrong.append(f"mails: {len(sent)} sent, {len(set(received))} received")
    return wrong


def _timed(name: str, play: Callable[[], list[str]]) -> list[str]:
    print(f"\n{name}", flush=True)
    start = time.monotonic()
    wrong = play()
    print(f"({time.monotonic() - start:.0f} s)", flush=True)
    return wrong


if __name__ == "__main__":
    main()
