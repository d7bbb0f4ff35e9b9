"""A real S3 server: Swift, in a virtual environment of its own.

`running(folder)` gives the access to a server shared by every process that names
the same folder: the first starts it, the last to leave stops it. A lock held by each
user tells, and the system drops it even when a test process is killed.
"""

import fcntl
import getpass
import hashlib
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from portal.storage.s3 import S3Access

ROOT = Path(__file__).parents[2]
LOCK = Path(__file__).with_name("swift.lock")
CACHE = ROOT / ".cache" / "swift"
PATIENCE = 60
ACCOUNT, USER, SECRET = "essai", "portail", "secret-d-essai"
RINGS = """
import sys
from swift.common.ring import RingBuilder
folder, *ports = sys.argv[1:]
for kind, port in zip(("account", "container", "object"), ports):
    builder = RingBuilder(1, 1, 1)
    builder.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port),
                     "device": "disk", "weight": 1})
    builder.rebalance()
    builder.get_ring().save(f"{folder}/{kind}.ring.gz")
"""
COMMON = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
swift_dir = {folder}
devices = {folder}
user = {user}
workers = 0
mount_check = false
disable_fallocate = true
log_address = {folder}/log
log_level = CRITICAL
"""
# Objects are kept in memory: not every disk has the extended attributes Swift uses.
BACKEND = """
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{app}
"""
PROXY = f"""
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck s3api tempauth copy bulk slo
    versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:tempauth]
use = egg:swift#tempauth
user_{ACCOUNT}_{USER} = {SECRET} .admin
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
s3_acl = false
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:copy]
use = egg:swift#copy
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
[filter:symlink]
use = egg:swift#symlink
"""
KINDS = ("account", "container", "object", "proxy")


class SwiftUnavailable(Exception):
    """Swift could not be installed or started here; the message says why."""


@contextmanager
def running(folder: Path) -> Iterator[S3Access]:
    """Give access to the server of this folder, started if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    server = None
    with (folder / "users").open("w") as users:
        with locked(folder / "start"):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not _endpoint(folder):
                server = _start(folder)
        yield S3Access(
            bucket="pieces",
            endpoint=_endpoint(folder),
            key_id=f"{ACCOUNT}:{USER}",
            secret=SECRET,
        )
    if server:
        server.wait()


def install() -> Path:
    """Return the Python that has Swift, installed once for each lock file."""
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / ".gitignore").write_text("*\n")
    place = CACHE / hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    python = place / "bin" / "python"
    with locked(CACHE / "install"):
        if not (place / "complete").exists():
            uv = [sys.executable, "-m", "uv", "--quiet"]
            _run([*uv, "venv", "--clear", "--python", sys.executable, str(place)])
            pip = [*uv, "pip", "install", "--python", str(python)]
            _run([*pip, "--require-hashes", "--requirement", str(LOCK)])
            (place / "complete").touch()
    return python


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def serve(folder: Path) -> None:
    """Run until nobody holds the lock of the users any more."""
    ports = _free_ports(len(KINDS))
    python = install()
    _run([str(python), "-c", RINGS, str(folder), *map(str, ports[:3])])
    _write_settings(folder, ports)
    with ExitStack() as stack:
        for kind in KINDS:
            stack.enter_context(_server(python, folder, kind))
        endpoint = f"http://127.0.0.1:{ports[-1]}"
        _wait_until_healthy(endpoint)
        (folder / "endpoint.json").write_text(json.dumps(endpoint))
        with (folder / "users").open() as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            (folder / "endpoint.json").unlink()


def _start(folder: Path) -> subprocess.Popen:
    try:
        install()
    except (OSError, SwiftUnavailable) as error:
        raise SwiftUnavailable(f"Swift cannot be installed here: {error}") from error
    command = [sys.executable, "-m", "tests.services.swift", str(folder)]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        if _endpoint(folder):
            return server
        time.sleep(0.1)
    server.terminate()
    server.wait()
    log_text = (folder / "server.log").read_text()[-1000:]
    raise SwiftUnavailable(f"Swift does not start here: {log_text}")


def _endpoint(folder: Path) -> str | None:
    try:
        return json.loads((folder / "endpoint.json").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def _write_settings(folder: Path, ports: list[int]) -> None:
    (folder / "disk").mkdir(exist_ok=True)
    (folder / "swift.conf").write_text("[swift-hash]\nswift_hash_path_suffix = essai\n")
    for kind, port in zip(KINDS, ports, strict=True):
        app = "mem_object" if kind == "object" else kind
        body = PROXY if kind == "proxy" else BACKEND.format(kind=kind, app=app)
        head = COMMON.format(port=port, folder=folder, user=getpass.getuser())
        (folder / f"{kind}.conf").write_text(head + body)


@contextmanager
def _server(python: Path, folder: Path, kind: str) -> Iterator[None]:
    command = [python.with_name(f"swift-{kind}-server"), folder / f"{kind}.conf"]
    with subprocess.Popen([python, *command]) as process:
        try:
            yield
        finally:
            process.terminate()


def _wait_until_healthy(endpoint: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{endpoint}/healthcheck", timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SwiftUnavailable(" ".join(done.stderr.split())[-300:])


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
