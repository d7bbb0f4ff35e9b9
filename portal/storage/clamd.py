"""Ask clamd about a file, by its INSTREAM command: nothing of ours is installed there.

Only the one answer « OK » says that a file is clean; whatever else is no answer.
"""

import re
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlsplit

CHUNK = 64 * 1024
LONGEST_REPLY = 4096
LOCAL_PORT = 3310
FOUND = re.compile(r"stream: (.+) FOUND")
# clamd, set so, says that it did not look at the whole file: no virus, but no « OK ».
LIMITS = "Heuristics.Limits.Exceeded"


class AntivirusAway(Exception):
    """Refused, hung, cut or beside the point: another file would fare no better."""


class AnalyseImpossible(Exception):
    """It answers, and could not say of this file; the message is its own words."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """`adresse`: the path of a socket, or `host:port`."""

    adresse: str
    secondes: float = 25
    """For one file, from the connection to the answer."""

    def check(self) -> None:
        """Raise `AntivirusAway` unless it answers."""
        if (reply := self._ask(b"zPING\0", None)) != "PONG":
            raise AntivirusAway(reply[:200])

    def menace(self, content: BinaryIO) -> str | None:
        """The signature a file matches; None: clean.

        Raise `AntivirusAway`, or `AnalyseImpossible` for this file alone.
        """
        reply = self._ask(b"zINSTREAM\0", content)
        if reply == "stream: OK":
            return None
        found = FOUND.fullmatch(reply)
        if found and not found[1].startswith(LIMITS):
            return found[1][:200]
        if found or reply.endswith("ERROR"):
            raise AnalyseImpossible(reply[:200])
        raise AntivirusAway(reply[:200])

    def _ask(self, command: bytes, content: BinaryIO | None) -> str:
        end = time.monotonic() + self.secondes
        try:
            with _connect(self.adresse, self.secondes) as line:
                # Past its limit it answers, then cuts: its words are still there.
                with suppress(BrokenPipeError, ConnectionResetError):
                    _send(line, command, content, end)
                return _reply(line, end)
        except OSError as error:
            raise AntivirusAway(type(error).__name__) from error


def _connect(adresse: str, seconds: float) -> socket.socket:
    if adresse.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(seconds)
        try:
            line.connect(adresse)
        except OSError:
            line.close()
            raise
        return line
    host = urlsplit(f"//{adresse}")
    return socket.create_connection(
        (host.hostname or "", host.port or LOCAL_PORT), timeout=seconds
    )


def _send(
    line: socket.socket, command: bytes, content: BinaryIO | None, end: float
) -> None:
    _wait(line, end)
    line.sendall(command)
    if content is None:
        return
    while chunk := content.read(CHUNK):
        _wait(line, end)
        line.sendall(len(chunk).to_bytes(4, "big") + chunk)
    line.sendall(bytes(4))


def _reply(line: socket.socket, end: float) -> str:
    """Up to its NUL: an answer cut short is none."""
    received = b""
    while not received.endswith(b"\0"):
        _wait(line, end)
        part = line.recv(LONGEST_REPLY)
        received += part
        if not part or len(received) > LONGEST_REPLY:
            raise ConnectionAbortedError
    return received[:-1].decode(errors="replace")


def _wait(line: socket.socket, end: float) -> None:
    """Byte after byte, it may not make us wait for ever."""
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)
