"""A ZIP written as it is sent: one chunk of one file in memory at a time."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from portal.clock import PARIS
from portal.storage.base import MissingFile, Storage

CHUNK = 256 * 1024
LONGEST = 60
PRIVATE = 0o600 << 16


@dataclass(frozen=True)
class Entree:
    """`cle`: where its bytes are stored; else `flux`, open already, or `contenu`."""

    nom: str
    at: datetime
    cle: str | None = None
    contenu: bytes = b""
    flux: BinaryIO | None = None


def nom_sur(text: str) -> str:
    """A name that any system takes: small ASCII letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("’", " "))
    plain = letters.encode("ascii", "ignore").decode()
    return (
        re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or "sans-nom"
    )


def manifeste(sommes: Iterable[tuple[str, str]]) -> str:
    """SHA-256 and name of each, as `sha256sum --check` reads them."""
    return "".join(f"{digest}  {nom}\n" for digest, nom in sommes)


def flux(entrees: Iterable[Entree], storage: Storage) -> Iterator[bytes]:
    """The bytes of the archive. Raise `StorageAway` midway: it is then cut short."""
    out = _Sortie()
    with ZipFile(cast(IO[bytes], out), "w", ZIP_DEFLATED) as archive:
        for entree in entrees:
            yield from _write(archive, entree, storage, out)
    yield out.take()


def _write(
    archive: ZipFile, entree: Entree, storage: Storage, out: "_Sortie"
) -> Iterator[bytes]:
    try:
        content = _open(entree, storage)
    except MissingFile:
        # Said in its place: one file lost must not hide the others.
        content, entree = BytesIO(), Entree(f"{entree.nom}.absent.txt", entree.at)
    with content, archive.open(_info(entree), "w", force_zip64=True) as target:
        while chunk := _read(content):
            target.write(chunk)
            yield out.take()
    yield out.take()


def _open(entree: Entree, storage: Storage) -> BinaryIO:
    if entree.cle:
        return storage.open(entree.cle)
    return entree.flux or BytesIO(entree.contenu)


def _read(content: BinaryIO) -> bytes:
    return content.read(CHUNK)


def _info(entree: Entree) -> ZipInfo:
    info = ZipInfo(entree.nom, entree.at.astimezone(PARIS).timetuple()[:6])
    # Scans do not shrink: only our words do.
    info.compress_type = ZIP_DEFLATED if entree.contenu else ZIP_STORED
    info.external_attr = PRIVATE
    return info


class _Sortie:
    """What `ZipFile` writes to: it cannot go back, so nothing has to be kept."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here but what `take` gives."""

    def take(self) -> bytes:
        data = b"".join(self.parts)
        self.parts.clear()
        return data
