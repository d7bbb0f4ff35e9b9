"""An installation that can be broken: its own database, disk, mails and processes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

import pgserver
from pgserver._commands import pg_ctl
from sqlalchemy.engine import make_url
from sqlmodel import Session, col, select, update

from portal import clock, create_app
from portal.jobs.models import Job
from tests.bench import _serveur
from tests.bench._personne import Personne
from tests.bench._serveur import ROOT, Serveur
from tests.services import clamd, smtp

DRAINED = 900
"""Seconds at most for the worker to do all that waits."""
PLENTY = 4096
"""MB of the disk of the files, when it is not the drill's."""


class Base:
    """PostgreSQL as it is installed: each commit is on the disk before it is told."""

    def __init__(self) -> None:
        # Not under a folder of root's, which is closed to the server's user.
        self.server = pgserver.get_server(mkdtemp(prefix="vae-pg-"), "delete")
        url = make_url(self.server.get_uri()).set(drivername="postgresql+psycopg")
        self.url = url.render_as_string(hide_password=False)

    def stop(self) -> None:
        """As a crash would: nothing is finished, nothing is written down."""
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        self.server.ensure_postgres_running()

    def _control(self, *arguments: str) -> None:
        whose = {"pgdata": self.server.pgdata, "user": self.server.system_user}
        pg_ctl(["-w", *arguments], **whose)


class Antivirus:
    """A clamd that stops and starts again under the same name."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="vae")) / "clamd.sock"
        self.running = ExitStack()
        self.start()

    def start(self) -> None:
        folder = Path(mkdtemp(prefix="vae"))
        socket = self.running.enter_context(clamd.running(folder, "25M"))
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(socket)

    def stop(self) -> None:
        self.running.close()


class Installation:
    """`over`: settings beside those of production."""

    def __init__(self, folder: Path, base: Base, boite: smtp.Boite, **over: str):
        self.folder, self.base, self.boite = folder, base, boite
        self.uploads = folder / "uploads"
        self.env = _serveur.environment(base.url, self.uploads) | {
            "VAE_SMTP_PORT": str(boite.port),
            "VAE_SMTP_TLS": "false",
            **over,
        }
        self.app = create_app(_serveur.settings(self.env))
        self.engine = self.app.extensions["engine"]
        self.port = smtp.free_port()
        self.connues: dict[str, Personne] = {}
        self.serveur: Serveur | None = None
        self.worker: subprocess.Popen | None = None
        self.antivirus: Antivirus | None = None

    def serve(self, **more: str) -> float:
        """Seconds until it answers."""
        self.serveur = Serveur(
            self.env | more, journal=self.folder / "web.log", port=self.port
        )
        return self.serveur.wait()

    def work(self, **more: str) -> None:
        self.worker = self._start("worker.log", "work", **more)

    def restart(self, **more: str) -> None:
        """With other settings."""
        self.serveur.stop()
        self.kill_worker()
        self.serve(**more)
        self.work(**more)

    def kill_web(self) -> None:
        os.killpg(self.serveur.process.pid, signal.SIGKILL)
        self.serveur.process.wait()

    def kill_web_children(self) -> None:
        """Those that answer; granian, which started them, is to start others."""
        for pid in self.serveur.workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def kill_worker(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()

    def stop(self) -> None:
        if self.serveur:
            self.serveur.stop()
        if self.worker:
            self.kill_worker()
        self.engine.dispose()

    def command(self, *words: str, **more: str) -> tuple[int, str]:
        """Its exit code, and what it says."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT,
            env=os.environ | self.env | more,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def begin(self, *words: str, **more: str) -> subprocess.Popen:
        return self._start("commande.log", *words, **more)

    def drain(self) -> float:
        """Let what waits be done now; seconds it took.

        What a killed worker held, or a server that was away put off, would be taken
        again some minutes later: those minutes pass at once.
        """
        start, now = time.monotonic(), clock.now()
        with Session(self.engine) as session:
            waits = col(Job.done_at).is_(None)
            session.execute(
                update(Job).where(waits).values(leased_until=None, due_at=now)
            )
            session.commit()
            while session.exec(select(Job.id).where(waits)).first():
                session.rollback()
                if time.monotonic() - start > DRAINED:
                    raise RuntimeError("the worker does not come to the end")
                time.sleep(0.2)
        return time.monotonic() - start

    def _start(self, log: str, *words: str, **more: str) -> subprocess.Popen:
        with (self.folder / log).open("a") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "wsgi", *words],
                cwd=ROOT,
                env=os.environ | self.env | more,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )


@contextmanager
def running(antivirus: Antivirus | None = None) -> Iterator[Installation]:
    """Its processes are not started yet."""
    over = {"VAE_CLAMD": str(antivirus.path)} if antivirus else {}
    # Stopped from outside, it leaves no process and no disk behind either.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    base = Base()
    folder = Path(mkdtemp(prefix="vae-pannes-"))
    with smtp.running() as boite, disque(folder / "uploads"):
        here = Installation(folder, base, boite, **over)
        here.antivirus = antivirus
        try:
            yield here
        finally:
            here.stop()
    base.server.cleanup()
    shutil.rmtree(folder)


@contextmanager
def disque(place: Path) -> Iterator[None]:
    """A disk of its own for the files, which `resize` can fill; root only."""
    place.mkdir()
    if os.geteuid() != 0 or not _mount("-t", "tmpfs", "-o", f"size={PLENTY}m", place):
        yield
        return
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def resize(place: Path, left: int | None = None) -> bool:
    """Leave that many bytes, or plenty; False where it is not a disk of its own."""
    if not place.is_mount():
        return False
    used = shutil.disk_usage(place).used // 1024
    size = f"{PLENTY}m" if left is None else f"{used + left // 1024}k"
    return _mount("-o", f"remount,size={size}", place)


def _mount(*words: str | Path) -> bool:
    tmpfs = ("mount", *words) if words[0] == "-o" else ("mount", *words[:-1], "tmpfs")
    command = tmpfs if words[0] == "-o" else (*tmpfs, words[-1])
    return not subprocess.run(command, capture_output=True, check=False).returncode
