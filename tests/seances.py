"""A session already open: what the browser of a test starts from."""

from contextlib import nullcontext
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
    its = object_session(compte)
    # In the session the account comes from: on SQLite, what a transaction read before
    # another one wrote, it may not write after.
    with nullcontext(its) if its else Session(engine) as session:
        session.add(ligne)
        session.commit()
    return cle
