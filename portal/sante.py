"""Two answers for a supervisor: the process is up, it can do its work."""

from datetime import timedelta

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal import clock, db
from portal.config import Settings
from portal.jobs.queue import backlog
from portal.storage.base import StorageAway
from portal.storage.clamd import AntivirusAway, Clamd
from portal.web.access import open_to_all

bp = Blueprint("sante", __name__)

OLDEST_JOB = timedelta(minutes=15)
"""A job due for longer: no worker is running, or it fails."""

ANTIVIRUS_SECONDS = 2


@bp.get("/sante")
@open_to_all
def sante() -> ResponseReturnValue:
    return {"statut": "ok"}


@bp.get("/pret")
@open_to_all
def pret() -> ResponseReturnValue:
    checks = {"base": _database(), "stockage": _storage()}
    checks["file"] = checks["base"] and _queue()
    ready = all(checks.values())
    # Without it files wait, and all the rest works: it takes nothing out of service.
    said = checks | {"antivirus": _antivirus()} if _chosen().clamd else checks
    words = {name: "ok" if good else "indisponible" for name, good in said.items()}
    return words | {"statut": "ok" if ready else "indisponible"}, 200 if ready else 503


def _database() -> bool:
    try:
        db.session().connection().execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session().rollback()
        return False
    return True


def _storage() -> bool:
    try:
        current_app.extensions["storage"].check()
    except StorageAway:
        return False
    return True


def _antivirus() -> bool:
    try:
        Clamd(_chosen().clamd, ANTIVIRUS_SECONDS).check()
    except AntivirusAway:
        return False
    return True


def _chosen() -> Settings:
    return current_app.extensions["settings"]


def _queue() -> bool:
    oldest = backlog(db.session(), at=clock.now())
    return oldest is None or oldest < OLDEST_JOB
