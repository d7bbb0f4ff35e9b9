"""A table for a French spreadsheet: semicolons, UTF-8 with its mark, no formula."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Final

BOM: Final = "\ufeff"
FORMULES: Final = ("=", "+", "-", "@", "\t", "\r", "\0")
"""How a cell that a spreadsheet would compute begins (ASVS 1.2.10)."""


def tableur(lignes: Iterable[Iterable[object]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([cellule(cell) for cell in ligne] for ligne in lignes)
    return (BOM + out.getvalue()).encode()


def cellule(value: object) -> str:
    """A name is a name, never a formula that the reader's computer would run."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULES) else text
