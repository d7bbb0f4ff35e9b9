"""No warning is silenced and no test is left out without its reason."""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.sources import PORTAL, TESTS, listing, place, python_files, tree

SILENCED = re.compile(
    r"""(noqa|type:\s*ignore|pragma:\s*no\s+\w+|fmt:\s*(off|skip)|mypy:\s*[\w-]+)
        (\s*:?\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*)?
        (\[[\w\s,-]*\])?""",
    re.VERBOSE,
)
LEFT_OUT = {"skip", "skipif", "xfail", "importorskip"}


def test_every_silenced_warning_has_its_reason_on_the_line():
    bare = [
        place(path, line, comment)
        for path in python_files(PORTAL, TESTS)
        for line, comment in _comments(path)
        if _is_bare(comment)
    ]
    assert not bare, listing(bare)


def test_every_test_left_out_has_its_reason():
    bare = [
        place(path, node.lineno, f"{node.attr} without a reason")
        for path in python_files(TESTS)
        for node in _left_out_without_reason(tree(path))
    ]
    assert not bare, listing(bare)


@pytest.mark.parametrize(
    ("comment", "bare"),
    [
        ("# noqa: S603", True),
        ("# noqa: S603, PLR0913", True),
        ("# noqa: S603 - our own arguments", False),
        ("# type: ignore[arg-type]", True),
        ("# type: ignore[arg-type]  # sqlmodel gives the row's type", False),
        ("# pragma: no cover", True),
        ("# a word about the next line", False),
    ],
)
def test_a_reason_is_what_remains_beside_the_silencer(comment, bare):
    assert _is_bare(comment) is bare


def _is_bare(comment: str) -> bool:
    if not SILENCED.search(comment):
        return False
    reason = SILENCED.sub("", comment).strip(" #-–—:()")
    return not re.search(r"\w{4,}", reason)


def _comments(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def _left_out_without_reason(module: ast.Module) -> Iterator[ast.Attribute]:
    reasoned = {
        node.func
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and _gives_a_reason(node)
    }
    for node in ast.walk(module):
        if _leaves_out(node) and node not in reasoned:
            yield node


def _leaves_out(node: ast.AST) -> bool:
    if not isinstance(node, ast.Attribute) or node.attr not in LEFT_OUT:
        return False
    return ast.unparse(node.value) in {"pytest", "pytest.mark", "mark"}


def _gives_a_reason(call: ast.Call) -> bool:
    """`pytest.skip("…")` says it first; the others name it."""
    if any(keyword.arg == "reason" for keyword in call.keywords):
        return True
    return ast.unparse(call.func) == "pytest.skip" and bool(call.args)
