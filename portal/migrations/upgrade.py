"""The three things we ask of Alembic."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine
from sqlmodel import SQLModel

from portal.migrations.types import same_type


def config(engine: Engine) -> Config:
    alembic = Config()
    alembic.set_main_option(
        "script_location", str(Path(__file__).parent).replace("%", "%%")
    )
    alembic.set_main_option("path_separator", "os")
    alembic.attributes["engine"] = engine
    return alembic


def upgrade(engine: Engine, to: str = "head") -> None:
    command.upgrade(config(engine), to)


def revise(engine: Engine, message: str) -> None:
    """Write the migration that brings the database to the models."""
    command.revision(config(engine), message, autogenerate=True)


def drift(engine: Engine) -> list:
    """What the models say that the database does not; empty when they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": same_type}
        )
        return compare_metadata(context, SQLModel.metadata)
