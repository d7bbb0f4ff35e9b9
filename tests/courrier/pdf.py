"""Read the words back from a PDF of typst, to compare them with what was written."""

import re
from io import BytesIO

import pikepdf


def words(content: bytes) -> str:
    """The text of every page, without white space."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return squeeze("".join(_page(page) for page in pdf.pages))


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def _page(page) -> str:
    fonts = {
        name: _characters(font.ToUnicode.read_bytes().decode())
        for name, font in page.Resources.Font.items()
    }
    text, font = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            text += [font.get(code, "") for code in _codes(operands[0])]
    return "".join(text)


def _codes(operand) -> list[str]:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    strings = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
    return [s[i : i + 2].hex().upper() for s in strings for i in range(0, len(s), 2)]


def _characters(cmap: str) -> dict[str, str]:
    pairs = re.findall(r"^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$", cmap, re.MULTILINE)
    return {
        code.upper(): bytes.fromhex(value).decode("utf-16-be") for code, value in pairs
    }
