"""The first page of a file as a small picture, drawn where hostile files are opened."""

import shutil
import sys
from contextlib import suppress
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO

from portal.storage import atelier
from portal.storage.verdicts import Bornes

LARGEUR, HAUTEUR = 240, 340
"""Twice what a page shows, for fine screens."""
QUALITE = 72


def draw(content: BinaryIO, type_mime: str, bornes: Bornes) -> bytes | None:
    """A JPEG, or None when no picture can be made within the limits."""
    with TemporaryFile() as source, TemporaryFile() as drawn:
        shutil.copyfileobj(content, source)
        source.seek(0)
        code = atelier.run("vignettes", type_mime, bornes, stdin=source, stdout=drawn)
        drawn.seek(0)
        return (drawn.read() if code == 0 else b"") or None


def main(type_mime: str, bornes: Bornes) -> None:
    """In the process apart: the file on standard input, the picture on output."""
    atelier.confine(bornes)
    # Whatever a library says of a file it cannot draw: there is no picture of it.
    with suppress(Exception):
        raw = sys.stdin.buffer.read()
        sys.stdout.buffer.write(_page(raw) if type_mime == atelier.PDF else _image(raw))
        sys.stdout.flush()


def _page(raw: bytes) -> bytes:
    import pypdfium2

    page = pypdfium2.PdfDocument(raw)[0]
    width, height = page.get_size()
    scale = min(LARGEUR / width, HAUTEUR / height)
    return _jpeg(page.render(scale=scale, may_draw_forms=False).to_pil())


def _image(raw: bytes) -> bytes:
    from PIL import Image

    # Its pixels were counted when it was received.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(raw), formats=["JPEG", "PNG"]) as image:
        # A JPEG is decoded at an eighth of its size: far less memory.
        image.draft("RGB", (LARGEUR, HAUTEUR))
        image.thumbnail((LARGEUR, HAUTEUR))
        return _jpeg(image)


def _jpeg(image) -> bytes:  # type: ignore[no-untyped-def]  # Pillow is loaded late
    from PIL import Image

    seen = image.convert("RGBA") if "A" in image.getbands() else image.convert("RGB")
    sheet = Image.new("RGB", seen.size, "white")
    sheet.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=QUALITE, optimize=True)
    return out.getvalue()
