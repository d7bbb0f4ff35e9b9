"""The four pieces and their manifest in one ZIP: the same bytes each time."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, time

from portal.certification.gtp.permissions import pieces
from portal.clock import PARIS
from portal.dossiers.models import Transmission
from portal.droit.listes import PieceAttribution
from portal.storage.archive import Entree, flux
from portal.storage.archive import manifeste as sommes
from portal.storage.base import MissingFile, Storage

CHUNK = 256 * 1024
MANIFESTE = "manifeste.txt"


def stream(storage: Storage, transmission: Transmission) -> Iterator[bytes]:
    """Raise `MissingFile` before the first byte when a piece is gone."""
    at = _midnight(transmission)
    sums = manifeste(transmission).encode()
    entrees = [Entree(MANIFESTE, at, contenu=sums)]
    with ExitStack() as opened:
        held = pieces(transmission)
        for line in transmission.manifest:
            content = storage.open(held[PieceAttribution(line["genre"])].fichier.cle)
            opened.enter_context(content)
            entrees.append(Entree(line["nom"], at, flux=content))
        # The files stay open until the last byte has gone, or the reader leaves.
        closing = opened.pop_all()
    return _closing(closing, flux(entrees, storage))


def _closing(opened: ExitStack, chunks: Iterator[bytes]) -> Iterator[bytes]:
    with opened:
        yield from chunks


def _midnight(transmission: Transmission) -> datetime:
    le = transmission.envoyee_le or transmission.created_at.date()
    return datetime.combine(le, time(), PARIS)


def manifeste(transmission: Transmission) -> str:
    return sommes((line["sha256"], line["nom"]) for line in transmission.manifest)


def integrite(storage: Storage, transmission: Transmission) -> dict[str, bool]:
    """By kind of piece, whether the storage still holds what was sent."""
    held = pieces(transmission)
    return {
        line["genre"]: _digest(
            storage, held[PieceAttribution(line["genre"])].fichier.cle
        )
        == line["sha256"]
        for line in transmission.manifest
    }


def _digest(storage: Storage, cle: str) -> str:
    """Empty for a file that is gone."""
    try:
        with storage.open(cle) as content:
            digest = hashlib.sha256()
            while chunk := content.read(CHUNK):
                digest.update(chunk)
            return digest.hexdigest()
    except MissingFile:
        return ""
