"""Two people, or two windows, on one text: the second is shown both, neither is lost.

A form holds the digest of what it was filled from; who writes compares it, holding
the row, with what is stored by then.
"""

from collections.abc import Mapping
from hashlib import sha256

from portal.droit.refus import Refus


class TexteChange(Refus):
    """Nothing is written. `enregistre`: what is stored, by the name of its field."""

    def __init__(self, enregistre: Mapping[str, str]) -> None:
        super().__init__(
            "Ce texte a été enregistré ailleurs entre-temps. Rechargez la page pour "
            "le lire."
        )
        self.enregistre = enregistre


def empreinte(enregistre: Mapping[str, str]) -> str:
    """Empty when nothing is stored: a first text was filled from nothing."""
    words = "\0".join(enregistre.values())
    return sha256(words.encode()).hexdigest() if words.strip("\0") else ""


def exiger_lu(
    enregistre: Mapping[str, str], saisi: Mapping[str, str], *, lue: str | None
) -> None:
    """Sent twice, one text is not a conflict. `lue`: None when no page was read."""
    if lue is None or dict(enregistre) == dict(saisi):
        return
    if empreinte(enregistre) != lue:
        raise TexteChange(enregistre)
