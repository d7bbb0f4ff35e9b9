"""One session per request, one transaction per write."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app, g
from sqlalchemy import Connection, Engine, event
from sqlmodel import Session, create_engine


def make_engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        url,
        pool_size=16,
        max_overflow=16,
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 5,
            # A hung statement must not hold a request for ever.
            "options": "-c statement_timeout=20000 -c lock_timeout=10000",
        },
    )


def init_app(app: Flask, url: str) -> None:
    app.extensions["engine"] = make_engine(url)
    app.teardown_appcontext(_close_session)


def session() -> Session:
    if "session" not in g:
        g.session = Session(current_app.extensions["engine"], expire_on_commit=False)
    return g.session


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit all that the block did, or none of it."""
    with write(session()) as current:
        yield current


@contextmanager
def write(current: Session) -> Iterator[Session]:
    """A writing transaction on `current`; the worker and the CLI have their own."""
    begin_write(current)
    try:
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        raise


def begin_write(current: Session) -> None:
    """Leave the read transaction: SQLite loses updates if a reader turns writer."""
    current.commit()
    current.connection(execution_options={"immediate": True})


def release() -> None:
    """Give the connection back while a request waits for its client."""
    if opened := g.get("session"):
        opened.commit()


def forget() -> None:
    """Give up what a database that failed left half-read."""
    if opened := g.get("session"):
        opened.rollback()


def _prepare_sqlite(connection, _record) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=10000")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _close_session(_error: BaseException | None) -> None:
    if opened := g.pop("session", None):
        opened.close()
