"""A person whose browser is ours, byte by byte: no browser stops in mid-upload."""

import re
import socket
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
BOUNDARY = "frontiere"


class Visiteur:
    def __init__(self, url: str):
        self.url = self.here = url
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        return self._open(path)

    def post(self, path: str, *, page: str = "", **fields: str) -> str:
        """Fill the form of `page` (the same address unless told) and send it."""
        fields["csrf_token"] = self.token(page or path)
        return self._open(path, urlencode(fields).encode())

    def token(self, path: str) -> str:
        return TOKEN.search(self.get(path)).group(1)

    def upload(self, path: str, *, name: str, content: bytes) -> str:
        body = multipart(name, content, {"csrf_token": self.token(path)})
        return self._open(path, body, f"multipart/form-data; boundary={BOUNDARY}")

    def begin_upload(self, path: str, *, name: str, content: bytes) -> socket.socket:
        """Send all of an upload but its last kilobyte, and hold the line."""
        body = multipart(name, content, {"csrf_token": self.token(path)})
        place = urlsplit(self.url)
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.cookies)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookies}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        line = socket.create_connection((place.hostname, place.port), timeout=30)
        line.sendall(head.encode() + body[:-1024])
        return line

    def _open(self, path: str, body: bytes | None = None, kind: str = "") -> str:
        headers = {"Content-Type": kind} if kind else {}
        request = Request(self.url + path, body, headers)
        with self.opener.open(request, timeout=30) as answer:
            self.here = urlsplit(answer.url).path
            return answer.read().decode()


def multipart(name: str, content: bytes, fields: dict[str, str]) -> bytes:
    parts = [_part(f'name="{key}"', value.encode()) for key, value in fields.items()]
    parts.append(_part(f'name="{name}"; filename="cv.pdf"', content))
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def _part(about: str, content: bytes) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {about}\r\n\r\n"
    return head.encode() + content + b"\r\n"
