"""The four pieces and their manifest in one ZIP: the same bytes each time."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import RawIOBase
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from portal.certification.gtp.permissions import pieces
from portal.dossiers.models import Transmission
from portal.droit.listes import PieceAttribution
from portal.storage.archive import manifeste as sommes
from portal.storage.base import MissingFile, Storage

CHUNK = 256 * 1024
MANIFESTE = "manifeste.txt"


@dataclass(frozen=True, slots=True)
class Membre:
    nom: str
    flux: BinaryIO


def stream(storage: Storage, transmission: Transmission) -> Iterator[bytes]:
    """Raise `MissingFile` before the first byte when a piece is gone."""
    with ExitStack() as opened:
        held = pieces(transmission)
        membres = []
        for line in transmission.manifest:
            flux = storage.open(held[PieceAttribution(line["genre"])].fichier.cle)
            membres.append(Membre(line["nom"], opened.enter_context(flux)))
        # The files stay open until the last byte has gone, or the reader leaves.
        closing = opened.pop_all()
    return _closing(closing, _zip(transmission, membres))


def _closing(opened: ExitStack, chunks: Iterator[bytes]) -> Iterator[bytes]:
    with opened:
        yield from chunks


def _zip(transmission: Transmission, membres: Iterable[Membre]) -> Iterator[bytes]:
    """Stored, not compressed: scans do not shrink, and nothing depends on zlib."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_STORED) as archive:
        archive.writestr(_entry(transmission, MANIFESTE), manifeste(transmission))
        for membre in membres:
            with archive.open(_entry(transmission, membre.nom), "w") as target:
                while chunk := membre.flux.read(CHUNK):
                    target.write(chunk)
                    yield sink.take()
    yield sink.take()


def _entry(transmission: Transmission, nom: str) -> ZipInfo:
    le = transmission.envoyee_le or transmission.created_at.date()
    info = ZipInfo(nom, (le.year, le.month, le.day, 0, 0, 0))
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


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


class _Sink(RawIOBase):
    """Where the archive is written; it cannot go back, so neither can the ZIP."""

    def __init__(self) -> None:
        self.waiting = bytearray()
        self.written = 0

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.waiting += data
        self.written += len(data)
        return len(data)

    def tell(self) -> int:
        return self.written

    def take(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken
