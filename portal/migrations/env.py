"""Alembic on the engine the application uses."""

from alembic import context
from sqlmodel import SQLModel

import portal.courrier.models
import portal.dossiers.models
import portal.jobs.models  # noqa: F401 - the three fill SQLModel.metadata
from portal.migrations.types import render_item, same_type

with context.config.attributes["engine"].connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        compare_type=same_type,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
