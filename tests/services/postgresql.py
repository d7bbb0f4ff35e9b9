"""A real PostgreSQL: the one given by VAE_TEST_DATABASE_URL, else the wheel's own."""

import os
from pathlib import Path
from tempfile import gettempdir

import psycopg
import pytest
from sqlalchemy.engine import make_url


def postgresql_url(worker_id: str) -> str:
    """An empty database of this worker's own."""
    name = f"vae_test_{worker_id}"
    server = os.environ.get("VAE_TEST_DATABASE_URL") or _own_server()
    url = make_url(server).set(drivername="postgresql")
    with psycopg.connect(
        url.render_as_string(hide_password=False), autocommit=True
    ) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    own = url.set(drivername="postgresql+psycopg", database=name)
    return own.render_as_string(hide_password=False)


def _own_server() -> str:
    """Shared by the workers of one run; stopped when the last one ends."""
    pgserver = pytest.importorskip(
        "pgserver", reason="no PostgreSQL here: set VAE_TEST_DATABASE_URL"
    )
    # Not under pytest's own folder: root's is closed to the server's user.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(gettempdir()) / f"vae-postgresql-{run[:12]}"
    server = pgserver.get_server(folder, cleanup_mode="delete")
    url: str = server.get_uri()
    # Not by its own psql(), which no path with a space may hold.
    with psycopg.connect(url, autocommit=True) as connection:
        # Nothing of it outlives the run: it need not wait for the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return url
