"""A kill -9 in the middle of a decision: all of it is there, or nothing."""

import os
import signal

import pytest
from sqlalchemy import event
from sqlmodel import Session, func, select

from portal.courrier.models import Courriel
from portal.db import write
from portal.dossiers.models import Avis, Document, Evenement
from portal.droit.workflow import Etat
from portal.jobs.models import Job
from tests.instruction.aide import decide

ECRITS = (Avis, Document, Evenement, Courriel, Job)


@pytest.mark.parametrize("moment", ["before_commit", "after_commit"])
def test_a_decision_that_is_killed_is_whole_or_nothing(
    engine, session, ready, staff, moment
):
    """ASVS row 31: state, avis, letter, history, mail and its job."""
    before = counted(session)
    session.rollback()
    child = os.fork()
    if not child:
        decide_and_die(engine, ready, staff, moment)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    session.expire_all()
    session.refresh(ready)
    added = [now - then for now, then in zip(counted(session), before, strict=True)]
    if moment == "before_commit":
        assert (ready.etat, added) == (Etat.EN_INSTRUCTION, [0] * len(ECRITS))
        session.rollback()
        with write(session):
            decide(session, ready, staff)
    else:
        assert all(added)
    session.refresh(ready)
    assert ready.etat is Etat.RECEVABLE


def counted(session) -> list[int]:
    return [session.scalar(select(func.count()).select_from(t)) for t in ECRITS]


def decide_and_die(engine, ready, staff, moment) -> None:
    """In a process of its own; it never comes back."""
    try:
        engine.dispose(close=False)
        with Session(engine, expire_on_commit=False) as own:
            dossier, by = own.merge(ready), own.merge(staff)
            with write(own):
                decide(own, dossier, by)
                own.flush()
                event.listen(own, moment, lambda _session: os.kill(os.getpid(), 9))
    finally:
        os._exit(1)
