"""What every storage must do, on the disk and on a real S3 server alike."""

import multiprocessing
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO, RawIOBase
from random import Random

import pytest

from portal.storage.base import MissingFile
from portal.storage.local import LocalStorage
from portal.storage.s3 import PART, S3Storage

TOMORROW = datetime.now(UTC) + timedelta(days=1)
BIG = Random(1).randbytes(2 * PART + 12345)
HOSTILE_KEYS = [
    "",
    ".",
    "..",
    "../b",
    "a/../b",
    "a/..",
    "/etc/passwd",
    "a//b",
    "a/",
    ".hidden",
    "a/.draft-x",
    "a\\b",
    "a\0b",
    "a\nb",
    "b\n",
    "é",
    "%2e%2e%2fx",
    "a/" * 7 + "b",
    "x" * 101,
]


class CutError(Exception):
    pass


class Broken(RawIOBase):
    """Gives so many bytes, then fails as a cut connection does."""

    def __init__(self, size):
        self.left = size

    def read(self, size=-1):
        if not self.left:
            raise CutError
        size = min(size, self.left)
        self.left -= size
        return bytes(size)


class Slow(BytesIO):
    def read(self, size=-1):
        return super().read(min(size, 70_001))


def content(storage, key):
    with storage.open(key) as found:
        return found.read()


def test_saved_file_can_be_read_then_deleted(storage):
    storage.save("a/b", BytesIO(b"contenu"))
    assert content(storage, "a/b") == b"contenu"
    storage.delete("a/b")
    storage.delete("a/b")
    for read in (storage.open, storage.size):
        with pytest.raises(MissingFile):
            read("a/b")


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, len(BIG)])
def test_every_size_comes_back_whole(storage, size):
    storage.save("a/b", Slow(BIG[:size]))
    assert content(storage, "a/b") == BIG[:size]
    assert storage.size("a/b") == size


def test_an_open_file_can_be_sought(storage):
    storage.save("a/b", BytesIO(b"contenu"))
    with storage.open("a/b") as found:
        found.seek(3)
        assert found.read() == b"tenu"


def test_saving_again_replaces(storage):
    storage.save("a/b", BytesIO(b"avant"))
    storage.save("a/b", BytesIO(b"ensuite"))
    assert content(storage, "a/b") == b"ensuite"


@pytest.mark.parametrize("size", [10, PART + 10])
def test_a_cut_source_stores_nothing(storage, size):
    with pytest.raises(CutError):
        storage.save("a/b", Broken(size))
    assert list(storage.keys("")) == []
    assert storage.clean(before=TOMORROW) == 0


def test_a_cut_source_leaves_the_file_of_before(storage):
    storage.save("a/b", BytesIO(b"avant"))
    with pytest.raises(CutError):
        storage.save("a/b", Broken(PART + 10))
    assert content(storage, "a/b") == b"avant"


def test_keys_are_listed_by_prefix(storage):
    for key in ("a/1", "a/2", "ab/3", "c"):
        storage.save(key, BytesIO(b""))
    assert set(storage.keys("a/")) == {"a/1", "a/2"}
    assert set(storage.keys("a")) == {"a/1", "a/2", "ab/3"}
    assert len(list(storage.keys(""))) == 4
    assert list(storage.keys("absent/")) == []
    day = timedelta(days=1)
    assert list(storage.keys("", before=datetime.now(UTC) - day)) == []
    assert len(list(storage.keys("", before=datetime.now(UTC) + day))) == 4


@pytest.mark.parametrize("key", HOSTILE_KEYS)
def test_a_hostile_key_goes_nowhere(storage, key):
    """ASVS row 10."""
    for act in (storage.open, storage.delete, lambda key: storage.save(key, BytesIO())):
        with pytest.raises(ValueError, match="not a storage key"):
            act(key)


def test_a_folder_is_not_a_file(storage):
    storage.save("a/b", BytesIO(b"x"))
    for key in ("a", "a/b/c"):
        with pytest.raises(MissingFile):
            storage.open(key)


def test_a_storage_in_order_is_ready(storage):
    storage.check()
    assert list(storage.keys("")) == []


@pytest.mark.parametrize("kind", ["local", "s3"])
def test_a_save_killed_half_way_is_invisible_and_cleaned(request, kind, tmp_path):
    target = {"local": "tmp_path", "s3": "bucket"}[kind]
    where = request.getfixturevalue(target)
    process = multiprocessing.get_context("spawn").Process(
        target=save_for_ever, args=(where, tmp_path / "halfway")
    )
    process.start()
    wait_for(tmp_path / "halfway")
    process.kill()
    process.join()

    storage = storage_at(where)
    assert "a/b" not in set(storage.keys("a"))
    assert storage.clean(before=datetime(2020, 1, 1, tzinfo=UTC)) == 0
    assert storage.clean(before=TOMORROW) == 1
    assert storage.clean(before=TOMORROW) == 0


class Endless(RawIOBase):
    def __init__(self, halfway):
        self.halfway, self.given = halfway, 0

    def read(self, size=-1):
        if self.given > PART:
            self.halfway.touch()
            time.sleep(60)
        self.given += size
        return bytes(size)


def save_for_ever(where, halfway):
    storage_at(where).save("a/b", Endless(halfway))


def storage_at(where):
    return S3Storage(where) if hasattr(where, "bucket") else LocalStorage(where)


def wait_for(path):
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline, "the save did not start"
        time.sleep(0.05)
