"""Work that follows a commit: asked for in its transaction, done at least once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, update
from sqlmodel import Session, col, select

from portal.jobs.models import Job
from portal.rows import changed

MAX_ATTEMPTS = 12
"""With the back-off below, a day and a half; then a person must look at it."""

PATIENT_ATTEMPTS = 4
"""What is put off is tried every eight minutes at least."""


def enqueue(session: Session, genre: str, donnees: dict, *, at: datetime) -> None:
    """To be done from `at` on, if the caller's transaction commits."""
    session.add(Job(genre=genre, donnees=donnees, due_at=at))


def take(session: Session, *, at: datetime, lease: timedelta) -> Job | None:
    """Lease the job due for longest, or None. The caller commits at once.

    A worker that dies keeps the job until the lease ends, and no longer.
    """
    due = (
        select(Job.id)
        .where(_waits(), col(Job.due_at) <= at)
        .where(_is_free(at))
        .order_by(col(Job.due_at), col(Job.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(
        update(Job)
        .where(col(Job.id) == due.scalar_subquery())
        .values(attempts=Job.attempts + 1, leased_until=at + lease)
        .returning(Job)
        .execution_options(populate_existing=True)
    ).one_or_none()


def finish(session: Session, job: Job, *, at: datetime) -> bool:
    """False when another worker took the job since: its attempt counts, not ours."""
    return _close(session, job, done_at=at, leased_until=None, error="")


def fail(session: Session, job: Job, error: str, *, at: datetime) -> bool:
    """Put off, longer each time. `error` is kept: no personal data in it."""
    delay = timedelta(minutes=2 ** (job.attempts - 1))
    return _close(session, job, due_at=at + delay, leased_until=None, error=error)


class PutOff(Exception):
    """What a job needs is away: it waits, and is never given up."""


def put_off(session: Session, job: Job, error: str, *, at: datetime) -> bool:
    """As `fail`, up to a few minutes, for as long as it takes."""
    tries = min(job.attempts, PATIENT_ATTEMPTS)
    delay = timedelta(minutes=2 ** (tries - 1))
    due = at + delay
    return _close(
        session, job, due_at=due, attempts=tries, leased_until=None, error=error
    )


def hold_back(session: Session, genre: str, *, until: datetime) -> None:
    """Let no other job of this kind try before then: they need the same thing."""
    session.execute(
        update(Job)
        .where(col(Job.genre) == genre, col(Job.done_at).is_(None))
        .where(col(Job.leased_until).is_(None), col(Job.due_at) < until)
        .values(due_at=until)
    )


def backlog(session: Session, at: datetime) -> timedelta | None:
    """How late the queue is: since when its oldest job is due."""
    oldest = session.exec(
        select(func.min(col(Job.due_at))).where(_waits(), col(Job.due_at) <= at)
    ).one()
    return at - oldest if oldest else None


def given_up(session: Session, *, at: datetime) -> Sequence[Job]:
    """What no worker will try again: a person must look at it."""
    return session.exec(
        select(Job)
        .where(col(Job.done_at).is_(None))
        .where(col(Job.attempts) >= MAX_ATTEMPTS)
        .where(_is_free(at))
        .order_by(col(Job.id))
    ).all()


def retry(session: Session, job: Job, *, at: datetime) -> None:
    """Once its cause is mended."""
    job.attempts = 0
    job.due_at = at
    job.leased_until = None
    session.add(job)


def purge(session: Session, *, before: datetime) -> None:
    """Forget what was done before then; what was given up stays."""
    session.execute(delete(Job).where(col(Job.done_at) < before))


def _waits() -> ColumnElement[bool]:
    return col(Job.done_at).is_(None) & (col(Job.attempts) < MAX_ATTEMPTS)


def _is_free(at: datetime) -> ColumnElement[bool]:
    return col(Job.leased_until).is_(None) | (col(Job.leased_until) <= at)


def _close(session: Session, job: Job, **values: object) -> bool:
    """The number of attempts is the fence: it changes when the job is taken again."""
    closing = (
        update(Job)
        .where(col(Job.id) == job.id)
        .where(col(Job.attempts) == job.attempts)
        .where(col(Job.done_at).is_(None))
        .values(**values)
    )
    return changed(session, closing) == 1
