"""What a received file really is: judged by its content, then by opening it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

import filetype
import pikepdf
from PIL import Image

from portal.droit.refus import Refus

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
EXTENSIONS = {
    ".pdf": PDF,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".png": PNG,
}
NOMS = {PDF: "un PDF", JPEG: "une image JPEG", PNG: "une image PNG"}
# An A3 page scanned at 600 dots per inch; more costs too much memory to open.
PIXELS_MAX = 70_000_000
# A progressive JPEG is held whole while it is decoded: 3 bytes a pixel or more.
PROGRESSIVE_MAX = 24_000_000
HEAD = 8192

VIDE = "Ce fichier est vide. Ouvrez-le pour vérifier son contenu, puis renvoyez-le."
FORMAT = (
    "Ce fichier n’est ni un PDF, ni une image JPEG ou PNG. "
    "Enregistrez-le dans l’un de ces formats, puis renvoyez-le."
)
PROTEGE = (
    "Ce PDF est protégé par un mot de passe. "
    "Enregistrez-en une copie sans mot de passe, puis renvoyez-la."
)
ABIME = (
    "Ce fichier est incomplet ou abîmé. "
    "Ouvrez-le pour vérifier son contenu, enregistrez-le de nouveau, puis renvoyez-le."
)
TROP_GRANDE = (
    "Cette image a trop de pixels. "
    "Réduisez ses dimensions ou scannez-la à 300 points par pouce, puis renvoyez-la."
)


@dataclass(frozen=True)
class Contenu:
    type_mime: str
    extension: str
    pages: int | None = None


def examine(content: BinaryIO, nom: str) -> Contenu:
    """Say what the file is, or raise `Refus` with what the person can do.

    The libraries below read what strangers send: whatever one of them raises on a
    hostile file means that the file is not sound.
    """
    try:
        return _examine(content, nom)
    except Refus:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refus(TROP_GRANDE) from None
    except Exception as error:
        raise Refus(ABIME) from error
    finally:
        content.seek(0)


def _examine(content: BinaryIO, nom: str) -> Contenu:
    content.seek(0)
    head = content.read(HEAD)
    if not head:
        raise Refus(VIDE)
    type_mime = filetype.guess_mime(head)
    if type_mime not in OPENERS:
        raise Refus(FORMAT)
    extension = PurePath(nom).suffix.lower()
    if EXTENSIONS.get(extension) != type_mime:
        raise Refus(_desaccord(extension, type_mime))
    content.seek(0)
    return Contenu(type_mime, extension, OPENERS[type_mime](content))


def _desaccord(extension: str, type_mime: str) -> str:
    voulue = next(ext for ext, found in EXTENSIONS.items() if found == type_mime)
    constat = (
        f"son nom finit par « {extension} »" if extension else "son nom ne le dit pas"
    )
    return (
        (
            f"Ce fichier est {NOMS[type_mime]} mais {constat}. "
            f"Renommez-le pour que son nom finisse par « {voulue} », puis renvoyez-le."
        )
        .replace("« ", "«\u00a0")
        .replace(" »", "\u00a0»")
    )


def _open_pdf(content: BinaryIO) -> int:
    """No recovery: pikepdf would silently repair what was cut in transit.

    Only a password asked to open the file counts: pay slips and state forms often
    carry an owner password, which does not prevent reading.
    """
    try:
        with pikepdf.open(content, attempt_recovery=False) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise Refus(PROTEGE) from None
    if not pages:
        raise Refus(ABIME)
    return pages


def _open_png(content: BinaryIO) -> None:
    """The checksum of every chunk is verified; nothing is unpacked."""
    with Image.open(content, formats=["PNG"]) as image:
        _require_at_most(PIXELS_MAX, image)
        image.verify()


def _open_jpeg(content: BinaryIO) -> None:
    """Decode an eighth of the size: it reads every byte with little memory."""
    with Image.open(content, formats=["JPEG"]) as image:
        progressive = "progressive" in image.info
        _require_at_most(PROGRESSIVE_MAX if progressive else PIXELS_MAX, image)
        image.draft(None, (image.width // 8 or 1, image.height // 8 or 1))
        image.load()


def _require_at_most(pixels: int, image: Image.Image) -> None:
    if image.width * image.height > pixels:
        raise Refus(TROP_GRANDE)


OPENERS: dict[str, Callable[[BinaryIO], int | None]] = {
    PDF: _open_pdf,
    JPEG: _open_jpeg,
    PNG: _open_png,
}
