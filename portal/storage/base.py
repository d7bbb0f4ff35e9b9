"""What every place that keeps files must do; `tests/storage` holds them to it."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Protocol

KEY = re.compile(
    r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,5}[A-Za-z0-9_-][\w.-]{0,99}", re.A
)


class MissingFile(LookupError):
    """Nothing is stored under this key."""


class StorageAway(Exception):
    """The storage cannot be reached, refuses us, or is full."""


class Storage(Protocol):
    """Where files live. Keys are ours, never the user's file name."""

    def save(self, key: str, content: BinaryIO) -> None:
        """Store all that is left to read of `content` under `key`, or nothing."""

    def open(self, key: str) -> BinaryIO:
        """Open for reading and seeking, or raise `MissingFile`."""

    def size(self, key: str) -> int:
        """How many bytes are stored, or raise `MissingFile`."""

    def delete(self, key: str) -> None:
        """Succeed whether or not the file was there."""

    def link(
        self, key: str, *, nom: str, type_mime: str, inline: bool, secondes: int
    ) -> str | None:
        """Return a short-lived address of the file, or None: the app must send it."""

    def keys(self, prefix: str, *, before: datetime | None = None) -> Iterator[str]:
        """Yield the keys that start with `prefix`, in no given order.

        Only those stored before that instant, when it is given.
        """

    def check(self) -> None:
        """Raise `StorageAway` unless a file could be stored now."""

    def clean(self, *, before: datetime) -> int:
        """Remove what saves begun before then and killed half-way left behind."""


def require_key(key: str) -> str:
    """Refuse what we would never write: no key can climb, hide or be a command."""
    if not KEY.fullmatch(key):
        raise ValueError(f"not a storage key: {key!r}")
    return key
