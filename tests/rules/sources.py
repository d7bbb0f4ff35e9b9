"""The files the rules read, and how a rule says where it was broken."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
PORTAL = ROOT / "portal"
TEMPLATES = ROOT / "templates"
TESTS = ROOT / "tests"

_TEXTS = {".css", ".csv", ".html", ".js", ".json", ".lock", ".md", ".py", ".toml"}
_TEXTS |= {".txt", ".typ", ".yaml", ".yml", ""}


def python_files(*folders: Path) -> list[Path]:
    """Ours: Alembic writes the versions of the schema, whatever their length."""
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [path for path in files if path.parent.name != "versions"]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def html_templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def text_files() -> Iterator[Path]:
    """Whatever is ours to read, but what the tools made and what people sent."""
    for top in sorted(ROOT.iterdir()):
        if top.name == ".git" or is_ignored(top.name):
            continue
        paths = sorted(top.rglob("*")) if top.is_dir() else [top]
        for path in paths:
            if path.is_file() and path.suffix in _TEXTS:
                yield path


def is_ignored(name: str) -> bool:
    """A name at the top that .gitignore leaves out."""
    lines = (ROOT / ".gitignore").read_text().split()
    return any(fnmatch(name, line.strip("/")) for line in lines)


def place(path: Path, line: int, what: str = "") -> str:
    return f"{path.relative_to(ROOT)}:{line} {what}".rstrip()


def listing(offences: list[str]) -> str:
    return "\n" + "\n".join(offences)
