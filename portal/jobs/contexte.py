"""What every job works with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from portal import clock, db
from portal.config import Settings
from portal.storage.base import Storage


@dataclass(frozen=True)
class Contexte:
    """`now` is the worker's clock."""

    engine: Engine
    storage: Storage
    settings: Settings
    now: Callable[[], datetime] = clock.now

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False) as session, db.write(session):
            yield session
