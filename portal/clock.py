"""The only place that reads the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The legal day: a file sent at 23:30 in Paris is sent that day."""
    return datetime.now(PARIS).date()
