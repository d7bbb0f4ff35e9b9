"""One table: each input, the verdict it must get, and the one it gets.

ASVS rows 3, 4, 5, 7, 8, 11, 12, 16, 25, 26 where a file is concerned: the number is
in the name of each line.
"""

import json
import random
import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from portal.storage.atelier import judge
from portal.storage.base import StorageAway
from portal.storage.contenu import EXTENSIONS, HEAD, examine, sniff
from portal.storage.noms import nom_affichable
from portal.storage.verdicts import (
    PHRASES,
    RETRAITS,
    Bornes,
    FichierRefuse,
    Raison,
    Retrait,
)
from tests.storage import entrees as e
from tests.storage import lignes_gardees, lignes_refusees
from tests.storage.lignes_gardees import GARDE

LIGNES = lignes_gardees.LIGNES + lignes_refusees.LIGNES


def verdict(content, nom, declare=""):
    """As `examine`, in this process: the pipeline without its walls."""
    type_mime = sniff(content[:HEAD], nom, declare)
    return judge(content, type_mime, Bornes())


@pytest.mark.parametrize(
    ("make", "nom", "expected"),
    [line[1:] for line in LIGNES],
    ids=[line[0] for line in LIGNES],
)
def test_each_input_gets_its_verdict(make, nom, expected):
    content, nom = make(), nom_affichable(nom)
    if isinstance(expected, Raison):
        with pytest.raises(FichierRefuse) as caught:
            verdict(content, nom)
        assert caught.value.raison is expected
        return
    bilan = verdict(content, nom)
    assert set(bilan.retraits) == (set() if expected == GARDE else expected)
    if expected == GARDE:
        assert bilan.copie is None
    else:
        assert_clean(bilan.copie, nom)


def assert_clean(copie, nom):
    """Nothing is left to take out of the copy, and no word of what was."""
    assert verdict(copie, nom).copie is None
    for word in (b"JavaScript", b"Launch", b"EmbeddedFile", b"<xdp", b"alert(1)"):
        assert word not in copie
    assert b"Appareil" not in copie


def test_the_table_is_long_enough():
    assert len(LIGNES) >= 60


def test_each_reason_and_each_removal_has_one_sentence():
    assert PHRASES.keys() == set(Raison)
    assert RETRAITS.keys() == set(Retrait)
    assert len(set(PHRASES.values())) == len(Raison)
    assert not [s for s in (*PHRASES.values(), *RETRAITS.values()) if "'" in s]


def test_a_sentence_says_what_to_do_in_french_typography():
    for raison in Raison:
        refus = FichierRefuse(
            raison,
            **dict.fromkeys(("constat", "voulue", "page", "mo", "nombre"), "x"),
            pages=501,
            maximum=500,
        )
        assert not re.search(r"[« ] | [:;!?»]", str(refus).replace("\u00a0", "~"))
        assert str(refus).endswith(".")
        assert refus.raison is raison


@pytest.mark.parametrize(
    ("declare", "kept"),
    [
        ("", True),
        ("application/pdf", True),
        ("Application/PDF; charset=binary", True),
        ("application/octet-stream", True),
        ("application/force-download", True),
        ("text/html", False),
        ("image/png", False),
        ("image/svg+xml", False),
    ],
)
def test_the_declared_type_must_agree_when_it_says_something(declare, kept):
    """ASVS 12: a PDF declared as a page is never served as one."""
    if kept:
        assert sniff(e.pdf(), "cv.pdf", declare) == "application/pdf"
        return
    with pytest.raises(FichierRefuse) as caught:
        sniff(e.pdf(), "cv.pdf", declare)
    assert caught.value.raison is Raison.TYPE_DECLARE


def test_what_a_form_shows_stays_when_its_program_goes():
    copie = verdict(e.pdf(change=e.with_form), "a.pdf").copie
    with pikepdf.open(BytesIO(copie)) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        assert str(field.V) == "Zoé"
        assert b"Tj" in field.AP.N.read_bytes()
        assert "/AA" not in field


def test_a_photo_is_upright_without_its_orientation():
    """ASVS 16: the position goes, the rotation is kept."""
    photo = e.image("JPEG", size=(160, 80), exif=e.exif(6, position=True))
    with Image.open(BytesIO(verdict(photo, "a.jpg").copie)) as kept:
        assert kept.size == (80, 160)
        assert not kept.getexif()


