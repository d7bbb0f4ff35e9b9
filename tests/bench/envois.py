"""Ways to take a file, on a disk and in a bucket: MB a second, and a worker's memory.

Eight clients at once, beside `dd | sha256sum` of the same bytes on the same disk; then
the page itself, which also opens and cleans what it takes.
"""

import hashlib
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from portal import clock, create_app
from portal.storage.s3 import S3Access, S3Storage
from tests.bench import _bases, _donnees, _serveur
from tests.bench._client import (
    CLIENTS,
    MULTIPART,
    NAVIGATEUR,
    form_with_file,
    signed_in,
)
from tests.bench._serveur import MO, PATIENCE, Serveur
from tests.services import swift

TAILLES = (1, 20, 200)
FOIS = {1: 8, 20: 3, 200: 1}
"""How many files each of the clients sends."""
LARGEUR = 34
Envoi = Callable[[Serveur], None]


def main() -> None:
    contents = {size: _bases.pdf(size * MO) for size in TAILLES}
    with _bases.folder() as where:
        for size, content in contents.items():
            _print(f"dd | sha256sum, {size} MB", _dd(where, content), None)
        for name, env in _places(where):
            for application, ways in (
                ("tests.bench._facons:app", _bare(name)),
                ("wsgi:app", _page(env, where, contents[1])),
            ):
                _measure(f"{name} ", env, application, ways, contents)


def settings_of(access: S3Access) -> dict[str, str]:
    return {
        "VAE_STORAGE": "s3",
        "VAE_S3_ENDPOINT": access.endpoint or "",
        "VAE_S3_BUCKET": access.bucket,
        "VAE_S3_ACCESS_KEY": access.key_id,
        "VAE_S3_SECRET_KEY": access.secret,
    }


def _places(where: Path) -> Iterator[tuple[str, dict[str, str]]]:
    base = {"VAE_MAX_FILE_SIZE": str(210 * MO)}
    for name in ("disk", "bucket"):
        url = _bases.database_url("SQLite", f"envois_{name}", where)
        env = _serveur.environment(url, where / f"uploads_{name}") | base
        if name == "disk":
            yield name, env
            continue
        with swift.running(where / "swift") as access:
            storage = S3Storage(access)
            storage.client.create_bucket(Bucket=access.bucket)
            yield name, env | settings_of(access)


def _bare(place: str) -> dict[str, Callable[[bytes], Envoi]]:
    ways = {
        "decoder": partial(_post, "/decodeur", {}),
        "Werkzeug": partial(_post, "/werkzeug", {}),
        "raw PUT": _raw,
    }
    return ways | ({"signed PUT, read back": _signed} if place == "bucket" else {})


def _page(
    env: dict[str, str], where: Path, content: bytes
) -> dict[str, Callable[[bytes], Envoi]]:
    """The address where a candidate joins a preuve."""
    app = create_app(_serveur.settings(env))
    storage, engine = app.extensions["storage"], app.extensions["engine"]
    monde = _donnees.populate(engine, storage, content, nombre=1, on=clock.today())
    headers = signed_in(app, monde.candidat)
    address = f"/dossiers/{monde.dossier_id}/preuves/situations/{monde.situation_id}"
    engine.dispose()
    return {"the page": partial(_post, f"{address}/joindre", headers)}


def _measure(
    place: str,
    env: dict[str, str],
    application: str,
    ways: dict[str, Callable[[bytes], Envoi]],
    contents: dict[int, bytes],
) -> None:
    with _serveur.running(env, application) as serveur:
        for name, way in ways.items():
            for size, content in contents.items():
                send, label = way(content), f"{place}{name}, {size} MB"
                send(serveur)
                serveur.forget_peak()
                try:
                    seconds = _together(serveur, send, FOIS[size])
                except (RuntimeError, TimeoutError) as error:
                    print(f"{label}: {error}", flush=True)
                    continue
                speed = CLIENTS * FOIS[size] * len(content) / MO / seconds
                _print(label, speed, serveur.peak())


def _together(serveur: Serveur, send: Envoi, times: int) -> float:
    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        runs = [clients.submit(send, serveur) for _ in range(CLIENTS * times)]
        for run in runs:
            run.result()
    return time.perf_counter() - start


def _post(path: str, headers: dict[str, str], content: bytes) -> Envoi:
    body = form_with_file({"codes": "C1"}, "rapport.pdf", content)
    sent = {**NAVIGATEUR, **headers, **MULTIPART}
    return lambda serveur: _ask(serveur.connect(), "POST", path, body, sent)[1]


def _raw(content: bytes) -> Envoi:
    return lambda serveur: _ask(serveur.connect(), "PUT", "/brut", content)[1]


def _signed(content: bytes) -> Envoi:
    digest = hashlib.sha256(content).hexdigest()

    def send(serveur: Serveur) -> None:
        key, url = _ask(serveur.connect(), "GET", "/lien")[0].split(" ")
        where = urlsplit(url)
        bucket = HTTPConnection(where.netloc, timeout=PATIENCE)
        _ask(bucket, "PUT", f"{where.path}?{where.query}", content, {})
        found = _ask(serveur.connect(), "POST", f"/verifier?cle={key}", b" ")[0]
        assert found == digest

    return send


def _ask(
    connection: HTTPConnection,
    method: str,
    path: str,
    body: bytes = b"",
    headers: dict[str, str] = NAVIGATEUR,
) -> tuple[str, None]:
    connection.request(method, path, body or None, headers)
    response = connection.getresponse()
    answer = response.read()
    connection.close()
    if response.status >= 400:
        raise RuntimeError(f"{method} {path}: {response.status} {answer[:300]!r}")
    return answer.decode(errors="replace"), None


def _dd(where: Path, content: bytes) -> float:
    """MB a second, read and hashed, as many at once as there are clients."""
    path = where / "dd"
    path.write_bytes(content)
    command = ("sh", "-c", f"dd if={path} bs=64k status=none | sha256sum >/dev/null")
    start = time.perf_counter()
    runs = [subprocess.Popen(command) for _ in range(CLIENTS)]
    for run in runs:
        run.wait()
    seconds = time.perf_counter() - start
    path.unlink()
    return CLIENTS * len(content) / MO / seconds


def _print(name: str, speed: float, memory: float | None) -> None:
    peak = f"{memory:8.0f} MB" if memory else ""
    print(f"{name:<{LARGEUR}}{speed:8.0f} MB/s{peak}", flush=True)


if __name__ == "__main__":
    main()
