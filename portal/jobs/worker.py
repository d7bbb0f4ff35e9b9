"""`flask work`: does what was enqueued, one job at a time, several workers at once."""

import time
from datetime import date, timedelta
from threading import Event

import structlog
from sqlalchemy.exc import SQLAlchemyError

from portal import reports
from portal.archives.services.quotidien import tenir_archives
from portal.clock import PARIS
from portal.comptes import services_sessions
from portal.droit.jours import jour_de_paris
from portal.exploitation.scelles import sceller
from portal.jobs import analyses, coherence
from portal.jobs.contexte import Contexte
from portal.jobs.handlers import HANDLERS
from portal.jobs.models import Job
from portal.jobs.queue import MAX_ATTEMPTS, PutOff, fail, finish, purge, put_off, take
from portal.jobs.reminders import queue_reminders
from portal.storage.base import StorageAway

LEASE = timedelta(minutes=5)
"""Longer than any job can take, a server answering at its slowest included."""
PAUSE = 1.0
MORNING = 7
"""Reminders leave from this hour on, in Paris."""
KEPT = timedelta(days=30)
"""How long a job done, or what a killed upload left behind, stays."""

log = structlog.get_logger("portal.jobs")


def context_of(app) -> Contexte:
    return Contexte(
        app.extensions["engine"], app.extensions["storage"], app.extensions["settings"]
    )


def run_forever(contexte: Contexte, stop: Event) -> None:
    day: date | None = None
    while not stop.is_set():
        try:
            day = run_daily(contexte, day)
            idle = not run_once(contexte)
        except SQLAlchemyError as error:
            # What was leased is taken again later; the database comes back or not.
            log.warning("worker_without_database", error=type(error).__name__)
            idle = True
        if idle:
            stop.wait(PAUSE)


def run_once(contexte: Contexte) -> bool:
    """Do the job due for longest; False when there is none."""
    with contexte.transaction() as session:
        job = take(session, at=contexte.now(), lease=LEASE)
    if job is None:
        return False
    started = time.perf_counter()
    failure = _run(contexte, job)
    error = describe(failure) if failure else ""
    with contexte.transaction() as session:
        if failure:
            later = put_off if isinstance(failure, PutOff) else fail
            ours = later(session, job, error, at=contexte.now())
        else:
            ours = finish(session, job, at=contexte.now())
    elapsed = round((time.perf_counter() - started) * 1000, 1)
    line = {"genre": job.genre, "job": job.id, "attempt": job.attempts, "ms": elapsed}
    if error and job.attempts >= MAX_ATTEMPTS:
        log.error("job_given_up", error=error, **line)
    else:
        log.info("job", error=error or None, ours=ours, **line)
    return True


def run_daily(contexte: Contexte, done_for: date | None) -> date | None:
    """Once a Paris day, in the morning; after a restart again, which adds nothing."""
    now = contexte.now()
    today = jour_de_paris(now)
    if done_for == today or now.astimezone(PARIS).hour < MORNING:
        return done_for
    with contexte.transaction() as session:
        count = queue_reminders(session, on=today, at=now)
        purges = tenir_archives(session, on=today, at=now)
        purge(session, before=now - KEPT)
        services_sessions.purger(session, at=now)
        analyses.relancer(session, at=now)
    _tend_files(contexte, on=today)
    log.info("daily", reminders=count, purges=purges)
    return today


def _tend_files(contexte: Contexte, *, on: date) -> None:
    """Tomorrow again when the storage is away: mails must leave today all the same."""
    try:
        sceller(contexte.engine, contexte.storage, on=on, at=contexte.now())
        contexte.storage.clean(before=contexte.now() - KEPT)
        coherence.report(contexte, on=on)
    except StorageAway as error:
        log.error("files_not_checked", error=type(error).__name__)


def _run(contexte: Contexte, job: Job) -> Exception | None:
    """What went wrong, or nothing. One bad job must not stop the others."""
    try:
        HANDLERS[job.genre](contexte, job.donnees)
    except Exception as error:
        # A server or a disk that is away is no fault of the code: the queue says it.
        if not isinstance(error, OSError | StorageAway | PutOff):
            reports.report(contexte.settings, error)
        return error
    return None


def describe(error: Exception) -> str:
    """Without its message, which may hold an address or a name."""
    codes = {getattr(error, "smtp_code", None)}
    codes |= {code for code, _words in getattr(error, "recipients", {}).values()}
    numbers = sorted(code for code in codes if isinstance(code, int))
    cause = type(error.__cause__ if isinstance(error, PutOff) else error)
    return " ".join([cause.__name__, *map(str, numbers)])
