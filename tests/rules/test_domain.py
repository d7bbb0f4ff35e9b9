"""Each rule of the domain this version touches is named by a test that proves it."""

import re
from pathlib import Path

from tests.rules.sources import TESTS, listing, python_files

NUMEROS = (1, 2, *range(4, 22), 23, *range(30, 39), *range(40, 53), *range(60, 71))
REGLES = {f"R{n}" for n in NUMEROS}
PIECES = {f"P{n}" for n in range(1, 8)}
DECISIONS = {f"section 0 rule {n}" for n in range(1, 14)}

SPAN = re.compile(r"\b([RP])(\d+) to \1?(\d+)\b")
ONE = re.compile(r"\b([RP]\d{1,2})\b")
SECTION = re.compile(r"[Ss]ection 0,? rules? ((?:\d+(?:, | and | to )?)+)")


def test_every_rule_has_a_test_that_names_it():
    named = set().union(*(names(path.read_text()) for path in proofs()))
    missing = sorted((REGLES | PIECES | DECISIONS) - named)
    assert not missing, listing(missing)


def test_rules_are_read_as_they_are_written():
    written = "R10, R12 to R14. P1 to P3, section 0 rules 1, 2 and 12 to 13."
    assert names(written) == {"R10", "R12", "R13", "R14", "P1", "P2", "P3"} | {
        f"section 0 rule {n}" for n in (1, 2, 12, 13)
    }


def proofs() -> list[Path]:
    here = Path(__file__)
    files = [p for p in python_files(TESTS) if p.name.startswith("test_")]
    return [path for path in files if path != here]


def names(text: str) -> set[str]:
    """In one canonical form: `R10`, `P5`, `section 0 rule 4`."""
    found = set(ONE.findall(text))
    for letter, first, last in SPAN.findall(text):
        found |= {f"{letter}{n}" for n in range(int(first), int(last) + 1)}
    for numbers in SECTION.findall(text):
        found |= {f"section 0 rule {n}" for n in numbers_of(numbers)}
    return found


def numbers_of(text: str) -> set[int]:
    spans = [(int(a), int(b)) for a, b in re.findall(r"(\d+) to (\d+)", text)]
    alone = {int(n) for n in re.findall(r"\d+", text)}
    return alone.union(*(range(a, b + 1) for a, b in spans))
