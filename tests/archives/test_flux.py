"""An archive written as it leaves."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest

from portal.storage.archive import CHUNK, Entree, flux, nom_sur
from portal.storage.local import LocalStorage

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("nom", "sur"),
    [
        ("Pièce d’identité", "piece-d-identite"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con"),
        ("日本語", "sans-nom"),
        ("a" * 200, "a" * 60),
        ("  . ", "sans-nom"),
    ],
)
def test_a_name_is_safe_on_every_system(nom, sur):
    assert nom_sur(nom) == sur


def test_a_big_file_leaves_chunk_by_chunk_and_a_lost_one_is_said(tmp_path):
    storage = LocalStorage(tmp_path)
    big = bytes(range(256)) * 8192
    storage.save("d/big", BytesIO(big))
    entries = [
        Entree("01-gros.pdf", AT, cle="d/big"),
        Entree("02-perdu.pdf", AT, cle="d/lost"),
        Entree("03.json", AT, contenu=b"{}"),
    ]
    chunks = list(flux(entries, storage))
    assert max(map(len, chunks)) <= 2 * CHUNK
    archive = ZipFile(BytesIO(b"".join(chunks)))
    assert archive.namelist() == ["01-gros.pdf", "02-perdu.pdf.absent.txt", "03.json"]
    assert archive.read("01-gros.pdf") == big
    assert b"".join(chunks) == b"".join(flux(entries, storage)), "the same each time"
    assert all(a < b for a, b in pairwise(archive.namelist()))
