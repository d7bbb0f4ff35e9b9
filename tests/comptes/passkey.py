"""A passkey in software: what a browser and its device answer, really signed."""

import json
from hashlib import sha256
from secrets import token_bytes

from bs4 import BeautifulSoup
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

ORIGIN = "http://localhost"
PRESENT, VERIFIED, NEW = 1, 4, 64


class Passkey:
    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = token_bytes(16)
        self.count = 0

    def create(self, options: dict, origin=ORIGIN) -> str:
        point = self.key.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (point.x, point.y))
        public = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        held = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        data = self._data(options["rp"]["id"], PRESENT | VERIFIED | NEW) + held
        attested = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            clientDataJSON=client("webauthn.create", options, origin),
            attestationObject=attested,
        )

    def sign(self, options: dict, origin=ORIGIN, flags=PRESENT | VERIFIED) -> str:
        self.count += 1
        said = client("webauthn.get", options, origin)
        data = self._data(options["rpId"], flags)
        signed = self.key.sign(data + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=said, authenticatorData=data, signature=signed
        )

    def _data(self, rp_id: str, flags: int) -> bytes:
        return (
            sha256(rp_id.encode()).digest()
            + bytes([flags])
            + self.count.to_bytes(4, "big")
        )

    def _answer(self, **parts: bytes) -> str:
        named = bytes_to_base64url(self.id)
        response = {name: bytes_to_base64url(value) for name, value in parts.items()}
        whole = {"id": named, "rawId": named, "type": "public-key"}
        return json.dumps(whole | {"response": response})


def client(kind: str, options: dict, origin: str) -> bytes:
    assert base64url_to_bytes(options["challenge"])
    said = {"type": kind, "challenge": options["challenge"], "origin": origin}
    return json.dumps(said).encode()


def options_of(answer) -> dict:
    """What the page asks of the browser."""
    form = BeautifulSoup(answer.text, "html.parser").select_one("form[data-cle]")
    return json.loads(form["data-options"])
