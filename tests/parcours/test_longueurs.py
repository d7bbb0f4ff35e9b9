"""A length that can be read in two ways is refused by the server itself."""

import socket

import pytest

LONGUEURS = [
    "Content-Length: 3\r\nContent-Length: 4",
    "Content-Length: 3, 4",
    "Content-Length: -1",
    "Content-Length: +3",
    "Content-Length: trois",
    "Content-Length : 3",
    "Content-Length: 99999999999999999999",
    "Transfer-Encoding: xchunked",
]
DEUX_REQUETES = (
    "POST /sante HTTP/1.1\r\nHost: localhost\r\n{}\r\n\r\n3\r\na=b\r\n0\r\n\r\n"
    "GET /sante HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
)


@pytest.mark.parametrize("longueur", LONGUEURS)
def test_a_length_of_two_meanings_ends_the_connection(portail, longueur):
    """ASVS row 48: granian answers 400; ours would be 405, then 200 to the second."""
    answered = ask(portail, longueur)
    assert answered.startswith(b"HTTP/1.1 400 ")
    assert answered.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize("rang", [1, -1])
def test_beside_chunks_a_length_is_ignored_and_nothing_follows(portail, rang):
    """ASVS row 48: the chunks are the body, and the connection ends with the answer."""
    both = ["Content-Length: 3", "Transfer-Encoding: chunked"][::rang]
    answered = ask(portail, "\r\n".join(both))
    assert answered.startswith(b"HTTP/1.1 405 ")
    assert answered.count(b"HTTP/1.1 ") == 1


def ask(portail, longueur: str) -> bytes:
    with socket.create_connection(("127.0.0.1", portail.port), 20) as line:
        line.sendall(DEUX_REQUETES.format(longueur).encode())
        return b"".join(iter(lambda: line.recv(65_536), b""))
