"""A real SMTP server, in a thread of the test, that keeps what it receives."""

import asyncio
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event

from aiosmtpd.controller import Controller

PATIENCE = 20
LINK = re.compile(r"https?://\S+")


class Boite:
    """What arrived; while `silence` is set no answer, while `refus` is, a refusal."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.messages: list[EmailMessage] = []
        self.silence, self.refus = Event(), Event()

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refus.is_set():
            return "451 4.3.0 Try again later"
        message = message_from_bytes(envelope.original_content, policy=default)
        self.messages.append(message)
        while self.silence.is_set():
            await asyncio.sleep(0.05)
        return "250 OK"

    def of(self, address: str) -> list[EmailMessage]:
        return [m for m in list(self.messages) if address in m["To"]]

    def wait(self, address: str, words: str, *, seen: int = 0) -> EmailMessage:
        """The message for this address, after `seen` others, that holds these words."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for message in self.of(address)[seen:]:
                if words in text_of(message) or words in message["Subject"]:
                    return message
            time.sleep(0.05)
        subjects = [m["Subject"] for m in self.of(address)]
        raise AssertionError(f"no message « {words} » for {address}, only {subjects}")


def text_of(message: EmailMessage) -> str:
    return message.get_content()


def link_of(message: EmailMessage) -> str:
    """The first link: what the person is asked to open."""
    return LINK.search(text_of(message)).group()


@contextmanager
def running() -> Iterator[Boite]:
    boite = Boite(free_port())
    controller = Controller(boite, hostname="127.0.0.1", port=boite.port)
    controller.start()
    try:
        yield boite
    finally:
        boite.silence.clear()
        controller.stop()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
