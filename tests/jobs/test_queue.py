from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlmodel import Session, select

from portal import db
from portal.jobs.models import Job
from portal.jobs.queue import (
    MAX_ATTEMPTS,
    backlog,
    enqueue,
    fail,
    finish,
    given_up,
    purge,
    retry,
    take,
)

LEASE = timedelta(minutes=5)


def add(session, at, genre="essai", **donnees):
    with db.write(session):
        enqueue(session, genre, donnees, at=at)


def take_one(session, at):
    with db.write(session):
        return take(session, at=at, lease=LEASE)


def put_back(session, job, at, error="TimeoutError"):
    with db.write(session):
        return fail(session, job, error, at=at)


def test_the_job_due_for_longest_comes_first(session, at):
    for minutes in (2, 1, 3):
        add(session, at - timedelta(minutes=minutes), n=minutes)
    assert [take_one(session, at).donnees["n"] for _ in range(3)] == [3, 2, 1]


def test_a_job_waits_until_it_is_due(session, at):
    add(session, at)
    assert take_one(session, at - timedelta(seconds=1)) is None
    assert take_one(session, at).donnees == {}


def test_what_the_transaction_undoes_is_not_asked_for(session, at):
    db.begin_write(session)
    enqueue(session, "essai", {}, at=at)
    session.rollback()
    assert take_one(session, at) is None


def test_a_leased_job_is_nobody_elses_until_the_lease_ends(session, at):
    add(session, at)
    first = take_one(session, at)
    assert take_one(session, at + LEASE - timedelta(seconds=1)) is None
    second = take_one(session, at + LEASE)
    assert (first.id, second.attempts) == (second.id, 2)


def test_a_worker_believed_dead_cannot_close_the_job_of_its_successor(session, at):
    add(session, at)
    slow = take_one(session, at)
    session.expunge(slow)
    quick = take_one(session, at + LEASE)
    with db.write(session):
        assert not finish(session, slow, at=at + LEASE)
        assert not fail(session, slow, "TimeoutError", at=at + LEASE)
        assert finish(session, quick, at=at + LEASE)
    assert session.exec(select(Job)).one().done_at == at + LEASE


def test_a_failed_job_comes_back_later_each_time(session, at):
    add(session, at)
    waits = []
    for _ in range(4):
        job = take_one(session, at)
        put_back(session, job, at)
        waits.append((session.get(Job, job.id).due_at - at).total_seconds() / 60)
        at = job.due_at
    assert waits == [1, 2, 4, 8]


def test_a_job_given_up_stays_in_sight_and_can_be_tried_again(session, at):
    add(session, at)
    for _ in range(MAX_ATTEMPTS):
        job = take_one(session, at)
        put_back(session, job, at, "SMTPDataError 554")
        at = job.due_at
    assert take_one(session, at + timedelta(days=365)) is None
    (left,) = given_up(session, at=at)
    assert left.error == "SMTPDataError 554"
    with db.write(session):
        purge(session, before=at + timedelta(days=365))
        retry(session, left, at=at)
    assert take_one(session, at).id == left.id


def test_the_backlog_is_the_age_of_the_oldest_job_due(session, at):
    assert backlog(session, at) is None
    add(session, at + timedelta(hours=1))
    assert backlog(session, at) is None
    add(session, at - timedelta(minutes=7))
    assert backlog(session, at) == timedelta(minutes=7)
    take_one(session, at)
    assert backlog(session, at) == timedelta(minutes=7)


def test_done_jobs_are_forgotten_after_a_while(session, at):
    for _ in range(2):
        add(session, at)
    with db.write(session):
        finish(session, take(session, at=at, lease=LEASE), at=at)
    with db.write(session):
        purge(session, before=at + timedelta(seconds=1))
    assert len(session.exec(select(Job)).all()) == 1


def test_eight_workers_share_forty_jobs_and_none_is_taken_twice(engine, session, at):
    for n in range(40):
        add(session, at, n=n)

    def work(_worker):
        with Session(engine, expire_on_commit=False) as own:
            jobs = iter(lambda: take_one(own, at), None)
            return [job.donnees["n"] for job in jobs]

    with ThreadPoolExecutor(8) as pool:
        taken = [n for share in pool.map(work, range(8)) for n in share]
    assert sorted(taken) == list(range(40))
