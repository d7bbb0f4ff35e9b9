import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import parse_options_header

from portal.storage.noms import LONGEST, content_disposition, nom_affichable


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("Relevé d’heures.pdf", "Relevé d’heures.pdf"),
        ("Releve\u0301.pdf", "Relevé.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\moi\\cv.pdf", "cv.pdf"),
        ("/var/x.pdf", "x.pdf"),
        ("..\uff0f..\uff0fx.pdf", "x.pdf"),
        ("%2e%2e%2fx.pdf", "%2e%2e%2fx.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("a\u2028b.pdf", "ab.pdf"),
        ("\ud800.pdf", "pdf"),
        ("  deux   espaces .pdf ", "deux espaces .pdf"),
        ("..", "sans nom"),
        ("", "sans nom"),
    ],
)
def test_a_name_is_shown_without_its_traps(given_name, shown):
    """ASVS rows 10 and 13."""
    assert nom_affichable(given_name) == shown


def test_a_long_name_keeps_its_extension():
    shown = nom_affichable("a" * 300 + ".pdf")
    assert len(shown) == LONGEST
    assert shown.endswith("a.pdf")


@given(st.text(max_size=400))
def test_any_name_gives_one_clean_header(name):
    """ASVS row 13, RFC 6266 and 8187."""
    header = content_disposition(name, inline=False)
    assert header.isascii()
    assert header.isprintable()
    kind, options = parse_options_header(header)
    assert kind == "attachment"
    assert set(options) == {"filename"}
    assert options["filename"] == nom_affichable(name)


@given(st.text())
def test_a_shown_name_is_stable_and_visible(name):
    shown = nom_affichable(name)
    assert nom_affichable(shown) == shown
    assert 0 < len(shown) <= LONGEST
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs"}
