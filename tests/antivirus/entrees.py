"""The test virus of the antivirus makers, in what people send."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

from tests.services.clamd import EICAR
from tests.storage.entrees import pdf


def zipped(name):
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, EICAR)
    return target.getvalue()


def written(new):
    """In the page's own content, compressed: what a cleaned copy keeps."""
    new.pages[0].Contents = new.make_stream(b"% " + EICAR + b"\nq Q\n")


def jpeg():
    target = BytesIO()
    Image.new("RGB", (40, 40), "white").save(target, "JPEG", comment=EICAR)
    return target.getvalue()


INFECTES = {
    "bare": EICAR,
    "zip": zipped("eicar.com"),
    "docx": zipped("word/media/image1.png"),
    "odt": zipped("Pictures/image1.png"),
    "pdf": pdf(change=written, compress_streams=True),
    "jpeg": jpeg(),
}
