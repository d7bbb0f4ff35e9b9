"""What the repository holds, and what it never names."""

import re
from pathlib import Path

from tests.rules.sources import ROOT, is_ignored, listing, place, text_files

FIXED = {"portal", "templates", "static", "uploads", "tests", "wsgi.py"}
FIXED |= {"pyproject.toml"}
BESIDE = {"README.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "docs", "deploy"}
BESIDE |= {"requirements.lock", "requirements-dev.lock", "Dockerfile", "compose.yaml"}
BESIDE |= {".git", ".ci", ".gitignore", ".gitattributes", ".editorconfig"}
BESIDE |= {".dockerignore", ".pre-commit-config.yaml"}

REGISTRY = re.compile(
    r"https?://[\w.-]*(?:pypi|npmjs|pythonhosted|registry)[\w.-]*"
    r"|^\s*--(?:extra-)?(?:index-url|find-links)\s+\S",
    re.IGNORECASE,
)
SHARED = {"/", "/app", "/opt", "/srv", "/tmp", "/usr/src"}  # noqa: S108 - only names


def test_the_top_level_is_the_fixed_one():
    names = {path.name for path in ROOT.iterdir() if not is_ignored(path.name)}
    assert not names - FIXED - BESIDE, f"outside the layout: {names - FIXED - BESIDE}"
    assert not FIXED - names, f"missing: {FIXED - names}"


def test_no_file_names_the_host_of_a_registry():
    found = mentions(REGISTRY)
    assert not found, listing(found)


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    here = {str(ROOT), str(ROOT.parent), str(Path.home())} - SHARED
    paths = [*map(re.escape, sorted(here)), r"/(?:home|Users)/\w+"]
    found = mentions(re.compile(rf"(?<![\w.:/])(?:{'|'.join(paths)})/"))
    assert not found, listing(found)


def mentions(pattern: re.Pattern[str]) -> list[str]:
    return [
        place(path, number, line.strip()[:80])
        for path in text_files()
        for number, line in enumerate(_lines(path), 1)
        if pattern.search(line)
    ]


def _lines(path: Path) -> list[str]:
    return path.read_text(errors="replace").splitlines()
