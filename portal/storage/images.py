"""A JPEG or PNG measured before it is decoded, then stripped of all but its picture."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from portal.storage.verdicts import (
    Bilan,
    Bornes,
    FichierRefuse,
    Raison,
    Retrait,
    in_order,
)

ORIENTATION, GPS = 0x0112, 0x8825
PADDING = b"\0\t\r\n "
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"),
    *(b"iCCP", b"cICP", b"sBIT", b"bKGD", b"hIST", b"pHYs", b"sPLT"),
}
PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
BLOCK = 64 * 1024
SOI, EOI, SOS, DNL = 0xD8, 0xD9, 0xDA, 0xDC
APP0, APP1, APP2, APP14, COM = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
APPS = range(APP0, 0xF0)


def clean_jpeg(raw: bytes, bornes: Bornes) -> Bilan:
    exif = _read_jpeg(raw, bornes)
    copie, retraits = _strip_jpeg(raw)
    if GPS in exif:
        retraits.add(Retrait.POSITION)
    if exif.get(ORIENTATION, 1) in range(2, 9):
        copie, reduced = _turn(raw, "JPEG", bornes)
        retraits |= reduced
    if retraits:
        _read_jpeg(copie, bornes)
    return Bilan(None, in_order(retraits), copie if retraits else None)


def _read_jpeg(raw: bytes, bornes: Bornes) -> Image.Exif:
    """Decode an eighth of the size: it reads every byte with little memory."""
    with Image.open(BytesIO(raw), formats=["JPEG"]) as image:
        progressive = "progressive" in image.info
        _require_at_most(bornes.progressif if progressive else bornes.pixels, image)
        exif = image.getexif()
        image.draft(None, (image.width // 8 or 1, image.height // 8 or 1))
        image.load()
    return exif


def _strip_jpeg(raw: bytes) -> tuple[bytes, set[Retrait]]:
    """Without decoding: the picture stays the same, bit for bit."""
    kept, retraits, end = [raw[:2]], set(), 2
    for start, end in _segments(raw):
        if _describes(raw[start:end]):
            retraits.add(Retrait.METADONNEES)
        else:
            kept.append(raw[start:end])
    if raw[end:].strip(PADDING):
        retraits.add(Retrait.DONNEES_CACHEES)
    else:
        kept.append(raw[end:])
    return b"".join(kept), retraits


def _segments(raw: bytes) -> Iterator[tuple[int, int]]:
    """Each marker with its data, to the end of the picture."""
    at = 2
    while at + 4 <= len(raw):
        if raw[at] != 0xFF:
            raise ValueError("a JPEG marker was expected")
        marker, end = raw[at + 1], at + 2
        if marker == 0xFF:  # fill bytes are allowed before a marker
            yield at, at + 1
            at += 1
            continue
        if marker != EOI:
            end += int.from_bytes(raw[at + 2 : at + 4], "big")
        if marker == SOS:
            end = _end_of_scan(raw, end)
        yield at, end
        if marker == EOI:
            return
        at = end
    if raw[at : at + 2] == b"\xff\xd9":
        yield at, at + 2


def _end_of_scan(raw: bytes, at: int) -> int:
    """Where the next marker is: neither a stuffed byte nor a restart."""
    while (at := raw.find(b"\xff", at)) >= 0 and at + 1 < len(raw):
        if raw[at + 1] == 0 or raw[at + 1] == 0xFF or 0xD0 <= raw[at + 1] <= 0xD7:
            at += 1 if raw[at + 1] == 0xFF else 2
        else:
            return at
    return len(raw)


def _describes(segment: bytes) -> bool:
    """Exif, XMP, IPTC, comments… all but what the colours need."""
    marker, data = segment[1] if len(segment) > 1 else 0, segment[4:]
    if marker == COM:
        return True
    if marker not in APPS:
        return False
    return not (
        (marker == APP0 and data.startswith(b"JFIF"))
        or (marker == APP2 and data.startswith(b"ICC_PROFILE\0"))
        or (marker == APP14 and data.startswith(b"Adobe"))
    )


def clean_png(raw: bytes, bornes: Bornes) -> Bilan:
    _read_png(raw, bornes)
    copie, retraits, exif = _strip_png(raw)
    if GPS in exif:
        retraits.add(Retrait.POSITION)
    if exif.get(ORIENTATION, 1) in range(2, 9):
        copie, reduced = _turn(raw, "PNG", bornes)
        retraits |= reduced
    if retraits:
        _read_png(copie, bornes)
    return Bilan(None, in_order(retraits), copie if retraits else None)


def _read_png(raw: bytes, bornes: Bornes) -> None:
    """The checksum of every chunk is verified."""
    with Image.open(BytesIO(raw), formats=["PNG"]) as image:
        _require_at_most(bornes.pixels, image)
        if getattr(image, "n_frames", 1) > bornes.images:
            raise FichierRefuse(Raison.ANIMEE)
        image.verify()


def _strip_png(raw: bytes) -> tuple[bytes, set[Retrait], Image.Exif]:
    kept, retraits, end = [PNG_SIGNATURE], set(), len(PNG_SIGNATURE)
    exif, pixels = Image.Exif(), None
    for kind, start, end in _chunks(raw):
        data = raw[start + 8 : end - 4]
        if kind == b"IHDR":
            pixels = _Pixels(data)
        elif kind == b"IDAT" and pixels:
            pixels.add(data)
        elif kind == b"eXIf":
            exif.load(data)
        if kind in PNG_KEPT:
            kept.append(raw[start:end])
        else:
            retraits.add(Retrait.METADONNEES)
    if pixels is None or not pixels.is_whole():
        raise FichierRefuse(Raison.ABIME)
    if raw[end:].strip(PADDING):
        retraits.add(Retrait.DONNEES_CACHEES)
    else:
        kept.append(raw[end:])
    return b"".join(kept), retraits, exif


def _chunks(raw: bytes) -> Iterator[tuple[bytes, int, int]]:
    at = len(PNG_SIGNATURE)
    while at + 12 <= len(raw):
        (length,) = struct.unpack_from(">I", raw, at)
        kind, end = raw[at + 4 : at + 8], at + 12 + length
        if end > len(raw):
            raise FichierRefuse(Raison.ABIME)
        yield kind, at, end
        if kind == b"IEND":
            return
        at = end
    raise FichierRefuse(Raison.ABIME)


class _Pixels:
    """Unpacks a PNG block after block, keeping none: a bomb goes past its size."""

    def __init__(self, header: bytes) -> None:
        width, height, depth, colour = struct.unpack_from(">IIBB", header)
        bits = width * depth * PNG_CHANNELS.get(colour, 4)
        # Interlaced, each of the seven passes has its own short rows.
        self.most = (bits // 8 + 2) * height * 2 + BLOCK
        self.least = bits * height // 8
        self.size = 0
        self.unpacker = zlib.decompressobj()

    def add(self, data: bytes) -> None:
        full = True
        while (data or full) and not self.unpacker.eof:
            unpacked = len(self.unpacker.decompress(data, BLOCK))
            data, full = self.unpacker.unconsumed_tail, unpacked == BLOCK
            self.size += unpacked
            if self.size > self.most:
                raise FichierRefuse(Raison.TROP_COMPLEXE)

    def is_whole(self) -> bool:
        return bool(self.size >= self.least)


def _turn(raw: bytes, kind: str, bornes: Bornes) -> tuple[bytes, set[Retrait]]:
    """Write the picture upright. Held whole twice: a large JPEG is halved first."""
    retraits, target = {Retrait.ORIENTATION, Retrait.METADONNEES}, BytesIO()
    with Image.open(BytesIO(raw), formats=[kind]) as image:
        if image.width * image.height > bornes.progressif:
            if kind != "JPEG":
                raise FichierRefuse(Raison.TROP_DE_PIXELS)
            image.draft(None, (image.width // 2, image.height // 2))
            retraits.add(Retrait.REDUCTION)
        options: dict[str, Any] = {
            key: image.info[key] for key in ("icc_profile", "dpi") if key in image.info
        }
        if kind == "JPEG":
            options |= {"quality": 92, "subsampling": 0}
        ImageOps.exif_transpose(image, in_place=True)
        image.info = {}
        image.save(target, kind, exif=b"", **options)
    return target.getvalue(), retraits


def _require_at_most(pixels: int, image: Image.Image) -> None:
    if image.width * image.height > pixels:
        raise FichierRefuse(Raison.TROP_DE_PIXELS)
