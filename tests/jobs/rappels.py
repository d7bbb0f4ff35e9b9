"""One day of the daily job."""

from sqlmodel import select

from portal import db
from portal.courrier.models import Courriel
from portal.jobs.reminders import queue_reminders
from tests.factories import instant


def run(session, on):
    """The messages that this day adds."""
    before = set(session.exec(select(Courriel.id)).all())
    with db.write(session):
        count = queue_reminders(session, on=on, at=instant(on, 6))
    rows = session.exec(select(Courriel).order_by(Courriel.destinataire)).all()
    added = [row for row in rows if row.id not in before]
    assert len(added) == count
    return added
