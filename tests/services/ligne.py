"""A line to the portal that is slow, and that can be cut in the middle of a file."""

import copy
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer

from tests.services.serveur import Portail

CHUNK = 64 * 1024
SMALL_BUFFER = 64 * 1024
"""So that what the browser calls sent has really left."""


class Ligne(ThreadingTCPServer):
    """`limite`: each connection that carries more bytes than that is reset."""

    daemon_threads = True
    limite: int | None = None
    debit = 8_000_000
    """Bytes a second."""

    def __init__(self, portail: Portail) -> None:
        self.portail = copy.copy(portail)
        self.target = portail.port
        super().__init__(("127.0.0.1", 0), _Relay, bind_and_activate=False)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        self.server_bind()
        self.server_activate()
        self.portail.url = f"http://127.0.0.1:{self.server_address[1]}"


class _Relay(BaseRequestHandler):
    server: Ligne

    def handle(self) -> None:
        address = ("127.0.0.1", self.server.target)
        with socket.create_connection(address) as portail, suppress(OSError):
            back = threading.Thread(target=_pour, args=(portail, self.request))
            back.start()
            self._send(portail)
            with suppress(OSError):
                portail.shutdown(socket.SHUT_RDWR)
            back.join()

    def _send(self, portail: socket.socket) -> None:
        carried = 0
        while data := self.request.recv(CHUNK):
            carried += len(data)
            if self.server.limite and carried > self.server.limite:
                # Closing at once sends a reset, as a network that goes would.
                linger = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
                self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                return
            portail.sendall(data)
            time.sleep(len(data) / self.server.debit)


def _pour(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(CHUNK):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def running(portail: Portail) -> Iterator[Ligne]:
    with Ligne(portail) as ligne:
        thread = threading.Thread(target=ligne.serve_forever, args=(0.05,))
        thread.start()
        yield ligne
        ligne.shutdown()
        thread.join()
