"""The words of a PDF, as someone who copies them gets them (its ToUnicode maps)."""

import re
from io import BytesIO

import pikepdf

PAIRS = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def words_of(content: bytes) -> str:
    """Every page, without any space: fonts place letters, not words."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return "".join(_page(page) for page in pdf.pages)


def holds(content: bytes, sentence: str) -> bool:
    return "".join(sentence.split()) in words_of(content)


def _page(page: pikepdf.Page) -> str:
    fonts = {
        name: _letters(font) for name, font in page.resources.get("/Font", {}).items()
    }
    letters: dict[int, str] = {}
    found = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            found.append(_shown(operands[0], letters))
    return "".join("".join(found).split())


def _shown(operand, letters: dict[int, str]) -> str:
    runs = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = b"".join(bytes(run) for run in runs if isinstance(run, pikepdf.String))
    pairs = zip(codes[::2], codes[1::2], strict=False)
    return "".join(letters.get(high << 8 | low, "") for high, low in pairs)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """Glyph code → letters: typst writes one pair for each glyph."""
    mapping = font["/ToUnicode"].read_bytes().decode("latin-1")
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in PAIRS.findall(mapping)
        if len(code) == 4
    }
