"""A migration may run while the version before it still serves."""

import ast

import pytest

from tests.rules.sources import PORTAL, listing, place, tree

VERSIONS = PORTAL / "migrations" / "versions"
FROM = "0014"
"""Those before were run by nobody while the portal served."""
SAID = "Not while the version before serves:"
"""Begins the line of the docstring that says why one must stop it."""
TAKEN_AWAY = {"drop_column", "drop_table", "rename_table"}


def test_what_the_version_before_reads_and_writes_stays():
    newest = [p for p in sorted(VERSIONS.glob("0*.py")) if p.name[:4] >= FROM]
    found = [
        place(path, line, what)
        for path in newest
        if SAID not in (ast.get_docstring(tree(path)) or "")
        for line, what in breaking(tree(path))
    ]
    assert not found, listing(found)


@pytest.mark.parametrize(
    ("order", "breaks"),
    [
        ("op.drop_column('a', 'b')", True),
        ("batch_op.drop_column('b')", True),
        ("op.drop_table('a')", True),
        ("op.rename_table('a', 'b')", True),
        ("batch_op.alter_column('b', new_column_name='c')", True),
        ("batch_op.alter_column('b', nullable=False)", True),
        ("op.add_column('a', sa.Column('b', sa.Text(), nullable=False))", True),
        (
            "batch_op.add_column(sa.Column('b', sa.Text(), nullable=False,"
            " server_default=''))",
            False,
        ),
        ("op.add_column('a', sa.Column('b', sa.Text(), nullable=True))", False),
        ("batch_op.alter_column('b', type_=sa.String(20))", False),
        ("op.create_table('a', sa.Column('b', sa.Text(), nullable=False))", False),
    ],
)
def test_what_breaks_it(order, breaks):
    module = ast.parse(
        f"def upgrade():\n    {order}\ndef downgrade():\n    op.drop_table()"
    )
    assert bool(breaking(module)) is breaks


def breaking(module: ast.Module) -> list[tuple[int, str]]:
    """In `upgrade`, what the code that runs now would stumble on."""
    calls = [
        node
        for function in module.body
        if isinstance(function, ast.FunctionDef) and function.name == "upgrade"
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    return [(call.lineno, ast.unparse(call)[:70]) for call in calls if _breaks(call)]


def _breaks(call: ast.Call) -> bool:
    given = {word.arg: ast.unparse(word.value) for word in call.keywords}
    match call.func.attr:
        case "alter_column":
            return "new_column_name" in given or given.get("nullable") == "False"
        case "add_column":
            # The version before writes rows without it.
            column = {w.arg: ast.unparse(w.value) for w in call.args[-1].keywords}
            return column.get("nullable") == "False" and "server_default" not in column
    return call.func.attr in TAKEN_AWAY
