"""The client, before a real clamd and before servers that are none (ASVS 14, 15)."""

import socketserver
import threading
import time
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZipFile

import pytest

from portal.storage.clamd import AnalyseImpossible, AntivirusAway, Clamd
from tests.antivirus.entrees import INFECTES
from tests.services.smtp import free_port
from tests.storage.entrees import pdf


@pytest.mark.parametrize("kind", INFECTES)
def test_a_known_virus_is_named(socket, kind):
    found = Clamd(socket).menace(BytesIO(INFECTES[kind]))
    assert found.startswith("Eicar-Essai")


def test_an_honest_file_is_clean(socket):
    assert Clamd(socket).menace(BytesIO(pdf())) is None


def test_a_file_past_the_limit_of_clamd_is_not_clean(socket):
    with pytest.raises(AnalyseImpossible, match="size limit exceeded"):
        Clamd(socket).menace(BytesIO(bytes(300_000)))


def test_a_file_that_clamd_read_in_part_is_not_clean(socket):
    deep = INFECTES["zip"]
    for _ in range(5):
        deep = nest(deep)
    with pytest.raises(AnalyseImpossible, match=r"Limits\.Exceeded"):
        Clamd(socket).menace(BytesIO(deep))


def nest(content):
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("a.zip", content)
    return target.getvalue()


def silent(line):
    time.sleep(3)


def dripping(line):
    for byte in b"stream: OK":
        line.sendall(bytes([byte]))
        time.sleep(0.3)


ANSWERS = {
    "silent": silent,
    "dripping": dripping,
    "cut": lambda line: line.sendall(b"stream: OK"),
    "mute": lambda line: None,
    "garbage": lambda line: line.sendall(b"\xff\x00"),
    "web": lambda line: line.sendall(b"HTTP/1.1 200 OK\r\n\r\n\0"),
    "endless": lambda line: line.sendall(b"x" * 10_000),
    "clean and more": lambda line: line.sendall(b"stream: OK\nstream: X FOUND\0"),
}


@contextmanager
def answering(answer):
    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            received = b""
            while not received.endswith(bytes(4)):
                received += self.request.recv(65536)
            try:
                answer(self.request)
            except OSError:
                return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_is_no_answer_is_never_clean_and_ends_in_time(kind):
    with answering(ANSWERS[kind]) as adresse:
        started = time.monotonic()
        with pytest.raises(AntivirusAway):
            Clamd(adresse, 0.5).menace(BytesIO(b"%PDF"))
        assert time.monotonic() - started < 2


@pytest.mark.parametrize("adresse", ["/nowhere/clamd.sock", "port"])
def test_a_closed_door_is_away(adresse):
    where = f"127.0.0.1:{free_port()}" if adresse == "port" else adresse
    with pytest.raises(AntivirusAway):
        Clamd(where, 5).menace(BytesIO(b"%PDF"))


def test_an_error_of_clamd_is_about_this_file():
    with (
        answering(lambda line: line.sendall(b"stream: Can't open ERROR\0")) as adresse,
        pytest.raises(AnalyseImpossible, match="Can't open"),
    ):
        Clamd(adresse, 5).menace(BytesIO(b"%PDF"))
