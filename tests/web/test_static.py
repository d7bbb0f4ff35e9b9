"""What the first view weighs, and that nothing in it reaches elsewhere."""

import gzip
import re

import pytest

from portal.config import ROOT

STATIC = ROOT / "static"
STYLES = sorted(STATIC.glob("css/*.css"))
FIRST_VIEW = [
    STATIC / "css/theme.css",
    STATIC / "css/portail.css",
    STATIC / "js/portail.js",
    *STATIC.glob("vendor/htmx/*.js"),
]
FONT = STATIC / "fonts/src3-latin.woff2"


def compressed(text: bytes) -> int:
    return len(gzip.compress(text, 9))


def test_the_first_view_stays_under_70_kilobytes(site, visit):
    """ui.md, Bars: html, css, js and font together."""
    html = visit().get("/inconnue").data
    weights = [compressed(path.read_bytes()) for path in FIRST_VIEW]
    assert len(weights) == 4
    assert sum(weights) + compressed(html) + FONT.stat().st_size < 70_000


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_asks_nothing_of_another_host(path):
    targets = re.findall(r"url\(\"?([^)\"]+)", path.read_text())
    assert all((path.parent / target).exists() for target in targets)
    assert "@import" not in path.read_text()


def test_every_vendored_file_has_its_licence():
    listed = (STATIC / "LICENCES.md").read_text()
    foreign = [*STATIC.glob("vendor/*/*.js"), *STATIC.glob("fonts/*.woff2")]
    assert len(foreign) == 2
    assert all(str(path.relative_to(STATIC)) in listed for path in foreign)


def test_the_kit_brings_no_crown_and_no_foreign_font():
    theme = (STATIC / "css/theme.css").read_text()
    assert "GDS Transport" not in theme
    assert "crown" not in theme
