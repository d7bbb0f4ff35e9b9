"""What every factory uses."""

from datetime import UTC, date, datetime, time
from itertools import count

rank = count(1)

JOUR = date(2026, 3, 2)
"""The day of deposit, unless a test says another; each later act takes a week."""


def save(session, row):
    session.add(row)
    session.commit()
    return row


def instant(le, hour=10):
    return datetime.combine(le, time(hour), UTC)
