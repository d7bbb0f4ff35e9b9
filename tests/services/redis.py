"""A real Redis as a fixture: `from tests.services.redis import redis_url`."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.services.smtp import free_port

PATIENCE = 20


@pytest.fixture(scope="session")
def redis_url():
    """One server for the run, in memory only."""
    try:
        with running() as (url, _server):
            yield url
    except RedisUnavailable as error:
        pytest.skip(f"no Redis here ({error})")


class RedisUnavailable(Exception):
    """It is not installed."""


@contextmanager
def running() -> Iterator[tuple[str, subprocess.Popen]]:
    """Its address, and its process."""
    binary = shutil.which("redis-server") or shutil.which("valkey-server")
    if binary is None:
        raise RedisUnavailable("apt install redis-server")
    port = str(free_port())
    options = ("--port", port, "--bind", "127.0.0.1", "--save", "")
    server = subprocess.Popen([binary, *options], stdout=subprocess.DEVNULL)
    try:
        _wait_for(int(port), server)
        yield f"redis://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_for(port: int, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("Redis did not start")
