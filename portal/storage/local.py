"""Files in a folder of this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from portal.storage.base import MissingFile, StorageAway, require_key

CHUNK = 256 * 1024
# No key may start with a dot, so a draft is never mistaken for a stored file.
DRAFT = ".draft-"


class LocalStorage:
    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def save(self, key: str, content: BinaryIO) -> None:
        target = self._path(key)
        with _away_on_failure():
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = _write_draft(target.parent, content)
            draft.replace(target)
            _sync_folder(target.parent)

    def open(self, key: str) -> BinaryIO:
        path = self._path(key)
        with _away_on_failure():
            try:
                return path.open("rb")
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
                raise MissingFile(key) from None

    def size(self, key: str) -> int:
        path = self._path(key)
        with _away_on_failure():
            if not path.is_file():
                raise MissingFile(key)
            return path.stat().st_size

    def delete(self, key: str) -> None:
        with _away_on_failure():
            self._path(key).unlink(missing_ok=True)

    def link(
        self,
        key: str,
        *,
        nom: str,
        type_mime: str,
        inline: bool,
        secondes: int,
    ) -> str | None:
        return None

    def keys(self, prefix: str, *, before: datetime | None = None) -> Iterator[str]:
        for path in self._files():
            key = path.relative_to(self.root).as_posix()
            if path.name.startswith(".") or not key.startswith(prefix):
                continue
            if before is None or _is_older(path, before):
                yield key

    def check(self) -> None:
        with _away_on_failure():
            self.root.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.root, prefix=DRAFT) as probe:
                probe.write(bytes(4096))
                probe.flush()

    def clean(self, *, before: datetime) -> int:
        stale = [
            path
            for path in self._files()
            if path.name.startswith(DRAFT) and _is_older(path, before)
        ]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def _files(self) -> Iterator[Path]:
        for folder, _folders, names in os.walk(self.root):
            yield from (Path(folder, name) for name in names)

    def _path(self, key: str) -> Path:
        path = (self.root / require_key(key)).resolve()
        if not path.is_relative_to(self.root):
            raise ValueError(f"key leaves the storage root: {key!r}")
        return path


def _is_older(path: Path, before: datetime) -> bool:
    """False when it went since its folder was read: the portal is at work."""
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False


def _write_draft(folder: Path, content: BinaryIO) -> Path:
    """Write beside the final place, to the platter, or leave nothing."""
    with NamedTemporaryFile(dir=folder, prefix=DRAFT, delete=False) as draft:
        path = Path(draft.name)
        try:
            shutil.copyfileobj(content, draft, CHUNK)
            draft.flush()
            os.fsync(draft.fileno())
        except BaseException:
            path.unlink()
            raise
    return path


def _sync_folder(folder: Path) -> None:
    """A rename survives a power cut only once its folder is written too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _away_on_failure() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageAway(str(error)) from error
