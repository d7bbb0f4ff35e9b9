from datetime import UTC, datetime, timedelta

import pytest

from portal.jobs.contexte import Contexte
from tests.jobs import smtp

AT = datetime(2025, 3, 3, 9, tzinfo=UTC)


class Clock:
    """A clock that only moves when the test says so."""

    def __init__(self):
        self.at = AT

    def __call__(self):
        return self.at

    def forward(self, **delay):
        self.at += timedelta(**delay)


@pytest.fixture
def at():
    return AT


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server():
    with smtp.running() as (mailbox, port):
        yield mailbox, port


@pytest.fixture
def mailbox(server):
    return server[0]


@pytest.fixture
def contexte(engine, storage, settings, clock, server):
    """A worker that sends to the test's own mail server."""
    over = {"smtp_host": "127.0.0.1", "smtp_port": server[1], "smtp_tls": False}
    return Contexte(engine, storage, settings.model_copy(update=over), clock)
