"""A real clamd on a socket of the test's own, with two signatures written by hand."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.storage.clamd import AntivirusAway, Clamd

SBIN = "/usr/sbin:/usr/local/sbin"
PATIENCE = 30
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OURS = b"VAE-signature-d-essai"
SIGNATURES = "".join(
    f"{name}:0:*:{words.hex()}\n"
    for name, words in (("Eicar-Essai", EICAR), ("Portail-Essai", OURS))
)
CONF = """
Foreground yes
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/base
TemporaryDirectory {folder}
StreamMaxLength {limite}
AlertExceedsMax yes
MaxRecursion 3
SelfCheck 86400
"""


class ClamdUnavailable(Exception):
    """It is not installed, or does not start."""


@contextmanager
def running(folder: Path, limite: str = "256K") -> Iterator[str]:
    """The path of its socket. `folder` is short: a socket's path may not be long.

    `limite`: the most that it reads of a file.
    """
    program = shutil.which("clamd") or shutil.which("clamd", path=SBIN)
    if program is None:
        raise ClamdUnavailable("apt install clamav-daemon")
    (folder / "base").mkdir()
    (folder / "base" / "essai.ndb").write_text(SIGNATURES)
    conf = folder / "clamd.conf"
    conf.write_text(CONF.format(folder=folder, limite=limite))
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [program, "--config-file", conf], stdout=log, stderr=log
        )
    try:
        _wait(process, f"{folder}/clamd.sock")
        yield f"{folder}/clamd.sock"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen, socket: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return Clamd(socket, 1).check()
        except AntivirusAway:
            time.sleep(0.02)
    raise ClamdUnavailable("clamd does not start")
