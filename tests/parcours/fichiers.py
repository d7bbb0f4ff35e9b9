"""The files people bring: real ones when they are at hand, else made here."""

import json
import os
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

REAL = Path(__file__).parents[3] / "shared" / "real_files"
"""Public test files that every reader opens, beside the checkout where it has them."""
EXTENSIONS = {"pdf": (".pdf",), "jpg": (".jpg", ".jpeg"), "png": (".png",)}
MIME = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
SMALLEST = 2000


def document(name: str, rank: int = 0) -> dict:
    """A file as the browser sends it; another `rank` is another content."""
    kind = name.rpartition(".")[2]
    found = _real(kind)
    content = found[rank % len(found)].read_bytes() if found else _make(kind, rank)
    return {"name": name, "mimeType": MIME[kind], "buffer": content}


@cache
def _real(kind: str) -> list[Path]:
    manifest = REAL / "manifest.json"
    if not manifest.exists():
        return []
    return [
        REAL / entry["file"]
        for entry in sorted(json.loads(manifest.read_text()), key=lambda e: e["sha256"])
        if entry["expected"] == "accept"
        and entry["ext"] in EXTENSIONS[kind]
        and entry["size"] > SMALLEST
    ]


def _make(kind: str, rank: int) -> bytes:
    content = BytesIO()
    if kind == "pdf":
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(595, 842 - rank))
            pdf.save(content)
    else:
        color = zlib.crc32(bytes([rank])) & 0xFFFFFF
        image = Image.new("RGB", (640, 480), f"#{color:06x}")
        image.save(content, "JPEG" if kind == "jpg" else "PNG")
    return content.getvalue()


def heavy_pdf(size: int) -> bytes:
    """One page, and a stream that no one can shrink."""
    content = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Joint = pdf.make_stream(os.urandom(size))
        pdf.save(content)
    return content.getvalue()
