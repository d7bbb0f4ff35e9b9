"""The name a person gave to a file: shown and sent back, never used as a path."""

import re
import unicodedata
from urllib.parse import quote

LONGEST = 150
SEPARATORS = re.compile(r"[/\\\uff0f\uff3c\u2044\u2215]")
SANS_NOM = "sans nom"


def nom_affichable(nom: str) -> str:
    """Keep the last part of a path, without what is invisible or turns text around."""
    last = SEPARATORS.split(nom)[-1]
    visible = "".join(filter(_is_visible, last))
    clean = re.sub(" {2,}", " ", unicodedata.normalize("NFC", visible))
    return _shorten(clean.strip(" .")) or SANS_NOM


def content_disposition(nom: str, *, inline: bool) -> str:
    """Say it twice, as RFC 6266 asks: plain ASCII, then exactly (RFC 8187)."""
    clean = nom_affichable(nom)
    kind = "inline" if inline else "attachment"
    decomposed = unicodedata.normalize("NFKD", clean.replace("’", "'"))
    plain = re.sub(r'[^ -~]|["\\%;=]', "", decomposed)
    if not plain or plain.startswith("."):
        plain = f"fichier{plain}"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"


def _is_visible(character: str) -> bool:
    """No control, line break, bidi override, NUL or lone surrogate (C, Zl, Zp)."""
    category = unicodedata.category(character)
    return category[0] != "C" and category not in {"Zl", "Zp"}


def _shorten(nom: str) -> str:
    """Cut the middle, not the extension."""
    if len(nom) <= LONGEST:
        return nom
    stem, dot, extension = nom.rpartition(".")
    if not dot or len(extension) > 10:
        return nom[:LONGEST].strip(" .")
    return stem[: LONGEST - len(extension) - 1] + dot + extension
