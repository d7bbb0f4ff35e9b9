"""How long functions and files are: `python -m tests.rules.sizes` prints it."""

import ast
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from tests.rules.sources import PORTAL, TESTS, place, python_files, tree


@dataclass(frozen=True)
class Size:
    lines: int
    where: str


def functions(*folders: Path) -> list[Size]:
    """From `def` to the last line, docstring included."""
    return [
        Size(_length(node), place(path, node.lineno, node.name))
        for path in python_files(*folders)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def files(*folders: Path) -> list[Size]:
    """An empty file is only the name of a package."""
    sizes = [
        Size(len(path.read_text().splitlines()), place(path, 1))
        for path in python_files(*folders)
    ]
    return [size for size in sizes if size.lines]


def figures(sizes: list[Size]) -> str:
    lines = [size.lines for size in sizes]
    longest = max(sizes, key=lambda size: size.lines)
    p90 = quantiles(lines, n=10)[-1]
    return (
        f"{len(lines)}, median {median(lines):g}, p90 {p90:g}, "
        f"max {longest.lines} ({longest.where})"
    )


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


if __name__ == "__main__":
    for folder in (PORTAL, TESTS):
        print(f"{folder.name} functions: {figures(functions(folder))}")
        print(f"{folder.name} files: {figures(files(folder))}")
