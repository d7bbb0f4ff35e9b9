"""The pieces of the demonstration: made at load, each marked as no real document."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import typst
from PIL import Image, ImageDraw, ImageFont

from portal.config import ROOT
from portal.web.filters import typo

MODELE = ROOT / "templates" / "demonstration" / "document.typ"
FONTS = ROOT / "templates" / "lettres" / "fonts"
# The same bytes each time: a deposit keeps their digest.
TIMESTAMP = datetime(2026, 1, 1, tzinfo=UTC)

INK, MUTED, PAPER = "#23303b", "#4a5866", "#ffffff"
BLUE, PALE, RED = "#123a5e", "#dfe9f2", "#b3261e"


@dataclass(frozen=True, slots=True)
class Bloc:
    titre: str
    lignes: tuple[str, ...] = ()


def francais(text: str) -> str:
    """With the spaces a French text has."""
    return typo(text).unescape()


@cache
def pdf(titre: str, emetteur: str, *blocs: Bloc, signature: str = "") -> bytes:
    document = {
        "titre": francais(titre),
        "emetteur": francais(emetteur),
        "lieu": francais("Ville de la Démonstration"),
        "signature": francais(signature),
        "blocs": [
            {"titre": francais(b.titre), "lignes": [*map(francais, b.lignes)]}
            for b in blocs
        ],
    }
    content = typst.compile(
        MODELE,
        root=MODELE.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
        timestamp=TIMESTAMP,
        format="pdf",
    )
    return bytes(content)


def carte_d_identite(nom: str, prenoms: str, naissance: str) -> bytes:
    """A photograph of a card that nobody could take for a real one."""
    image = Image.new("RGB", (700, 448), "#b7bec5")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((28, 28, 672, 420), 20, fill=PALE, outline=BLUE, width=3)
    draw.text((56, 48), "CARTE D’IDENTITÉ", BLUE, _font(28, bold=True))
    draw.text((56, 86), "Modèle de démonstration, sans valeur", MUTED, _font(17))
    draw.rounded_rectangle((56, 133, 210, 336), 7, fill=PAPER, outline=MUTED, width=2)
    draw.ellipse((98, 161, 168, 238), fill="#9aa7b3")
    draw.rounded_rectangle((76, 252, 190, 334), 40, fill="#9aa7b3")
    facts = (("Nom", nom), ("Prénoms", prenoms), ("Né·e le", naissance))
    for rank, (label, value) in enumerate(facts):
        top = 140 + rank * 64
        draw.text((245, top), label, MUTED, _font(16))
        draw.text((245, top + 20), value, INK, _font(26, bold=True))
    draw.text((56, 364), "IDDEMO<<SPECIMEN<<<<<<<<<<<<<<<<<<<<<", INK, _font(24))
    _stamp(image, "SPECIMEN")
    return _jpeg(image)


def planche(titre: str) -> bytes:
    """A picture a candidate would take of its own work: bars along time."""
    image = Image.new("RGB", (1200, 760), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((60, 40), francais(titre), BLUE, _font(44, bold=True))
    draw.text((60, 96), "Document de démonstration", MUTED, _font(26))
    for rank in range(9):
        left = 60 + rank * 120
        draw.line((left, 160, left, 700), fill=PALE, width=2)
        draw.text((left + 8, 164), f"S{rank * 2 + 1}", MUTED, _font(22))
    for rank, (start, length) in enumerate(BARS):
        top = 210 + rank * 60
        box = (60 + start * 60, top, 60 + (start + length) * 60, top + 36)
        color = RED if rank == LATE else BLUE
        draw.rounded_rectangle(box, 8, fill=color)
    return _jpeg(image)


BARS = ((0, 4), (2, 5), (5, 3), (6, 6), (9, 4), (11, 5), (13, 3), (15, 2))
LATE = 3


def _stamp(image: Image.Image, word: str) -> None:
    layer = Image.new("L", image.size, 0)
    center = (image.width // 2, image.height // 2)
    font = _font(image.width // 6, bold=True)
    ImageDraw.Draw(layer).text(center, word, 120, font, anchor="mm")
    image.paste(RED, mask=layer.rotate(24))


def _jpeg(image: Image.Image) -> bytes:
    content = BytesIO()
    image.save(content, "JPEG", quality=78)
    return content.getvalue()


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    weight = "Semibold" if bold else "Regular"
    return ImageFont.truetype(FONTS / f"SourceSans3-{weight}.ttf", size)
