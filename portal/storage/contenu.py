"""What a received file really is: judged by its content, then opened and cleaned."""

import json
import logging
import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import Any, BinaryIO

import filetype

from portal.storage import atelier
from portal.storage.base import StorageAway
from portal.storage.verdicts import Bornes, FichierRefuse, Raison, Retrait

logger = logging.getLogger(__name__)

PDF, JPEG, PNG, HEIC = atelier.PDF, atelier.JPEG, atelier.PNG, atelier.HEIC
APNG = "image/apng"
EXTENSIONS = {
    ".pdf": PDF,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".png": PNG,
    ".heic": HEIC,
    ".heif": HEIC,
}
# Taken when there is LibreOffice to convert them; their content is judged apart.
BUREAUTIQUES = {".docx": atelier.DOCX, ".odt": atelier.ODT}
NOMS = {
    PDF: "un PDF",
    JPEG: "une image JPEG",
    PNG: "une image PNG",
    HEIC: "une photo HEIC",
}
# What browsers and systems also call them.
SYNONYMES = {
    PDF: {PDF, "application/x-pdf", "application/acrobat", "text/pdf"},
    JPEG: {JPEG, "image/jpg", "image/pjpeg"},
    PNG: {PNG, "image/x-png", APNG},
    HEIC: {HEIC, "image/heif"},
}
# What is kept of them is of another type.
DEVIENT = {HEIC: (JPEG, ".jpg")}
# A type that says something; « application/… » is what Firefox keeps of odd servers.
PRECIS = ("text/", "image/", "audio/", "video/", "message/", "multipart/")
HEAD = 8192
RTF, PROGRAMS = b"{\\rtf", (b"MZ", b"\x7fELF")
CONTAINERS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BUREAU = {
    *(".doc", ".docx", ".docm", ".dot", ".dotx", ".odt", ".ott", ".rtf", ".pages"),
    *(".xls", ".xlsx", ".xlsm", ".ods", ".ppt", ".pptx", ".odp", ".numbers"),
}
HEIF, SEQUENCES = {b"heic", b"heix", b"heim", b"heis", b"mif1"}, {b"hevc", b"msf1"}
# So many at once in one server process; the others wait their turn.
PLACES = BoundedSemaphore(2)


@dataclass(frozen=True)
class Contenu:
    type_mime: str
    nom: str
    """Its own, but for the extension of what it was converted to."""
    pages: int | None = None
    retraits: list[Retrait] = field(default_factory=list)
    copie: BinaryIO | None = field(default=None, compare=False)
    """What is kept when it is not the file itself; closing it removes it."""


def examine(
    content: BinaryIO,
    nom: str,
    declare: str = "",
    bornes: Bornes | None = None,
    dossier: Path | None = None,
) -> Contenu:
    """Say what the file is, or raise `FichierRefuse` with what the person can do.

    The cleaned copy is written, nameless, to the folder `dossier`.
    """
    bornes = bornes or Bornes()
    try:
        content.seek(0)
        type_mime = sniff(content.read(HEAD), nom, declare, bureau=bornes.bureau)
        content.seek(0)
        with ExitStack() as on_failure:
            copie = on_failure.enter_context(_draft(dossier))
            found = _judge(content, copie, type_mime, bornes)
            keeps = found.pop("copie")
            found["retraits"] = [Retrait(code) for code in found["retraits"]]
            if keeps:
                on_failure.pop_all()
                copie.seek(0)
        if type_mime in DEVIENT:
            type_mime, extension = DEVIENT[type_mime]
            nom = PurePath(nom).stem + extension
        return Contenu(type_mime, nom, **found, copie=copie if keeps else None)
    finally:
        content.seek(0)


def sniff(head: bytes, nom: str, declare: str = "", *, bureau: bool = False) -> str:
    """The type its first bytes show; the name and the browser must say the same."""
    if not head:
        raise FichierRefuse(Raison.VIDE)
    extension = PurePath(nom).suffix.lower()
    if bureau and extension in BUREAUTIQUES and head.startswith(CONTAINERS):
        return BUREAUTIQUES[extension]
    type_mime = _guess(head)
    if type_mime not in NOMS:
        raise FichierRefuse(_stranger(head, extension))
    if EXTENSIONS.get(extension) != type_mime:
        raise FichierRefuse(Raison.EXTENSION, **_constat(extension, type_mime))
    declared = declare.partition(";")[0].strip().lower()
    if declared.startswith(PRECIS) and declared not in SYNONYMES[type_mime]:
        raise FichierRefuse(Raison.TYPE_DECLARE, constat=NOMS[type_mime])
    return str(type_mime)


def _guess(head: bytes) -> str | None:
    brand = head[8:12] if head[4:8] == b"ftyp" else b""
    if brand in SEQUENCES:
        raise FichierRefuse(Raison.ANIMEE)
    if brand in HEIF:
        return HEIC
    found = filetype.guess_mime(head)
    # A picture as any other, unless it moves.
    return PNG if found == APNG else found


def _stranger(head: bytes, extension: str) -> Raison:
    if head.startswith(RTF) or b"mimetypeapplication/vnd.oasis" in head[:100]:
        return Raison.BUREAUTIQUE
    if extension in BUREAU and not head.startswith(PROGRAMS):
        return Raison.BUREAUTIQUE
    return Raison.FORMAT


def _constat(extension: str, type_mime: str) -> dict[str, str]:
    voulue = next(ext for ext, found in EXTENSIONS.items() if found == type_mime)
    name_says = f"son nom finit par « {extension} »"
    constat = name_says if extension else "son nom ne le dit pas"
    return {"constat": f"{NOMS[type_mime]} mais {constat}", "voulue": voulue}


def _draft(dossier: Path | None) -> BinaryIO:
    try:
        return TemporaryFile(dir=dossier)
    except OSError as error:
        raise StorageAway(str(error)) from error


def _judge(
    content: BinaryIO, copie: BinaryIO, type_mime: str, bornes: Bornes
) -> dict[str, Any]:
    if not bornes.a_part:
        bilan = atelier.judge(content.read(), type_mime, bornes)
        copie.write(bilan.copie or b"")
        return atelier.as_json(bilan)
    with PLACES, ExitStack() as files:
        try:
            content.fileno()
        except OSError:
            on_disk = files.enter_context(_draft(None))
            shutil.copyfileobj(content, on_disk)
            on_disk.seek(0)
            content = on_disk
        content.flush()
        verdict = files.enter_context(_draft(None))
        return _run_apart(content, copie, verdict, type_mime, bornes)


def _run_apart(
    content: BinaryIO,
    copie: BinaryIO,
    verdict: BinaryIO,
    type_mime: str,
    bornes: Bornes,
) -> dict[str, Any]:
    """In a process of its own, which a hostile file may exhaust without harm to us."""
    code = atelier.run(
        *("atelier", type_mime, bornes), stdin=content, stdout=copie, stderr=verdict
    )
    return _read(verdict, code)


def _read(verdict: BinaryIO, code: int) -> dict[str, Any]:
    verdict.seek(max(0, verdict.seek(0, os.SEEK_END) - HEAD))
    said = verdict.read()
    if code == atelier.NO_ROOM:
        raise StorageAway("no room for a cleaned copy")
    if code > 0:  # neither a limit nor a verdict: our own fault, or our machine's
        logger.error("the check of a file failed: %s", said.decode(errors="replace"))
    if code or not said.strip():
        raise FichierRefuse(Raison.TROP_COMPLEXE)
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    if "raison" in found:
        raise FichierRefuse(Raison(found["raison"]), **found["precisions"])
    return found
