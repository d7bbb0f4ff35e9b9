"""The page on bad input names tests that are there."""

import ast
import re

from tests.rules.sources import ROOT, listing, tree

PAGE = (ROOT / "docs" / "asvs.md").read_text()


def test_each_row_stands_once():
    rows = [int(n) for n in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)]
    assert rows == list(range(1, 71))


def test_each_test_named_exists():
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE))
    assert len(named) > 60
    lost = [f"{path}::{name}" for path, name in named if name not in functions(path)]
    assert not lost, listing(sorted(lost))


def functions(path: str) -> set[str]:
    nodes = ast.walk(tree(ROOT / path))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
