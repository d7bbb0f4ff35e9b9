"""Fifty people without pause, two hundred who think, and clients that are in the way.

From the same two cores as the server and its PostgreSQL: what the client and the
database spend is told beside, as an installation has them elsewhere.

`python -m tests.bench.charge --secondes 600`
"""

import argparse
import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlmodel import Session, col, func, select

from portal.dossiers.models import Evenement
from portal.droit.workflow import Acte
from tests.bench import _foule, _installation, _scene
from tests.bench._actes import depot
from tests.bench._foule import Vecu, Visiteur
from tests.bench._installation import Installation
from tests.bench._personne import Personne, Reponse
from tests.bench._scene import Sujet, Sujets
from tests.bench._serveur import TICKS
from tests.bench._tableau import verdict
from tests.bench.pannes import verify

SECONDES = 600
SANS_PAUSE, PENSIFS, PAUSE = 50, 200, 2.0
IMMOBILES, LENTS = 200, 12
P95, DEBIT = 300, 100
EN_COURS, A_DECIDER, ENSEMBLE = 12, 6, 4
ENTETE = (
    "\n| | requests/s | p50 ms | p95 ms | p99 ms | 5xx or cut | 409, 429 | "
    "server CPU ms | client CPU ms | cores busy |\n|---|" + "--:|" * 9
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--secondes", type=float, default=SECONDES)
    seconds = parser.parse_args().secondes
    with _installation.running() as here:
        sujets = _scene.prepare(
            here.app,
            en_cours=EN_COURS,
            a_decider=A_DECIDER,
            brouillons=ENSEMBLE,
            deposes=ENSEMBLE,
        )
        here.work()
        here.drain()
        here.serve()
        print(ENTETE, flush=True)
        wrong = _twice_at_once(here, sujets)
        busy = _phase(here, sujets, "50 without pause", SANS_PAUSE, seconds)
        calm = _phase(here, sujets, "200 who think 2 s", PENSIFS, seconds, PAUSE)
        with _foule.crowd_at_the_door(here.port, IMMOBILES, LENTS):
            name = "the same, 200 idle and 12 slow beside"
            beset = _phase(here, sujets, name, PENSIFS, seconds, PAUSE)
        _judge(seconds, busy, calm, beset)
        for vecu in (busy, calm, beset):
            print(f"refused or cut: {dict(vecu.etonnants.most_common(6))}")
        everything = Vecu()
        for vecu in (busy, calm, beset):
            everything.add(vecu)
        wrong += _foule.lost(here.engine, everything)
        print(f"the worker then needed {here.drain():.0f} s")
        wrong += verify(here)
        print("\n".join(wrong) or "No lost update, no act twice.")


def _people(here: Installation, sujets: Sujets, number: int) -> list[Visiteur]:
    """In ten: seven candidates, two instructeurs, a responsable."""
    people = []
    for rank in range(number):
        if rank % 10 < 7:
            subject = sujets.en_cours[rank % len(sujets.en_cours)]
            people.append(_foule.candidat(here.app, here.port, subject, rank))
        else:
            kind = _foule.responsable if rank % 10 == 9 else _foule.instructeur
            people.append(kind(here.app, here.port, sujets, rank))
    return people


def _phase(
    here: Installation,
    sujets: Sujets,
    name: str,
    number: int,
    seconds: float,
    pause: float = 0,
) -> Vecu:
    people = _people(here, sujets, number)
    server, client, idle = here.serveur.cpu(), time.process_time(), _idle()
    start = time.monotonic()
    vecu = _foule.together(people, seconds, pause)
    spent, asked = time.monotonic() - start, len(vecu.latences)
    refused = sum(vecu.statuts[status] for status in _foule.RESSAYER)
    cells = [
        f"{asked / spent:.0f}",
        *(f"{ms:.0f}" for ms in (vecu.p50, vecu.centile(95), vecu.centile(99))),
        f"{vecu.pannes}",
        f"{refused}",
        f"{(here.serveur.cpu() - server) / asked * 1000:.1f}",
        f"{(time.process_time() - client) / asked * 1000:.1f}",
        f"{os.cpu_count() - (_idle() - idle) / spent:.2f}",
    ]
    print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    return vecu


def _idle() -> float:
    """Seconds that the cores had nothing to do, waiting for the disk included."""
    with open("/proc/stat") as stat:  # noqa: PTH123 - one line of a kernel file
        figures = stat.readline().split()
    return (int(figures[4]) + int(figures[5])) / TICKS


def _judge(seconds: float, busy: Vecu, calm: Vecu, beset: Vecu) -> None:
    print()
    # Fewer than wanted is what must show as above.
    verdict("50 : ms entre deux requêtes", seconds * 1000 / len(busy.latences), 10)
    for name, vecu in (("50", busy), ("200", calm), ("200 et gêneurs", beset)):
        verdict(f"{name} : p95", vecu.centile(95), P95, "ms")
        verdict(f"{name} : 5xx ou coupées", vecu.pannes, 0)


def _twice_at_once(here: Installation, sujets: Sujets) -> list[str]:
    """A deposit sent twice, a dossier taken by four: each is done once."""
    wrong = []
    for acte, subjects in (
        (Acte.DEPOSER, sujets.brouillons),
        (Acte.PRENDRE_EN_CHARGE, sujets.deposes),
    ):
        accepted = Counter(
            answer.statut
            for subject in subjects
            for answer in _four(here, acte, subject)
        )
        with Session(here.engine) as session:
            ids = [subject.dossier_id for subject in subjects]
            times = session.exec(
                select(func.count())
                .select_from(Evenement)
                .where(Evenement.acte == acte, col(Evenement.dossier_id).in_(ids))
            ).one()
        print(f"{acte}, four at once on {len(subjects)}: {times}, {dict(accepted)}")
        if times != len(subjects):
            wrong.append(f"{acte}: {times} times on {len(subjects)} dossiers")
    return wrong


def _four(here: Installation, acte: Acte, subject: Sujet) -> list[Reponse]:
    """The same button pressed four times at once."""
    words = depot(subject)
    if acte is Acte.PRENDRE_EN_CHARGE:
        words = (f"/instruction/{subject.dossier_id}/prendre",)
    with ThreadPoolExecutor(4) as pool:
        asked = [
            pool.submit(Personne(here.app, subject.par, here.port).post, *words)
            for _ in range(4)
        ]
        return [each.result() for each in asked]


if __name__ == "__main__":
    main()
