"""Alembic on the engine the application uses."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import portal.courrier.models
import portal.dossiers.models
import portal.jobs.models  # noqa: F401 - the three fill SQLModel.metadata
from portal.migrations.types import render_item, same_type


@contextmanager
def tables_may_be_rebuilt(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by a copy, and drops the one that others refer to.

    The pragma means nothing inside a transaction: it goes straight to the driver.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys=OFF")
    yield
    if orphans := driver.execute("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError(f"Rows refer to none: {orphans[:5]}")
    driver.execute("PRAGMA foreign_keys=ON")


with context.config.attributes["engine"].connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        compare_type=same_type,
        transaction_per_migration=True,
    )
    with tables_may_be_rebuilt(connection):
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
