"""Nothing is kept that nobody uses: dependencies, templates."""

import ast
import itertools
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import flask_security

from tests.rules.sources import (
    PORTAL,
    ROOT,
    TEMPLATES,
    TESTS,
    listing,
    python_files,
    tree,
)

ROW = re.compile(r"^\| `(?P<name>[\w-]+)` \| (?P<why>.+?) \| (?P<through>.*?)\|$")


def test_every_dependency_has_its_reason():
    declared = {*declared_for("portal"), *declared_for("development")}
    assert {name for name, _why, _through in reasons()} == declared


def test_every_dependency_is_imported_or_says_what_loads_it():
    imported = imports(PORTAL, TESTS)
    distributions = {
        distribution.lower().replace("_", "-")
        for module, names in packages_distributions().items()
        if module in imported
        for distribution in names
    }
    idle = [
        name
        for name, _why, through in reasons()
        if not through and name not in distributions
    ]
    assert not idle, listing(idle)


def test_every_template_is_used():
    names = {*python_strings(PORTAL), *template_strings()}
    patterns = set(python_patterns(PORTAL))
    idle = [
        name
        for path in sorted(TEMPLATES.rglob("*"))
        if path.is_file()
        and path.parent.name != "fonts"  # loaded by their folder, with their licence
        and not is_used(name := path.relative_to(TEMPLATES).as_posix(), names, patterns)
    ]
    assert not idle, listing(idle)


def declared_for(whom: str) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lists = {
        "portal": project["project"]["dependencies"],
        "development": project["dependency-groups"]["dev"],
    }
    return [re.match(r"[\w-]+", line).group() for line in lists[whom]]


def reasons() -> list[tuple[str, str, str]]:
    lines = (ROOT / "docs" / "dependances.md").read_text().splitlines()
    return [
        match.group("name", "why", "through")
        for match in map(ROW.match, lines)
        if match
    ]


def imports(*folders: Path) -> set[str]:
    """The top names of the modules imported in these folders."""
    names = set()
    for node in itertools.chain.from_iterable(map(nodes, folders)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def is_used(name: str, names: set[str], patterns: set[str]) -> bool:
    """By its name, by a pattern that gives it, or by Flask-Security under its own.

    A mail or a letter is also used by its stem: the value of an enum names it.
    """
    path = Path(name)
    library = Path(flask_security.__file__).parent / "templates"
    if path.parts[0] == "security" and (library / name).exists():
        return True
    if path.suffix != ".html" and {path.stem, path.name} & names:
        return True
    return name in names or any(fnmatch(name, pattern) for pattern in patterns)


def python_strings(folder: Path) -> Iterator[str]:
    for node in nodes(folder):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def python_patterns(folder: Path) -> Iterator[str]:
    """`f"lettres/{modele}.typ"` is `lettres/*.typ`; a folder must be named."""
    for node in nodes(folder):
        if isinstance(node, ast.JoinedStr):
            parts = [
                p.value if isinstance(p, ast.Constant) else "*" for p in node.values
            ]
            if re.match(r"\w+/", pattern := "".join(map(str, parts))):
                yield pattern


def template_strings() -> Iterator[str]:
    for path in TEMPLATES.rglob("*"):
        if path.suffix in {".html", ".txt", ".typ"}:
            yield from re.findall(r"""["']([\w/.-]+)["']""", path.read_text())


def nodes(folder: Path) -> Iterator[ast.AST]:
    for path in python_files(folder):
        yield from ast.walk(tree(path))
