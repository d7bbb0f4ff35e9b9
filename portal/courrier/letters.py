"""From a letter's frozen data to its pages: the same data give the same bytes."""

import json
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf

from portal.config import ROOT

LETTRES = ROOT / "templates" / "lettres"
PREVIEW_PPI = 110.0


def render(modele: str, donnees: dict) -> bytes:
    """The PDF. The compiler refuses what PDF/A-2a or PDF/UA-1 forbids."""
    return _compile(modele, donnees, format="pdf", pdf_standards=["a-2a", "ua-1"])


def preview_png(modele: str, donnees: dict) -> list[bytes]:
    """The same pages as images, to show before sending."""
    pages = _compile(modele, donnees, format="png", ppi=PREVIEW_PPI)
    return pages if isinstance(pages, list) else [pages]


def whole(donnees: dict) -> tuple[bytes, list[int]]:
    """Cover, contents and title pages of a whole dossier, and where each part ends.

    No archive standard: what strangers sent is put in between. Pages count from 1.
    """
    content = _compile("copie", donnees, format="pdf")
    import typst

    ends = typst.query(
        LETTRES / "copie.typ", "<fin>", field="value", **_options(donnees)
    )
    return content, json.loads(ends)


def pages(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def _compile(modele: str, donnees: dict, **options: Any) -> Any:
    """No system font and no clock: another machine, another day, the same bytes."""
    # Imported late: the compiler is as big as all our code, for a few requests.
    import typst

    day = datetime.fromisoformat(donnees["date"]).replace(hour=12, tzinfo=UTC)
    return typst.compile(
        LETTRES / f"{modele}.typ", timestamp=day, **_options(donnees), **options
    )


def _options(donnees: dict) -> dict[str, Any]:
    return {
        "root": LETTRES,
        "font_paths": [LETTRES / "fonts"],
        "ignore_system_fonts": True,
        "sys_inputs": {"lettre": json.dumps(donnees, ensure_ascii=False)},
    }
