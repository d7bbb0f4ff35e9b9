"""Codes that serve once: six digits of an application, twelve of a printed sheet."""

import hmac
from datetime import datetime
from hashlib import sha256
from secrets import randbelow
from typing import Final

import segno
from passlib.exc import TokenError
from passlib.totp import TOTP

EMETTEUR: Final = "Passerelle VAE"
NOMBRE: Final = 10
_PERIODE: Final = 30
"""Seconds a code is shown; the one before and the one after are taken too."""


class Coffre:
    """Secrets are kept encrypted, and codes as keyed hashes, under the portal's key."""

    def __init__(self, cle: str) -> None:
        self._hache = _derived(cle, "codes de secours").encode()
        self._totp = TOTP.using(
            issuer=EMETTEUR, period=_PERIODE, secrets={"1": _derived(cle, "totp")}
        )

    def secret(self) -> str:
        return str(self._totp.new().to_json(encrypt=True))

    def lisible(self, secret: str) -> str:
        """To type by hand where no camera can read the square."""
        return str(self._totp.from_source(secret).pretty_key(sep=" "))

    def qr(self, secret: str, nom: str) -> str:
        """An <svg> element of its own, without style nor script."""
        uri = self._totp.from_source(secret).to_uri(nom)
        return segno.make(uri, error="m").svg_inline(
            scale=5, border=3, svgclass="vae-qr", lineclass=None
        )

    def pas(self, code: str, secret: str, *, at: datetime, apres: int | None) -> int:
        """The step of time of this code, or 0: wrong, or taken already."""
        try:
            found = self._totp.verify(
                code, secret, time=at, window=_PERIODE, last_counter=apres
            )
        except TokenError:
            return 0
        return int(found.counter)

    def empreinte(self, code: str) -> str:
        return hmac.new(self._hache, code.encode(), sha256).hexdigest()


def codes_neufs() -> list[str]:
    """« 1234 5678 9012 »: digits alone, the telephone's keyboard is enough."""
    numbers = [f"{randbelow(10**12):012}" for _ in range(NOMBRE)]
    return [f"{n[:4]} {n[4:8]} {n[8:]}" for n in numbers]


def chiffres(typed: str) -> str:
    """What was typed, without the spaces and dashes people put between."""
    return "".join(c for c in typed if c not in " -\u00a0\u202f")


def _derived(cle: str, usage: str) -> str:
    return hmac.new(cle.encode(), usage.encode(), sha256).hexdigest()
