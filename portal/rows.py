"""How many rows a statement changed: who comes second finds none left."""

from typing import cast

from sqlalchemy import CursorResult, Delete, Update
from sqlmodel import Session


def changed(session: Session, statement: Update | Delete) -> int:
    return cast(CursorResult, session.execute(statement)).rowcount
