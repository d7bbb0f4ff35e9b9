"""The web server and the worker of the demonstration, stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TextIO

from portal.config import DEMO, ROOT

HOST = "127.0.0.1"
JOURNAL = DEMO / "journal.log"
PATIENCE = 60
GRANIAN = (
    *("granian", "--interface", "wsgi", "--no-ws", "--blocking-threads", "4"),
    *("--workers-kill-timeout", "2", "--host", HOST),
)
WORKER = ("flask", "--app", "wsgi", "work")


class Arrete(Exception):
    """The server or the worker ended, and nobody had asked it to."""


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        # A port we have just left is not taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


@contextmanager
def running(port: int, *, catch_up: bool) -> Iterator[list[subprocess.Popen]]:
    """Both processes, the server answering; whatever happens, none is left behind.

    What they print goes to JOURNAL: the terminal keeps the accounts in sight.
    `catch_up`: the mails and letters of the past are made before anyone looks.
    """
    with ExitStack() as stack:
        log = stack.enter_context(JOURNAL.open("w"))
        if catch_up:
            _start(stack, log, port, *WORKER, "--once").wait()
        server = _start(stack, log, port, *GRANIAN, "--port", str(port), "wsgi:app")
        _wait_until_it_answers(port, server)
        # After it: on a small machine, the pages come first.
        yield [server, _start(stack, log, port, *WORKER)]


def wait(children: list[subprocess.Popen]) -> None:
    """Until a signal, or the end of one of them."""
    while all(child.poll() is None for child in children):
        time.sleep(0.3)
    raise Arrete


def stop_when_asked() -> None:
    """As Ctrl-C does, unless told to ignore it, as `nohup` does."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def last_lines() -> str:
    return "\n".join(Path(JOURNAL).read_text(errors="replace").splitlines()[-15:])


def _start(
    stack: ExitStack, log: TextIO, port: int, *arguments: str
) -> subprocess.Popen:
    child = subprocess.Popen(  # noqa: S603 - our own commands, no shell
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={"VAE_BASE_URL": f"http://{HOST}:{port}"} | os.environ,
        stdout=log,
        stderr=log,
    )
    stack.callback(_end, child)
    return child


def _wait_until_it_answers(port: int, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _answers(port):
        if server.poll() is not None or time.monotonic() > deadline:
            raise Arrete
        time.sleep(0.1)


def _answers(port: int) -> bool:
    with suppress(OSError):
        urllib.request.urlopen(f"http://{HOST}:{port}/sante", timeout=2).close()
        return True
    return False


def _end(child: subprocess.Popen) -> None:
    child.terminate()
    try:
        child.wait(timeout=8)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
