"""Migrations bring an empty database of either kind to the schema of the models."""

import re

import pytest
from sqlalchemy import Enum, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel

from portal.db import make_engine
from portal.migrations.upgrade import drift, upgrade


@pytest.fixture
def empty_engine(database_url, tmp_path):
    """A database of the same kind, with nothing in it."""
    if database_url.startswith("sqlite"):
        engine = make_engine(f"sqlite:///{tmp_path}/vide.db")
        yield engine
        engine.dispose()
        return
    name = make_url(database_url).database + "_vide"
    admin = create_engine(database_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = make_url(database_url).set(database=name)
    engine = make_engine(url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def test_an_empty_database_reaches_the_models_without_drift(empty_engine):
    upgrade(empty_engine)
    assert drift(empty_engine) == []


def test_upgrading_again_changes_nothing(empty_engine):
    upgrade(empty_engine)
    upgrade(empty_engine)
    assert drift(empty_engine) == []


def test_the_two_databases_hold_the_same_tables_and_columns(empty_engine):
    upgrade(empty_engine)
    found = inspect(empty_engine)
    names = set(found.get_table_names()) - {"alembic_version"}
    assert names == set(SQLModel.metadata.tables)
    for name, table in SQLModel.metadata.tables.items():
        columns = {c["name"]: c["nullable"] for c in found.get_columns(name)}
        assert columns == {c.name: c.nullable for c in table.columns}
        checks = {c["name"] for c in found.get_check_constraints(name)}
        assert {c.name for c in table.constraints if str(c.name).startswith("ck_")} == (
            checks
        )


def test_the_database_takes_every_choice_of_the_models(empty_engine):
    """The comparison above does not read what a CHECK says."""
    upgrade(empty_engine)
    found = inspect(empty_engine)
    for name, table in SQLModel.metadata.tables.items():
        said = {c["name"]: c["sqltext"] for c in found.get_check_constraints(name)}
        for column in table.columns:
            if isinstance(column.type, Enum):
                words = said[f"ck_{name}_{column.type.name}"]
                assert set(re.findall(r"'(\w+)'", words)) == set(column.type.enums)
