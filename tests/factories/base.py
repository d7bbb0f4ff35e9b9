"""What every factory uses."""

from datetime import UTC, date, datetime, time
from itertools import count

from sqlalchemy import func

rank = count(1)

JOUR = date(2026, 3, 2)
"""The day of deposit, unless a test says another; each later act takes a week."""


def save(session, row):
    session.add(row)
    session.commit()
    return row


def first(session, query, name):
    """The first made, by the rank its name ends with: PostgreSQL has no order."""
    return session.exec(query.order_by(func.length(name), name)).first()


def instant(le, hour=10):
    return datetime.combine(le, time(hour), UTC)
