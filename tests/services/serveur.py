"""The portal as it runs in production: granian, a worker, commands, real processes."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.services.smtp import Boite, free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 45
SECRET = "essai"
INSTALL = """
from wsgi import app
for words in (
    "base migrer",
    "catalogue charger",
    "catalogue uimm portal/catalogue/data/uimm_demonstration.csv",
    "catalogue ouvrir-demonstration",
):
    result = app.test_cli_runner().invoke(args=words.split())
    assert result.exit_code == 0, result.output
"""
# The commands of an administrator, in one process: four would start four times.
GRANIAN = ("--interface", "wsgi", "wsgi:app", "--workers", "1")
GRANIAN += ("--blocking-threads", "8", "--no-ws")


class Portail:
    """One installation: its database, its files, its mail server, its processes.

    In the environment « test », whose cookies do without TLS: a browser test speaks
    plain HTTP to localhost, a name, for no passkey is of an address in figures.
    """

    def __init__(self, folder: Path, database_url: str, boite: Boite, **over: str):
        self.folder, self.boite = folder, boite
        self.database_url = database_url
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.uploads = folder / "uploads"
        self.processes: dict[str, subprocess.Popen] = {}
        self.environment = {
            "VAE_ENVIRONNEMENT": "test",
            "VAE_SECRET_KEY": SECRET,
            "VAE_PASSWORD_SALT": SECRET,
            "VAE_DATABASE_URL": database_url,
            "VAE_BASE_URL": self.url,
            "VAE_UPLOADS": str(self.uploads),
            "VAE_SMTP_HOST": "127.0.0.1",
            "VAE_SMTP_PORT": str(boite.port),
            "VAE_SMTP_TLS": "false",
            "VAE_LIMIT_REQUESTS": "false",
        } | over

    def command(self, *arguments: str) -> str:
        """What `flask --app wsgi …` prints."""
        return self._run("-m", "flask", "--app", "wsgi", *arguments)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{arguments}: {done.stderr[-2000:]}"
        return done.stdout

    def install(self) -> None:
        """An empty database becomes a portal open to requests."""
        self._run("-c", INSTALL)

    def serve(self) -> None:
        address = ("--host", "127.0.0.1", "--port", str(self.port))
        self._start("server", "granian", *GRANIAN, *address)
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.processes["server"].poll() is None, self.log("server")
            assert time.monotonic() < deadline, self.log("server")
            time.sleep(0.1)

    def work(self) -> None:
        self._start("worker", "flask", "--app", "wsgi", "work")

    def measure(self) -> None:
        self._start("metriques", "flask", "--app", "wsgi", "metriques")

    def kill(self, name: str) -> None:
        """As a power cut would: no goodbye, its children with it."""
        self._end(name, signal.SIGKILL)

    def stop(self) -> None:
        for name in list(self.processes):
            self._end(name, signal.SIGTERM)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")[-3000:]

    def _start(self, name: str, module: str, *arguments: str) -> None:
        with (self.folder / f"{name}.log").open("a") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=ROOT,
                env=os.environ | self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _end(self, name: str, how: signal.Signals) -> None:
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/sante", timeout=2).close()
        except (urllib.error.URLError, OSError):
            return False
        return True


@contextmanager
def running(folder: Path, database_url: str, boite: Boite) -> Iterator[Portail]:
    portail = Portail(folder, database_url, boite)
    try:
        portail.install()
        portail.serve()
        portail.work()
        yield portail
    finally:
        portail.stop()
