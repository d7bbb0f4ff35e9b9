"""Makes pages of one received file: a picture becomes a page, a form its answers."""

import io
from io import BytesIO
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

A4 = (595.28, 841.89)
MARGE = 28.0
COULEURS = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}


def prepare(content: BinaryIO, type_mime: str, out: BinaryIO) -> tuple[int, bool]:
    """How many pages it gives, and whether they were written to `out`.

    Else they are those of the file itself.
    """
    if type_mime != "application/pdf":
        with Pdf.new() as pdf:
            _add_picture(pdf, content.read(), type_mime)
            pdf.save(out)
        return 1, True
    with pikepdf.open(content, access_mode=pikepdf.AccessMode.stream) as pdf:
        form = Name.AcroForm in pdf.Root
        if form:
            # Fields belong to the whole document: merged, only their look is left.
            pdf.generate_appearance_streams()
            pdf.flatten_annotations("screen")
            pdf.save(out)
        return len(pdf.pages), form


def _add_picture(pdf: Pdf, raw: bytes, type_mime: str) -> None:
    image = _jpeg(pdf, raw) if type_mime == "image/jpeg" else _png(pdf, raw)
    width, height = int(image.Width), int(image.Height)
    sheet = A4 if height >= width else A4[::-1]
    scale = min((sheet[0] - 2 * MARGE) / width, (sheet[1] - 2 * MARGE) / height)
    w, h = width * scale, height * scale
    x, y = (sheet[0] - w) / 2, (sheet[1] - h) / 2
    page = pdf.add_blank_page(page_size=sheet)
    page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
    draw = f"q {w:.2f} 0 0 {h:.2f} {x:.2f} {y:.2f} cm /Im Do Q"
    page.obj.Contents = pdf.make_stream(draw.encode())


def _jpeg(pdf: Pdf, raw: bytes) -> Stream:
    """Put in as it is: nothing is compressed again."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(raw), formats=["JPEG"]) as image:
        size, mode, adobe = image.size, image.mode, "adobe" in image.info
    found = _image(pdf, raw, size, mode)
    found.Filter = Name.DCTDecode
    if mode == "CMYK" and adobe:
        found.Decode = Array([1, 0] * 4)
    return found


def _png(pdf: Pdf, raw: bytes) -> Stream:
    """A PDF holds the blocks of a plain PNG: eight bits, opaque, not interlaced."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(raw), formats=["PNG"]) as image:
        plain = _opaque(image)
    out = BytesIO()
    plain.save(out, "PNG")
    found = _image(pdf, _blocks(out.getvalue()), plain.size, plain.mode)
    colours = 1 if plain.mode == "L" else 3
    found.Filter = Name.FlateDecode
    found.DecodeParms = Dictionary(
        Predictor=15, Colors=colours, BitsPerComponent=8, Columns=plain.width
    )
    return found


def _opaque(image: Any) -> Any:
    from PIL import Image

    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        seen = image.convert("RGBA")
        sheet = Image.new("RGB", seen.size, "white")
        sheet.paste(seen, mask=seen)
        return sheet
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")


def _blocks(png: bytes) -> bytes:
    source, found = io.BytesIO(png[8:]), []
    while head := source.read(8):
        data = source.read(int.from_bytes(head[:4], "big"))
        source.read(4)
        if head[4:] == b"IDAT":
            found.append(data)
    return b"".join(found)


def _image(pdf: Pdf, data: bytes, size: tuple[int, int], mode: str) -> Stream:
    return Stream(
        pdf,
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=size[0],
        Height=size[1],
        ColorSpace=COULEURS[mode],
        BitsPerComponent=8,
    )
