"""A real PostgreSQL: the one given by VAE_TEST_DATABASE_URL, else the wheel's own."""

import os
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url


def postgresql_url(tmp_path_factory, worker_id: str) -> str:
    """An empty database of this worker's own."""
    name = f"vae_test_{worker_id}"
    server = os.environ.get("VAE_TEST_DATABASE_URL") or _own_server(tmp_path_factory)
    url = make_url(server).set(drivername="postgresql")
    with psycopg.connect(
        url.render_as_string(hide_password=False), autocommit=True
    ) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    own = url.set(drivername="postgresql+psycopg", database=name)
    return own.render_as_string(hide_password=False)


def _own_server(tmp_path_factory) -> str:
    """Shared by the workers of one run; stopped when the last one ends."""
    pgserver = pytest.importorskip(
        "pgserver", reason="no PostgreSQL here: set VAE_TEST_DATABASE_URL"
    )
    base = tmp_path_factory.getbasetemp()
    folder: Path = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    server = pgserver.get_server(folder / "postgresql")
    # Nothing of it outlives the run: it need not wait for the disk.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    return server.get_uri()
