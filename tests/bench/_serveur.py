"""A production server of our own: granian, its settings, and what /proc says of it."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

from portal.config import Settings
from tests.services.smtp import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 60
MO = 1024 * 1024
TICKS = os.sysconf("SC_CLK_TCK")
RESET_PEAK = "5"
"""What the kernel reads in `clear_refs` as: forget the memory peak of before."""
PYTHON = os.environ.get("VAE_MESURES_PYTHON", sys.executable)
"""Another one to serve with: an environment without the development tools."""
GRANIAN = (
    *("granian", "--interface", "wsgi", "--no-ws"),
    *("--workers", "2", "--blocking-threads", "64"),
    *("--workers-kill-timeout", "30", "--respawn-failed-workers"),
)
HOST = "portail.exemple.fr"
# Behind a proxy that ends TLS, as in production.
EN_TETES = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}


def environment(database_url: str, uploads: Path) -> dict[str, str]:
    """Production's, but for the limit of requests and the second factor."""
    return {
        "VAE_ENVIRONNEMENT": "production",
        "VAE_SECRET_KEY": "mesure",
        "VAE_PASSWORD_SALT": "mesure",
        "VAE_DATABASE_URL": database_url,
        "VAE_BASE_URL": f"https://{HOST}",
        "VAE_SMTP_HOST": "127.0.0.1",
        "VAE_UPLOADS": str(uploads),
        "VAE_TRUSTED_PROXIES": "1",
        "VAE_LIMIT_REQUESTS": "false",
        # Nobody holds a telephone here: sessions are opened as after the second factor.
        "VAE_SECOND_FACTEUR": "false",
        # Upload after upload of 100 MB goes to one dossier.
        "VAE_MAX_FILE_SIZE": str(110 * MO),
        "VAE_MAX_DOSSIER_SIZE": str(100_000 * MO),
        # Otherwise each thread keeps freed memory of its own: 15 MB more a worker.
        "MALLOC_ARENA_MAX": "2",
    }


def settings(env: dict[str, str]) -> Settings:
    """The same settings, for the process that measures."""
    ours = {name: value for name, value in env.items() if name.startswith("VAE_")}
    return Settings(
        **{name.removeprefix("VAE_").lower(): value for name, value in ours.items()}
    )


class Serveur:
    """One granian. `workers` are the processes that answer, not the one that starts."""

    def __init__(
        self,
        env: dict[str, str],
        application: str = "wsgi:app",
        *,
        journal: str | Path = os.devnull,
        port: int | None = None,
    ) -> None:
        self.port = port or free_port()
        self.started = time.perf_counter()
        with Path(journal).open("a") as log:
            self.process = subprocess.Popen(
                [PYTHON, "-m", *GRANIAN, "--port", str(self.port), application],
                cwd=ROOT,
                env=_surroundings() | env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self) -> float:
        """Seconds from the start until /sante answers."""
        while not self._answers():
            waited = time.perf_counter() - self.started
            if self.process.poll() is not None or waited > PATIENCE:
                raise RuntimeError("the server did not start")
            time.sleep(0.01)
        return time.perf_counter() - self.started

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    @property
    def workers(self) -> list[int]:
        pid = self.process.pid
        return [int(p) for p in _read(f"/proc/{pid}/task/{pid}/children").split()]

    def cpu(self) -> float:
        """Seconds of CPU spent by the workers until now (utime + stime)."""
        return sum(_cpu(pid) for pid in self.workers)

    def forget_peak(self) -> None:
        for pid in self.workers:
            Path(f"/proc/{pid}/clear_refs").write_text(RESET_PEAK)

    def peak(self) -> float:
        """The highest memory of a worker since `forget_peak`, in MB."""
        return max(_peak(pid) for pid in self.workers)

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _answers(self) -> bool:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/sante", headers=EN_TETES
        )
        try:
            urllib.request.urlopen(asked, timeout=5).close()
        except (urllib.error.URLError, OSError):
            return False
        return True


def _surroundings() -> dict[str, str]:
    """An installed portal keeps its compiled modules, whatever this shell says."""
    dont = "PYTHONDONTWRITEBYTECODE"
    return {name: value for name, value in os.environ.items() if name != dont}


@contextmanager
def running(env: dict[str, str], application: str = "wsgi:app") -> Iterator[Serveur]:
    serveur = Serveur(env, application)
    try:
        serveur.wait()
        yield serveur
    finally:
        serveur.stop()


def _read(path: str) -> str:
    return Path(path).read_text()


def _cpu(pid: int) -> float:
    after_name = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / TICKS


def _peak(pid: int) -> float:
    lines = _read(f"/proc/{pid}/status").splitlines()
    line = next(line for line in lines if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024
