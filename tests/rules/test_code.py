"""Where time, numbers of law and SQL may stand."""

import ast
import sys
from collections.abc import Callable
from pathlib import Path

from tests.rules.sources import PORTAL, listing, place, python_files, tree

DROIT = PORTAL / "droit"
Finder = Callable[[ast.AST], str | None]


def broken(rule: Finder, files: list[Path]) -> list[str]:
    return [
        place(path, getattr(node, "lineno", 1), what)
        for path in files
        for node in ast.walk(tree(path))
        if (what := rule(node))
    ]


def stands_in(path: Path, *names: str) -> bool:
    """In a file or a folder of portal/ of this name: `services_fichiers` too."""
    parts = path.relative_to(PORTAL).with_suffix("").parts
    return any(part.split("_")[0] in names for part in parts)


def test_only_the_clock_reads_the_time():
    files = [path for path in python_files(PORTAL) if path != PORTAL / "clock.py"]
    found = broken(_reading_of_the_time, files)
    assert not found, listing(found)


def test_a_delay_of_the_law_is_a_number_of_reglements_only():
    """Seconds and minutes are machinery; one day is the next day."""
    files = [
        path
        for path in python_files(PORTAL)
        if not stands_in(path, "reglements", "jobs", "config", "demonstration")
    ]
    found = broken(_delay_in_figures, files)
    assert not found, listing(found)


def test_only_queries_and_services_build_sql():
    places = ("queries", "services", "db", "cli", "jobs", "migrations", "demonstration")
    files = [path for path in python_files(PORTAL) if not stands_in(path, *places)]
    found = broken(_import_of_sql, files)
    assert not found, listing(found)


def test_the_law_imports_the_standard_library_only():
    found = broken(_import_from_elsewhere, python_files(DROIT))
    assert not found, listing(found)


def _reading_of_the_time(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Attribute):
        return None
    name = f"{_last_name(node.value)}.{node.attr}"
    readings = {
        *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
        *("time.time", "time.time_ns", "func.now", "func.current_timestamp"),
    }
    return name if name in readings else None


def _delay_in_figures(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    if _last_name(node.func) not in {"timedelta", "relativedelta"}:
        return None
    values = [*node.args[:1]]
    values += [
        keyword.value
        for keyword in node.keywords
        if keyword.arg in {"days", "weeks", "months", "years"}
    ]
    return ast.unparse(node) if any(map(_is_a_delay, values)) else None


def _is_a_delay(value: ast.expr) -> bool:
    numbers = [n.value for n in ast.walk(value) if isinstance(n, ast.Constant)]
    return any(isinstance(number, int) and number > 1 for number in numbers)


def _import_of_sql(node: ast.AST) -> str | None:
    words = {"select", "insert", "update", "delete", "exists", "union", "union_all"}
    if isinstance(node, ast.ImportFrom) and node.module in {"sqlalchemy", "sqlmodel"}:
        built = sorted(words & {alias.name for alias in node.names})
        return f"imports {', '.join(built)}" if built else None
    if isinstance(node, ast.Attribute) and node.attr in words:
        name = f"{_last_name(node.value)}.{node.attr}"
        return name if name.startswith(("sa.", "sqlalchemy.", "sqlmodel.")) else None
    return None


def _import_from_elsewhere(node: ast.AST) -> str | None:
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [node.module or ""]
    else:
        return None
    allowed = sys.stdlib_module_names
    elsewhere = [
        module
        for module in modules
        if module.split(".")[0] not in allowed and not module.startswith("portal.droit")
    ]
    return ", ".join(elsewhere) or None


def _last_name(node: ast.expr) -> str:
    """`datetime` for `datetime` and for `x.datetime`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
