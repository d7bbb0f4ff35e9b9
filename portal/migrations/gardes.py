"""The triggers that keep the journal append-only, on both databases.

Installed after each upgrade: SQLite loses them when a migration rebuilds a table.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlmodel import SQLModel

import portal.dossiers.models  # noqa: F401 - fills SQLModel.metadata

EFFACABLES = frozenset({"sel", "motif", "donnees"})
"""Columns of a line that an erasure empties, together and for ever."""
SCELLES = ("journalefface", "scelle")
"""Tables whose rows neither change nor go."""
REFUS = "le journal ne se change pas"


def install(connection: Connection) -> None:
    """Put each guard anew: a new column is guarded too."""
    remove(connection)
    write = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for statement in write():
        connection.execute(text(statement))


def remove(connection: Connection) -> None:
    """For tests, that make time go by."""
    on_table = connection.dialect.name != "sqlite"
    for name, table in _present(connection):
        of_it = f" ON {table}" if on_table else ""
        connection.execute(text(f"DROP TRIGGER {name}{of_it}"))


def missing(connection: Connection) -> list[str]:
    """Names of the guards that the database has not."""
    moments = {"update", "delete"}
    if connection.dialect.name != "sqlite":
        moments.add("truncate")
    expected = {f"garde_{t}_{m}" for t in ("evenement", *SCELLES) for m in moments}
    return sorted(expected - {name for name, _table in _present(connection)})


def _present(connection: Connection) -> list[tuple[str, str]]:
    query = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
        " WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    )
    rows = connection.execute(text(query)).all()
    return [(name, table) for name, table in rows if name.startswith("garde_")]


def _is_an_erasure(same: str, empty: str) -> str:
    """Nothing but the words goes, and a later line of the journal says so."""
    kept = [
        c.name
        for c in SQLModel.metadata.tables["evenement"].columns
        if c.name not in EFFACABLES
    ]
    unchanged = " AND ".join(f"NEW.{name} {same} OLD.{name}" for name in kept)
    return (
        f"{unchanged} AND OLD.sel <> '' AND NEW.sel = '' AND NEW.motif = '' "
        f"AND {empty} = '{{}}' AND {IS_SAID}"
    )


IS_SAID = (
    "EXISTS (SELECT 1 FROM evenement e WHERE e.dossier_id = OLD.dossier_id "
    "AND e.rang > OLD.rang AND e.fait = 'donnees_effacees')"
)
IS_BURIED = (
    "EXISTS (SELECT 1 FROM journalefface j "
    "WHERE j.dossier_id = OLD.dossier_id AND j.rang >= OLD.rang)"
)
"""Its whole chain goes with a draft, and its end was written down."""


def _sqlite() -> Iterator[str]:
    allowed = {
        "update": _is_an_erasure("IS", "NEW.donnees"),
        "delete": IS_BURIED,
    }
    for table in ("evenement", *SCELLES):
        for moment, unless in allowed.items():
            when = f"WHEN NOT ({unless}) " if table == "evenement" else ""
            yield (
                f"CREATE TRIGGER garde_{table}_{moment} BEFORE {moment} ON {table} "
                f"{when}BEGIN SELECT RAISE(ABORT, '{REFUS}'); END"
            )


def _postgresql() -> Iterator[str]:
    erasure = _is_an_erasure("IS NOT DISTINCT FROM", "NEW.donnees::text")
    yield (
        "CREATE OR REPLACE FUNCTION garde_journal() RETURNS trigger "
        f"LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUS}'; END $$"
    )
    yield (
        "CREATE OR REPLACE FUNCTION garde_evenement() RETURNS trigger "
        "LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF {erasure} THEN RETURN NEW; END IF; "
        f"ELSE IF {IS_BURIED} THEN RETURN OLD; END IF; END IF; "
        f"RAISE EXCEPTION '{REFUS}'; END $$"
    )
    for table in ("evenement", *SCELLES):
        by = "garde_evenement" if table == "evenement" else "garde_journal"
        for moment in ("update", "delete"):
            yield (
                f"CREATE TRIGGER garde_{table}_{moment} BEFORE {moment} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {by}()"
            )
        yield (
            f"CREATE TRIGGER garde_{table}_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION garde_journal()"
        )
