from statistics import median

from tests.rules.sizes import files, functions
from tests.rules.sources import PORTAL, TESTS, html_templates, listing, place


def test_no_function_is_longer_than_forty_lines():
    long = [f"{s.where} {s.lines}" for s in functions(PORTAL, TESTS) if s.lines > 40]
    assert not long, listing(long)


def test_half_of_the_functions_hold_in_eight_lines():
    assert median(size.lines for size in functions(PORTAL)) <= 8


def test_no_file_is_longer_than_three_hundred_lines():
    long = [f"{s.where} {s.lines}" for s in files(PORTAL, TESTS) if s.lines > 300]
    long += [
        place(path, lines)
        for path in html_templates()
        if (lines := len(path.read_text().splitlines())) > 300
    ]
    assert not long, listing(long)
