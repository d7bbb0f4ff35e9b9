"""A real SMTP server, that may refuse or never answer."""

import asyncio
import socket
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import SMTP
from threading import Event

from aiosmtpd.controller import Controller


class Mailbox:
    """What the server took; `answer` is what it says to a message."""

    def __init__(self):
        self.messages = []
        self.answer = "250 OK"
        self.silent = False
        self.received = Event()

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.answer.startswith("250"):
            self.messages.append(message_from_bytes(envelope.content, policy=SMTP))
        self.received.set()
        while self.silent:
            await asyncio.sleep(0.05)
        return self.answer


@contextmanager
def running():
    """The mailbox and the port of a server of this test's own."""
    mailbox, port = Mailbox(), _free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox, port
    finally:
        mailbox.silent = False
        controller.stop()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