def test_a_picture_that_is_not_turned_stays_the_same_bit_for_bit():
    """ASVS 16: its markers go, without a new compression."""
    photo = e.image("JPEG", exif=e.exif(position=True))
    with (
        Image.open(BytesIO(photo)) as sent,
        Image.open(BytesIO(verdict(photo, "a.jpg").copie)) as kept,
    ):
        assert sent.tobytes() == kept.tobytes()


def test_a_heic_photo_becomes_an_upright_jpeg_of_its_first_picture():
    """ASVS 16: without its position, under the name of what it is."""
    photo = e.heic(tags=e.exif(6, position=True))
    contenu = examine(BytesIO(photo), "IMG_0001.HEIC")
    assert (contenu.nom, contenu.type_mime) == ("IMG_0001.jpg", "image/jpeg")
    assert set(contenu.retraits) == {
        Retrait.CONVERTI_JPEG,
        Retrait.POSITION,
        Retrait.METADONNEES,
    }
    with contenu.copie as copie, Image.open(copie) as kept:
        assert kept.size == (80, 120)
        assert not kept.getexif()
        copie.seek(0)
        assert verdict(copie.read(), "a.jpg").copie is None


def test_what_is_transparent_in_a_heic_photo_is_white():
    copie = verdict(e.heic(mode="LA"), "a.heif").copie
    with Image.open(BytesIO(copie)) as kept:
        assert kept.mode == "RGB"


def test_a_large_photo_to_turn_is_halved():
    bornes = Bornes(progressif=5_000)
    photo = e.image("JPEG", exif=e.exif(6))
    bilan = judge(photo, "image/jpeg", bornes)
    assert Retrait.REDUCTION in bilan.retraits
    with Image.open(BytesIO(bilan.copie)) as kept:
        assert kept.size == (40, 60)


# --- The same in its own process: what the table cannot say ----------------------


def test_a_clean_copy_comes_back_from_its_process():
    with examine(BytesIO(e.pdf(change=e.with_page_script)), "a.pdf").copie as copie:
        assert b"JavaScript" not in copie.read()


@pytest.mark.parametrize("bornes", [{"memoire": 16 * 2**20}, {"secondes": 0}])
def test_a_file_that_exhausts_its_process_is_refused(bornes):
    """ASVS 5: the server only sees a process that died."""
    with pytest.raises(FichierRefuse) as caught:
        examine(BytesIO(e.pdf()), "a.pdf", bornes=Bornes(**bornes))
    assert caught.value.raison is Raison.TROP_COMPLEXE


def test_a_full_disk_is_not_the_file_s_fault(small_disk, tmp_path):
    def fill(new):
        e.with_page_script(new)
        new.Root.Large = new.make_stream(bytes(100_000))

    sent = tmp_path / "a.pdf"
    sent.write_bytes(e.pdf(change=fill, compress_streams=False))
    with sent.open("r+b") as content, small_disk(), pytest.raises(StorageAway):
        examine(content, sent.name)


# --- Damage ------------------------------------------------------------------------

SOUND = {
    "a.pdf": e.pdf(change=e.with_form),
    "b.pdf": e.pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "a.png": e.image("PNG", size=(40, 30), pnginfo=e.png_text()),
    "a.jpg": e.image("JPEG", size=(40, 30), exif=e.exif(6, position=True)),
    "b.jpg": e.image("JPEG", size=(40, 30), progressive=True),
}


def damaged(content, chance):
    """Cut, doubled, zeroed or changed in one to five places."""
    content = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(8, len(content) or 9)
        length = chance.choice((1, 1, 4, 30, 300))
        new = chance.choice(
            (
                b"",
                bytes(length),
                chance.randbytes(length),
                content[at : at + length] * 2,
            )
        )
        content[at : at + length] = new
    return bytes(content[: chance.choice((None, None, len(content) * 2 // 3))])


@pytest.mark.parametrize("nom", SOUND)
def test_damage_never_breaks_the_pipeline(nom):
    """ASVS 27, of a file: a verdict, whatever comes; the copy is clean."""
    chance = random.Random(nom)
    for _ in range(60):
        content = damaged(SOUND[nom], chance)
        try:
            bilan = verdict(content, nom)
        except FichierRefuse:
            continue
        assert bilan.copie is None or verdict(bilan.copie, nom).copie is None


# --- Files nobody here wrote -------------------------------------------------------

REAL_FILES = Path(__file__).parents[3] / "shared" / "real_files"


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
    try:
        verdict(path.read_bytes(), path.name)
    except FichierRefuse:
        return expected == "accept" and extension in EXTENSIONS
    return expected == "reject" or extension not in EXTENSIONS
