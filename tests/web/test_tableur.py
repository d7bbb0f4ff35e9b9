"""What opens in a spreadsheet computes nothing."""

import csv
from io import StringIO

from portal.web.tableur import FORMULES, tableur


def test_a_cell_is_never_a_formula_and_stays_one_cell():
    """ASVS row 22: quoted with an apostrophe; RFC 4180 keeps the rest in its cell."""
    typed = [f'{start}HYPERLINK("x";1)' for start in FORMULES]
    harmless = ["a=1", "UIMM ; Lyon", 'l’« "autre" »', "deux\r\nlignes", None, 3]
    content = tableur([typed, harmless])
    assert content.startswith(b"\xef\xbb\xbf")
    text = StringIO(content.decode("utf-8-sig"), newline="")
    first, second = csv.reader(text, delimiter=";")
    assert first == [f"'{cell}" for cell in typed]
    assert second == ["a=1", "UIMM ; Lyon", 'l’« "autre" »', "deux\r\nlignes", "", "3"]
