"""Providers of identities: one as packaged, in its process, and one that can lie."""

import base64
import hashlib
import json
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from tests.services.smtp import free_port

PATIENCE = 45
CLIENT, SECRET = "portail", "secret-du-portail-chez-le-fournisseur"


@contextmanager
def packaged(*personnes: dict) -> Iterator[str]:
    """Its address; it knows these people."""
    port = free_port()
    known = [a for each in personnes for a in ("--user-claims", json.dumps(each))]
    command = ("-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port), *known)
    # Its own name, as it writes it in its tokens.
    url = f"http://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, *command], **quiet)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _answers(f"{url}/.well-known/openid-configuration"):
            assert process.poll() is None, "the provider stopped"
            assert time.monotonic() < deadline, "the provider does not answer"
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=2).close()
    except (urllib.error.URLError, OSError):
        return False
    return True


class Menteur(ThreadingHTTPServer):
    """It keeps to the protocol (PKCE, codes that serve once) but for what it is told.

    `claims`, `header`, `metadata`: over the true ones, None taking one away.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = ECKey.generate_key("P-256", {"kid": "1"})
        self.obey()

    def obey(self) -> None:
        self.sub, self.claims, self.metadata = "personne", {}, {}
        self.userinfo: dict = {}
        self.codes: dict[str, dict] = {}
        self.sign: Callable[[dict], str] = self.signed
        self.en_panne = False

    def signed(self, claims: dict, key: ECKey | None = None) -> str:
        return jwt.encode({"alg": "ES256", "kid": "1"}, claims, key or self.key)

    def published(self) -> dict:
        ends = {
            "authorization_endpoint": "autoriser",
            "token_endpoint": "jeton",
            "jwks_uri": "cles",
            "userinfo_endpoint": "personne",
        }
        true = {name: f"{self.url}/{path}" for name, path in ends.items()}
        true["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
        return _over({"issuer": self.url} | true, self.metadata)

    def consent(self, asked: dict) -> str:
        """The person says yes: where its browser is sent back."""
        assert asked["code_challenge_method"] == "S256"
        code = token_urlsafe(12)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{back}"

    def token(self, posted: dict) -> dict | None:
        asked = self.codes.pop(posted.get("code", ""), None)
        digest = hashlib.sha256(posted.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != posted["redirect_uri"]
            or (posted["client_id"], posted["client_secret"]) != (CLIENT, SECRET)
        ):
            return None
        now = int(time.time())
        true = {"iss": self.url, "sub": self.sub, "aud": CLIENT, "iat": now}
        true |= {"exp": now + 300, "nonce": asked["nonce"]}
        id_token = self.sign(_over(true, self.claims))
        return {"access_token": "a", "token_type": "Bearer", "id_token": id_token}


def _over(true: dict, lies: dict) -> dict:
    return {k: v for k, v in (true | lies).items() if v is not None}


class _Answers(BaseHTTPRequestHandler):
    server: Menteur

    def do_GET(self) -> None:
        url, server = urlsplit(self.path), self.server
        if url.path == "/autoriser":
            self.send_response(302)
            asked = {name: value[0] for name, value in parse_qs(url.query).items()}
            self.send_header("Location", server.consent(asked))
            self.end_headers()
            return
        pages = {
            "/.well-known/openid-configuration": server.published,
            "/cles": KeySet([server.key]).as_dict,
            "/personne": lambda: {"sub": server.sub} | server.userinfo,
        }
        self._send(pages[url.path]())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        posted = {name: value[0] for name, value in parse_qs(body).items()}
        self._send(self.server.token(posted))

    def _send(self, answer: dict | None) -> None:
        down, refused = self.server.en_panne, answer is None
        self.send_response(503 if down else 400 if refused else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        said = {"error": "invalid_grant"} if down or refused else answer
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *_: object) -> None:
        """Nothing: tests read what the portal logs."""


@contextmanager
def menteur() -> Iterator[Menteur]:
    with Menteur() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()
