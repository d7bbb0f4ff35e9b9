"""Migrations bring an empty database of either kind to the schema of the models."""

import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import Enum, MetaData, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, SQLModel

from portal.db import make_engine
from portal.exploitation.chaines import verify
from portal.migrations.upgrade import drift, upgrade
from portal.storage.local import LocalStorage


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


LEADING_TO_AN_AVIS = (
    *("uimm", "certification", "referentiel", "compte"),
    *("dossier", "document", "avis"),
)
FILLED = {
    str: "lyon",
    UUID: UUID(int=1),
    int: 1,
    bool: True,
    date: date(2026, 3, 2),
    datetime: datetime(2026, 3, 2, tzinfo=UTC),
    object: {},
}


def test_an_avis_given_before_the_dashboard_knows_its_uimm(empty_engine):
    """Revision 0006: of each table, one row that says the same everywhere."""
    upgrade(empty_engine, "0005")
    tables = MetaData()
    tables.reflect(empty_engine)
    chosen = {"role": "candidat", "etat": "brouillon", "statut": "actif"}
    with empty_engine.begin() as connection:
        for name in LEADING_TO_AN_AVIS:
            asked = {
                c.name: chosen.get(c.name, FILLED[c.type.python_type])
                for c in tables.tables[name].columns
                if not c.nullable or (name, c.name) == ("dossier", "uimm_slug")
            }
            connection.execute(tables.tables[name].insert().values(asked))
    upgrade(empty_engine)
    with empty_engine.connect() as connection:
        [known] = connection.execute(text("SELECT uimm_slug FROM avis"))
    assert known == ("lyon",)


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
                assert set(re.findall(r"'([\w/]+)'", words)) == set(column.type.enums)


BEFORE_CERTIFICATION = """
INSERT INTO compte (id, email, active, fs_uniquifier, role, nom_affiche, qualite)
VALUES (:id, 'a@exemple.fr', true, 'u', 'candidat', '', '');
INSERT INTO certification (slug, titre, cqpi, statut, fiche)
VALUES ('cqpm', 'CQPM', false, 'actif', '{}');
INSERT INTO referentiel (id, certification_slug, version, applicable_le, contenu)
VALUES (:id, 'cqpm', '1', '2020-01-01', '{}');
INSERT INTO dossier (id, candidat_id, certification_slug, referentiel_id, reglement,
 blocs_vises, sans_diplome, etat, rang, nom_candidat, nom_recherche, created_at,
 updated_at) VALUES (:id, :id, 'cqpm', :id, '2017-04', '[]', false, 'brouillon', 1,
 '', '', '2026-01-01', '2026-01-01');
INSERT INTO evenement (dossier_id, fait, at, le, motif, donnees)
VALUES (:id, 'ouvert', '2026-01-01', '2026-01-01', '', '{}')
"""


def test_a_dossier_and_what_refers_to_it_go_through_the_rebuilding(
    empty_engine, tmp_path
):
    """SQLite drops the table it copies, and others refer to this one."""
    upgrade(empty_engine, "0005")
    with empty_engine.begin() as connection:
        for statement in BEFORE_CERTIFICATION.split(";"):
            connection.execute(text(statement), {"id": "0b5e" * 8})
    upgrade(empty_engine)
    with empty_engine.connect() as connection:
        query = (
            "SELECT etat, fait FROM evenement JOIN dossier ON dossier_id = dossier.id"
        )
        assert connection.execute(text(query)).all() == [("brouillon", "ouvert")]
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    with Session(empty_engine) as session:
        assert list(verify(session, LocalStorage(tmp_path))) == []
    refused = pytest.raises(DatabaseError, match="le journal ne se change pas")
    with refused, empty_engine.begin() as connection:
        connection.execute(text("DELETE FROM evenement"))
