"""The two databases everything is measured on, and the file that is sent."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from sqlalchemy import Engine

from tests.services.postgresql import postgresql_url

BASES = ("PostgreSQL", "SQLite")


@contextmanager
def folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="vae-mesures-") as name:
        yield Path(name)


def database_url(base: str, name: str, where: Path) -> str:
    """An empty database of this name."""
    if base == "SQLite":
        return f"sqlite:///{where / name}.db"
    return postgresql_url(name)


def version(engine: Engine) -> str:
    """« PostgreSQL 16.2 »."""
    with engine.connect() as connection:
        found = ".".join(map(str, connection.dialect.server_version_info[:2]))
    return f"{'SQLite' if engine.dialect.name == 'sqlite' else 'PostgreSQL'} {found}"


def pdf(size: int) -> bytes:
    """A sound PDF of about `size` bytes that nothing can compress."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Contenu = pikepdf.Stream(document, os.urandom(size))
        written = BytesIO()
        document.save(written, compress_streams=False)
    return written.getvalue()
