"""The services a portal needs, each taken away while people work.

A fault prints what the person read, and returns what should never be.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from sqlmodel import Session, col, func, select

from portal import clock
from portal.courrier.models import Courriel
from portal.dossiers.models import Analyse, Fichier
from portal.exploitation.coherence import compare
from portal.jobs.models import Job
from portal.storage.s3 import S3Access, S3Storage
from tests.bench import _bases, _foule
from tests.bench._actes import as_, depot
from tests.bench._installation import Antivirus, Installation, resize
from tests.bench._personne import Reponse
from tests.bench._scene import Sujet, Sujets
from tests.bench._serveur import MO
from tests.bench.envois import settings_of
from tests.services import clamd, ligne, redis, swift

PEOPLE, PAUSE = 8, 0.2
PATIENCE = 60
ARRETS = 6
"""How many times the migration of the files is killed."""
Faute = Callable[[Installation, Sujets], list[str]]


@contextmanager
def antivirus() -> Iterator[Antivirus | None]:
    """None where it is not installed."""
    try:
        found = Antivirus()
    except clamd.ClamdUnavailable as error:
        print(f"no clamd here: {error}")
        yield None
        return
    try:
        yield found
    finally:
        found.stop()


def base_arretee(here: Installation, sujets: Sujets) -> list[str]:
    """PostgreSQL crashes under load, and starts again five seconds later."""
    with _at_work(here, sujets) as vecu:
        here.base.stop()
        print(f"read meanwhile: {_look(here, sujets).vu}")
        time.sleep(5)
        here.base.start()
        _until(lambda: _look(here, sujets).statut == 200, "the pages come back")
        time.sleep(2)
    return _told(vecu) + _foule.lost(here.engine, vecu)


def disque_plein(here: Installation, sujets: Sujets) -> list[str]:
    """The disk of the files is full: 1 MB is left, and 5 MB are sent."""
    if not resize(here.uploads):
        print("skipped: only root mounts a disk of its own for this")
        return []
    here.drain()
    before = _unnamed(here)
    resize(here.uploads, left=MO)
    refused = [_send(here, sujets.en_cours[0], 5) for _ in range(3)]
    print(f"read meanwhile: {refused[0].vu}")
    subject = sujets.en_cours[-1]
    asked = as_(here, subject.candidat).post(f"/dossiers/{subject.dossier_id}/copie")
    resize(here.uploads)
    again = _send(here, sujets.en_cours[0], 5)
    here.drain()
    wrong = [f"left on the disk: {key}" for key in _unnamed(here) - before]
    if any(answer.acceptee for answer in refused):
        wrong.append("a file was accepted by a full disk")
    print(f"the copy: {asked.vu}; with room again: {again.vu}")
    return wrong if again.acceptee else [*wrong, "refused with room again"]


def redis_arrete(here: Installation, sujets: Sujets) -> list[str]:
    """Redis, which counts the requests, is killed under load."""
    try:
        with redis.running() as (url, process):
            here.restart(VAE_LIMIT_REQUESTS="true", VAE_LIMITER_STORAGE=url)
            with _at_work(here, sujets) as vecu:
                process.kill()
                print(f"read meanwhile: {_look(here, sujets).vu}")
                time.sleep(3)
            return _told(vecu) + _foule.lost(here.engine, vecu)
    except redis.RedisUnavailable as error:
        print(f"skipped: {error}")
        return []
    finally:
        here.restart()


def courrier_refuse(here: Installation, sujets: Sujets) -> list[str]:
    """The SMTP server refuses every mail (451) while dossiers are deposited."""
    here.boite.refus.set()
    answers = []
    for subject in sujets.brouillons[-2:]:
        answers.append(as_(here, subject.candidat).post(*depot(subject)))
        path = f"/instruction/{subject.dossier_id}/prendre"
        answers.append(as_(here, sujets.a_decider[0].par).post(path))
    tried = select(func.count()).where(col(Job.error) != "", col(Job.done_at).is_(None))
    _until(lambda: _count(here, tried) > 0, "the worker tries")
    here.boite.refus.clear()
    unsent = select(func.count()).where(col(Courriel.sent_at).is_(None))
    print(f"read meanwhile: {[answer.statut for answer in answers]}; ", end="")
    print(f"{_count(here, unsent)} mails wait, {_count(here, tried)} were refused")
    return [] if all(a.acceptee for a in answers) else ["an act waited for its mail"]


def antivirus_arrete(here: Installation, sujets: Sujets) -> list[str]:
    """Clamd is stopped: what is sent meanwhile is kept, and given to nobody."""
    clam: Antivirus | None = here.antivirus
    if clam is None:
        print("skipped: apt install clamav-daemon")
        return []
    clam.stop()
    answer, subject = _send(here, sujets.en_cours[1], 1), sujets.en_cours[1]
    with Session(here.engine) as session:
        newest = select(Fichier).order_by(col(Fichier.created_at).desc())
        sent = session.exec(newest.where(col(Fichier.analyse).is_not(None))).first()
    path = f"/dossiers/{subject.dossier_id}/fichiers/{sent.id}"
    given = as_(here, subject.candidat).get(path)
    print(f"read meanwhile: sent {answer.vu}; asked for {given.vu}")
    wrong = [] if given.statut != 200 else ["a file that nobody scanned was given"]
    clam.start()
    here.drain()
    waits = select(func.count()).where(Fichier.analyse == Analyse.EN_ATTENTE)
    return [*wrong, *(["files wait for ever"] if _count(here, waits) else [])]


def bucket_injoignable(here: Installation, sujets: Sujets) -> list[str]:
    """The files go to a bucket, the command killed on its way; then it is cut off."""
    try:
        with swift.running(Path(mkdtemp(prefix="vae-swift-"))) as access:
            return _with_bucket(here, sujets, access)
    except swift.SwiftUnavailable as error:
        print(f"skipped: {error}")
        return []


FAUTES: tuple[Faute, ...] = (
    base_arretee,
    disque_plein,
    redis_arrete,
    courrier_refuse,
    antivirus_arrete,
    bucket_injoignable,
)


def _with_bucket(here: Installation, sujets: Sujets, access: S3Access) -> list[str]:
    where = urlsplit(access.endpoint)
    target = SimpleNamespace(port=where.port, url=access.endpoint)
    S3Storage(access).client.create_bucket(Bucket=access.bucket)
    with ligne.running(target) as line:
        env = settings_of(access) | {"VAE_S3_ENDPOINT": line.portail.url}
        _migrate(here, env)
        here.restart(**env)
        wrong = _cut(here, sujets, line)
        here.drain()
        code, said = here.command("verifier", "--empreintes", **env)
        print(f"flask verifier --empreintes: {' '.join(said.split())[-120:]}")
        here.command("fichiers", "migrer", "--vers", "local", **env)
        here.stop()
    return wrong + ([said] if code else [])


def _cut(here: Installation, sujets: Sujets, line: ligne.Ligne) -> list[str]:
    """Each line to the bucket is reset, then it is as before."""
    before = _send(here, sujets.en_cours[2], 1)
    line.limite = 1
    cut, page = _send(here, sujets.en_cours[2], 1), _look(here, sujets)
    line.limite = None
    again = _send(here, sujets.en_cours[2], 1)
    print(f"before: {before.vu}; read meanwhile: {cut.vu}; ", end="")
    print(f"a page without a file {page.vu}; afterwards: {again.vu}")
    wrong = ["a bucket that is cut took a file"] if cut.acceptee else []
    return wrong + [f"{a.vu}" for a in (before, again) if not a.acceptee]


def _migrate(here: Installation, env: dict[str, str]) -> None:
    dice = random.Random(1)
    killed = 0
    for _ in range(ARRETS):
        command = here.begin("fichiers", "migrer", "--vers", "s3", **env)
        time.sleep(dice.uniform(1.5, 6))
        killed += command.poll() is None
        command.kill()
        command.wait()
    code, said = here.command("fichiers", "migrer", "--vers", "s3", **env)
    print(f"migration killed {killed} times, then: {' '.join(said.split())[-120:]}")
    if code:
        raise RuntimeError(said)


@contextmanager
def _at_work(here: Installation, sujets: Sujets) -> Iterator[_foule.Vecu]:
    """Candidates who read and write until the block ends; filled when it has."""
    people = [
        _foule.candidat(here.app, here.port, subject, rank)
        for rank, subject in zip(range(PEOPLE), sujets.en_cours, strict=False)
    ]
    over, vecu = threading.Event(), _foule.Vecu()
    threads = [
        threading.Thread(target=p.live, args=(over.is_set, PAUSE)) for p in people
    ]
    _look(here, sujets)
    for thread in threads:
        thread.start()
    time.sleep(3)
    try:
        yield vecu
    finally:
        over.set()
        for thread in threads:
            thread.join()
        for person in people:
            vecu.add(person.vecu)


def _told(vecu: _foule.Vecu) -> list[str]:
    print(f"answers: {dict(sorted(vecu.statuts.items()))}")
    return [f"{n} answers 500" for status, n in vecu.statuts.items() if status == 500]


def _look(here: Installation, sujets: Sujets) -> Reponse:
    subject = sujets.en_cours[0]
    return as_(here, subject.candidat).get(f"/dossiers/{subject.dossier_id}")


def _send(here: Installation, subject: Sujet, size: int) -> Reponse:
    path = (
        f"/dossiers/{subject.dossier_id}/preuves/situations/"
        f"{subject.situations[0]}/joindre"
    )
    name, content = f"faute-{uuid4().hex[:6]}.pdf", _bases.pdf(size * MO)
    return as_(here, subject.candidat).send(path, name, content, codes=subject.code)


def _unnamed(here: Installation) -> set[str]:
    """Stored, and no row has it; the product waits a day before it says so."""
    storage, later = here.app.extensions["storage"], clock.now() + timedelta(days=2)
    return set(compare(here.engine, storage, at=later).inconnus)


def _count(here: Installation, query: Any) -> int:
    with Session(here.engine) as session:
        return session.execute(query).scalar_one()


def _until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError(f"never: {what}")
        time.sleep(0.2)
