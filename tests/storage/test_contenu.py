"""ASVS rows 3, 4 and 8: what a file is, whatever its name says."""

import gzip
import json
import struct
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from portal.droit.refus import Refus
from portal.storage import contenu
from portal.storage.contenu import Contenu, examine

REAL_FILES = Path(__file__).parents[3] / "shared" / "real_files"
MAGIC = {
    ".pdf": b"%PDF-1.7\n",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff\xe0",
}


def a_pdf(pages=2, **encryption):
    target = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        lock = pikepdf.Encryption(**encryption) if encryption else None
        pdf.save(target, encryption=lock)
    return target.getvalue()


def an_image(kind, **options):
    target = BytesIO()
    Image.effect_noise((120, 80), 50).convert("RGB").save(target, kind, **options)
    return target.getvalue()


def a_zip():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "a")
    return target.getvalue()


def a_png_that_claims(width, height):
    size = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", size),
            (b"IDAT", zlib.compress(b"0")),
            (b"IEND", b""),
        )
    )


def a_jpeg_that_claims(width, height, **options):
    content = an_image("JPEG", **options)
    frame = content.index(b"\xff\xc2" if options else b"\xff\xc0") + 5
    return content[:frame] + struct.pack(">HH", height, width) + content[frame + 4 :]


def refusal(content, nom):
    with pytest.raises(Refus) as caught:
        examine(BytesIO(content), nom)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "nom", "expected"),
    [
        (a_pdf(), "cv.pdf", Contenu("application/pdf", ".pdf", 2)),
        (a_pdf(), "CV.PDF", Contenu("application/pdf", ".pdf", 2)),
        (a_pdf(owner="secret"), "paie.pdf", Contenu("application/pdf", ".pdf", 2)),
        (an_image("PNG"), "a.png", Contenu("image/png", ".png")),
        (an_image("JPEG"), "a.jpg", Contenu("image/jpeg", ".jpg")),
        (an_image("JPEG", progressive=True), "a.jpeg", Contenu("image/jpeg", ".jpeg")),
        (an_image("JPEG") + b"film", "a.jpg", Contenu("image/jpeg", ".jpg")),
    ],
)
def test_an_ordinary_file_is_what_it_says(content, nom, expected):
    source = BytesIO(content)
    assert examine(source, nom) == expected
    assert source.tell() == 0


@pytest.mark.parametrize("extension", [".pdf", ".jpg", ".png"])
@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0" + bytes(200),
        b"\x7fELF" + bytes(200),
        b"<!doctype html><script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"Bonjour,\nvoici mon CV.",
        gzip.compress(b"a"),
        a_zip(),
        b"GIF89a" + bytes(50),
        b"<html>%PDF-1.7",
        b"\0" * 300,
    ],
    ids=[
        "exe",
        "elf",
        "html",
        "svg",
        "text",
        "gzip",
        "zip",
        "gif",
        "polyglot",
        "zeros",
    ],
)
def test_another_format_under_our_extension_is_refused(content, extension):
    assert "ni un PDF, ni une image" in refusal(content, f"cv{extension}")


def test_an_image_under_another_extension_is_refused_with_the_right_one():
    sentence = refusal(an_image("PNG"), "photo.jpg")
    assert "est une image PNG mais son nom finit par «\u00a0.jpg\u00a0»" in sentence
    assert "finisse par «\u00a0.png\u00a0»" in sentence


@pytest.mark.parametrize("nom", ["cv", "cv.pdf.exe", ".pdf", "cv.html"])
def test_a_pdf_must_be_named_so(nom):
    assert "est un PDF mais" in refusal(a_pdf(), nom)


def test_an_empty_file_is_refused():
    assert "vide" in refusal(b"", "cv.pdf")


def test_a_pdf_that_asks_for_a_password_is_refused_with_words():
    content = a_pdf(owner="secret", user="secret")
    assert "protégé par un mot de passe" in refusal(content, "cv.pdf")


@pytest.mark.parametrize(
    ("content", "nom"),
    [
        (a_pdf(), "cv.pdf"),
        (an_image("PNG"), "a.png"),
        (an_image("JPEG"), "a.jpg"),
        (an_image("JPEG", progressive=True), "a.jpg"),
    ],
)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_a_truncated_file_is_refused(content, nom, share):
    assert "abîmé" in refusal(content[: int(len(content) * share)], nom)


def test_a_pdf_without_a_page_is_refused():
    assert "abîmé" in refusal(a_pdf(pages=0), "cv.pdf")


@pytest.mark.parametrize(
    ("content", "nom"),
    [
        (a_png_that_claims(50_000, 50_000), "a.png"),
        (a_png_that_claims(10_000, 8_000), "a.png"),
        (a_jpeg_that_claims(65_500, 65_500), "a.jpg"),
        (a_jpeg_that_claims(5_000, 5_000, progressive=True), "a.jpg"),
    ],
)
def test_an_enormous_image_is_refused_before_it_is_decoded(content, nom):
    assert "trop de pixels" in refusal(content, nom)


def test_an_impossible_image_size_is_refused():
    assert refusal(a_png_that_claims(2**31, 2**31 - 1), "a.png")


@given(st.sampled_from(sorted(MAGIC)), st.binary(max_size=300))
def test_no_content_makes_the_check_fail(extension, content):
    source = BytesIO(MAGIC[extension] + content)
    assert_judged(source, f"a{extension}")


@given(st.data())
def test_no_damage_makes_the_check_fail(data):
    nom, sound = data.draw(
        st.sampled_from(
            [("a.pdf", a_pdf()), ("a.png", SOUND_PNG), ("a.jpg", SOUND_JPEG)]
        )
    )
    at = data.draw(st.integers(8, len(sound)))
    damaged = sound[:at] + data.draw(st.binary(max_size=20)) + sound[at + 5 :]
    assert_judged(BytesIO(damaged), nom)


def assert_judged(content, nom):
    """Nothing but a `Refus` may come out, and the content is left at its start."""
    with suppress(Refus):
        examine(content, nom)
    assert content.tell() == 0


SOUND_PNG, SOUND_JPEG = an_image("PNG"), an_image("JPEG")


@pytest.mark.skipif(not REAL_FILES.exists(), reason="no real files beside the project")
@pytest.mark.filterwarnings("default")
def test_real_files_are_judged_as_independent_readers_judge_them():
    """`policy` and `neutralise` are choices; what opens nowhere is never taken."""
    manifest = json.loads((REAL_FILES / "manifest.json").read_text())
    wrong = [
        (entry["file"], entry["expected"])
        for entry in manifest
        if is_wrong(entry["expected"], entry["ext"], REAL_FILES / entry["file"])
    ]
    assert len(manifest) > 100
    assert wrong == []


def is_wrong(expected, extension, path):
    with path.open("rb") as content:
        try:
            examine(content, path.name)
        except Refus:
            return expected == "accept" and extension in contenu.EXTENSIONS
        return expected == "reject" or extension not in contenu.EXTENSIONS
