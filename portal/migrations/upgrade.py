"""The three things we ask of Alembic, imported late: the server never needs it."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlmodel import SQLModel

if TYPE_CHECKING:
    from alembic.config import Config


def config(engine: Engine) -> "Config":
    from alembic.config import Config

    alembic = Config()
    alembic.set_main_option(
        "script_location", str(Path(__file__).parent).replace("%", "%%")
    )
    alembic.set_main_option("path_separator", "os")
    alembic.attributes["engine"] = engine
    return alembic


def upgrade(engine: Engine, to: str = "head") -> None:
    from alembic import command

    from portal.migrations import gardes

    command.upgrade(config(engine), to)
    if to == "head":
        with engine.begin() as connection:
            gardes.install(connection)


def revise(engine: Engine, message: str) -> None:
    """Write the migration that brings the database to the models."""
    from alembic import command

    command.revision(config(engine), message, autogenerate=True)


def revisions(engine: Engine) -> set[str]:
    """Every version of the schema that this version of the portal knows."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(config(engine))
    return {each.revision for each in script.walk_revisions()}


def drift(engine: Engine) -> list:
    """What the models say that the database does not; empty when they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from portal.migrations import gardes
    from portal.migrations.types import same_type

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": same_type}
        )
        differences = compare_metadata(context, SQLModel.metadata)
        return [*differences, *gardes.missing(connection)]
