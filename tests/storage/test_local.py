from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from portal.storage.base import StorageAway
from portal.storage.local import LocalStorage


def left_on_disk(storage):
    return [path for path in storage.root.rglob("*") if path.is_file()]


def test_a_full_disk_stores_nothing_and_leaves_no_draft(local, small_disk):
    """ASVS row 70."""
    local.save("a/petit", BytesIO(b"x"))
    with small_disk(), pytest.raises(StorageAway, match="too large"):
        local.save("a/grand", BytesIO(bytes(100_000)))
    assert left_on_disk(local) == [local.root / "a/petit"]
    local.save("a/grand", BytesIO(bytes(100_000)))


def test_a_folder_that_cannot_be_written_is_away(tmp_path):
    (tmp_path / "file").touch()
    storage = LocalStorage(tmp_path / "file" / "uploads")
    with pytest.raises(StorageAway):
        storage.check()
    with pytest.raises(StorageAway):
        storage.save("a/b", BytesIO(b""))


def test_a_symbolic_link_does_not_lead_out_of_the_root(local, tmp_path):
    (tmp_path / "secret").write_text("secret")
    local.root.mkdir()
    (local.root / "lien").symlink_to(tmp_path)
    with pytest.raises(ValueError, match="leaves the storage root"):
        local.open("lien/secret")


def test_the_app_sends_local_files_itself(local):
    about = {"nom": "a.pdf", "type_mime": "application/pdf"}
    assert local.link("a/b", **about, inline=False, secondes=60) is None


def test_a_file_gone_since_its_folder_was_read_is_not_listed(local):
    """The portal erases and renames while the worker lists: a link to nowhere is so."""
    local.save("a/b", BytesIO(b""))
    for name in ("parti", ".draft-x"):
        (local.root / "a" / name).symlink_to("nulle-part")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert list(local.keys("", before=tomorrow)) == ["a/b"]
    assert local.clean(before=tomorrow) == 0
