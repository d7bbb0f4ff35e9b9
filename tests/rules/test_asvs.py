"""The pages on bad input name tests that are there, and leave no number out."""

import ast
import re

from tests.rules.sources import PORTAL, ROOT, listing, python_files, tree

PAGE = (ROOT / "docs" / "asvs.md").read_text()
NIVEAUX = (ROOT / "docs" / "asvs-5.0.md").read_text()

COUNTS = {
    1: (2, 10, 12, 3, 3),
    2: (3, 3, 5, 2),
    3: (1, 3, 5, 8, 8, 1, 5),
    4: (5, 5, 2, 4),
    5: (1, 6, 3, 3),
    6: (3, 12, 8, 6, 8, 4, 2, 4),
    7: (3, 4, 2, 5, 3, 2),
    8: (4, 4, 3, 2),
    9: (3, 4),
    10: (2, 3, 5, 16, 5, 2, 3),
    11: (4, 5, 5, 4, 2, 2, 2),
    12: (5, 2, 5),
    13: (4, 6, 4, 7),
    14: (2, 8, 3),
    15: (5, 5, 7, 4),
    16: (1, 5, 4, 3, 4),
    17: (2, 8, 2),
}
"""Requirements of each section of ASVS 5.0.0, all levels: 345."""
THIRD = """
1.2.10 1.3.12 1.5.3 2.3.5 2.4.2 3.1.1 3.2.3 3.3.5 3.4.7 3.4.8 3.5.6 3.5.7 3.5.8
3.6.1 3.7.3 3.7.4 3.7.5 4.1.4 4.1.5 4.2.2 4.2.3 4.2.4 4.2.5 5.2.4 5.2.5 5.2.6 5.3.3
6.3.5 6.3.6 6.3.7 6.3.8 6.4.5 6.4.6 6.5.6 6.5.7 6.5.8 6.6.4 6.7.1 6.7.2 7.5.3 8.1.3
8.1.4 8.2.4 8.3.2 8.3.3 8.4.2 10.2.3 10.3.5 10.4.12 10.4.13 10.4.14 10.4.15 10.4.16
11.1.3 11.1.4 11.2.4 11.2.5 11.3.4 11.3.5 11.5.2 11.6.2 11.7.1 11.7.2 12.1.4 12.1.5
12.3.5 13.1.2 13.1.3 13.1.4 13.2.6 13.3.3 13.3.4 13.4.6 13.4.7 14.2.5 14.2.6 14.2.7
14.2.8 15.1.4 15.1.5 15.2.4 15.2.5 15.4.1 15.4.2 15.4.3 15.4.4 16.5.4 17.1.2 17.2.5
17.2.6 17.2.7 17.2.8
"""
"""Those of level 3 alone."""
REPONSES = ("yes", "partly", "no", "operator", "not applicable")
LIGNE = re.compile(
    rf"^\| (?P<numbers>[\d., ]+) \| .+ \| (?P<answer>{'|'.join(REPONSES)})\b", re.M
)


def test_each_row_stands_once():
    rows = [int(n) for n in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)]
    assert rows == list(range(1, 71))


def test_no_row_is_put_off():
    assert not re.search(r"\blater\b|not yet|by hand:", PAGE, re.IGNORECASE)


def test_each_requirement_of_levels_1_and_2_stands_once():
    asked = [
        f"{chapter}.{section}.{number}"
        for chapter, sections in COUNTS.items()
        for section, count in enumerate(sections, 1)
        for number in range(1, count + 1)
    ]
    said = [n for line in LIGNE.finditer(NIVEAUX) for n in line["numbers"].split(", ")]
    assert said == [number for number in asked if number not in THIRD.split()]


def test_the_page_counts_its_answers():
    found = dict.fromkeys(REPONSES, 0)
    for line in LIGNE.finditer(NIVEAUX):
        found[line["answer"]] += line["numbers"].count(",") + 1
    counted = " | ".join(str(n) for n in found.values())
    assert f"| Requirements | {counted} |" in NIVEAUX


def test_each_test_named_exists():
    pages = PAGE + NIVEAUX
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", pages))
    assert len(named) > 150
    lost = [f"{path}::{name}" for path, name in named if name not in functions(path)]
    lost += [
        p for p in re.findall(r"`(tests/[\w/.]+)`", pages) if not (ROOT / p).exists()
    ]
    assert not lost, listing(sorted(lost))


def test_each_place_of_the_code_named_exists():
    named = re.findall(r"`(portal/[\w/]+\.py)(?:::(\w+))?`", PAGE + NIVEAUX)
    lost = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).exists() or name not in (ROOT / path).read_text()
    ]
    assert not lost, listing(sorted(lost))


def test_only_one_place_writes_a_table_for_spreadsheets():
    """ASVS row 22: its cells are never formulas."""
    writers = [p for p in python_files(PORTAL) if "csv.writer" in p.read_text()]
    assert writers == [PORTAL / "web" / "tableur.py"]


def functions(path: str) -> set[str]:
    nodes = ast.walk(tree(ROOT / path))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
