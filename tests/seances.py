"""A session already open: what the browser of a test starts from."""

from contextlib import contextmanager
from datetime import UTC, datetime
from secrets import token_urlsafe

from sqlalchemy import Engine
from sqlalchemy.orm import object_session
from sqlmodel import Session

from portal.comptes.models import SessionOuverte
from portal.comptes.queries import token_digest
from portal.comptes.sessions import JSON

RAW_TOKEN = "0123456789abcdef0123456789abcdef01234567"
TOUJOURS = datetime(2100, 1, 1, tzinfo=UTC)
"""Neither idle nor old, whatever the clock of a test says."""


def open_session(engine: Engine, compte) -> str:
    """The value of the cookie that signing in would give."""
    cle = token_urlsafe(32)
    state = {
        "_user_id": compte.fs_uniquifier,
        "_fresh": True,
        "fs_cc": "set",
        "fs_paa": datetime.now(UTC).timestamp(),
        "csrf_token": RAW_TOKEN,
    }
    ligne = SessionOuverte(
        token_hash=token_digest(cle),
        compte_id=compte.id,
        donnees=JSON.dumps(state),
        created_at=TOUJOURS,
        vue_at=TOUJOURS,
        expires_at=TOUJOURS,
    )
    with _aside(object_session(compte)), Session(engine) as session:
        session.add(ligne)
        session.commit()
    return cle


@contextmanager
def _aside(its: Session | None):
    """On SQLite, who read before another one wrote may not write after: begin anew."""
    was_open = its is not None and its.in_transaction()
    if was_open:
        its.commit()
    yield
    if was_open:
        its.connection()
