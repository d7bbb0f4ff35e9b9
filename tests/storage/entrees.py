"""Files made by code, good and bad: what people send, and what attackers send."""

import gzip
import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name
from PIL import Image, PngImagePlugin

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
JS = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
GPS = 0x8825


# --- PDF -----------------------------------------------------------------------


def pdf(pages=2, size=(595, 842), change=None, **save):
    """`change` is given the open file, to put in it what is wanted."""
    target = BytesIO()
    with pikepdf.new() as new:
        for _ in range(pages):
            new.add_blank_page(page_size=size)
        if change:
            change(new)
        new.save(target, **save)
    return target.getvalue()


def pdf_locked(**passwords):
    return pdf(encryption=pikepdf.Encryption(**passwords))


def with_root(**keys):
    """A PDF whose catalogue holds these keys."""
    return pdf(change=lambda new: new.Root.update(Dictionary(**keys)))


def with_annotation(**keys):
    def add(new):
        keys_ = {"Type": Name.Annot, "Rect": [0, 0, 9, 9], **keys}
        annotation = new.make_indirect(Dictionary(**keys_))
        new.pages[0].obj.Annots = Array([annotation])

    return pdf(change=add)


def with_attachment(new):
    new.attachments["macro.exe"] = b"MZ" + bytes(50)


def with_page_script(new):
    new.pages[0].obj.AA = Dictionary(O=JS)


def with_deep_script(new):
    """In a direct dictionary, after a harmless action, at the end of a chain."""
    jump = Dictionary(S=Name.GoTo, D=Array([new.pages[0].obj, Name.Fit]), Next=[JS])
    new.Root.Outlines = new.make_indirect(Dictionary(First=Dictionary(A=jump)))


def with_form(new):
    """A filled form, dynamic and computed: its value and its look must stay."""
    look = new.make_stream(b"BT (Zo\xe9) Tj ET", Subtype=Name.Form, BBox=[0, 0, 9, 9])
    field = Dictionary(
        FT=Name.Tx, T="nom", V="Zoé", AA=Dictionary(K=JS), AP=Dictionary(N=look)
    )
    field.update(Dictionary(Subtype=Name.Widget, Rect=[0, 0, 9, 9]))
    field = new.make_indirect(field)
    new.pages[0].obj.Annots = Array([field])
    xfa = new.make_stream(b"<xdp/>")
    new.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=xfa)


def with_odd_names(new):
    """Fonts and pictures may be called as what we look for; they stay."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    picture = new.make_stream(b"\0", Subtype=Name.Image, Width=1, Height=1)
    fonts = Dictionary(JS=font, AA=font, EF=font)
    new.pages[0].obj.Resources = Dictionary(
        Font=fonts, XObject=Dictionary(XFA=picture, EF=picture)
    )


def with_content(data, filters):
    def add(new):
        stream = new.make_stream(data)
        stream.write(data, filter=Array([Name(f"/{name}") for name in filters]))
        new.pages[0].obj.Contents = stream

    kept = {"stream_decode_level": pikepdf.StreamDecodeLevel.none}
    return pdf(change=add, compress_streams=False, **kept)


def deflated(megabytes, times=1):
    packer = zlib.compressobj(1)
    data = b"".join(packer.compress(bytes(2**20)) for _ in range(megabytes))
    data += packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def with_giant_page(new):
    new.pages[0].obj.MediaBox = Array([0, 0, 20_000, 9])


def with_giant_picture(new):
    new.pages[0].obj.Resources = Dictionary(
        XObject=Dictionary(
            I=new.make_stream(b"", Subtype=Name.Image, Width=60_000, Height=60_000)
        )
    )


def pdf_of_packed_objects(megabytes):
    """Its objects are in a stream that qpdf itself must unpack."""
    first = b"10 0 11 5 "
    packer = zlib.compressobj(1)
    data = packer.compress(first + b"null\nnull\n")
    data += b"".join(packer.compress(b" " * 2**20) for _ in range(megabytes))
    data += packer.flush()
    bodies = {
        1: b"<</Type/Catalog/Pages 2 0 R/X 10 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        4: b"<</Type/ObjStm/N 2/First %d/Filter/FlateDecode/Length %d>>stream\n%s"
        b"\nendstream" % (len(first), len(data), data),
    }
    content, rows = b"%PDF-1.7\n", [bytes(7)]
    for number, body in bodies.items():
        rows.append(struct.pack(">BIH", 1, len(content), 0))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows += [struct.pack(">BIH", 1, len(content), 0), *[bytes(7)] * 4]
    rows += [struct.pack(">BIH", 2, 4, place) for place in (0, 1)]
    table = b"".join(rows)
    head = b"5 0 obj\n<</Type/XRef/W[1 4 2]/Size 12/Root 1 0 R/Length %d>>stream\n"
    tail = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(content)
    return content + head % len(table) + table + tail


def pdf_whose_table_is_lost():
    whole = pdf()
    return whole[: whole.index(b"xref\n") + 30]


def pdf_whose_page_is_lost():
    whole = pdf(pages=3)
    return whole[: whole.rindex(b"/Type /Page ")]


# --- Images --------------------------------------------------------------------


def image(kind, size=(120, 80), mode="RGB", **options):
    target = BytesIO()
    Image.effect_noise(size, 50).convert(mode).save(target, kind, **options)
    return target.getvalue()


def exif(orientation=1, *, position=False):
    tags = Image.Exif()
    tags[0x0112], tags[0x010F] = orientation, "Appareil"
    if position:
        tags.get_ifd(GPS).update({1: "N", 2: (48.0, 51.0, 0.0)})
        tags[GPS] = {1: "N", 2: (48.0, 51.0, 0.0)}
    return tags


def png_text():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Camille")
    return words


def chunk(kind, data):
    return (
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
    )


def png_that_claims(width, height, data=b"0"):
    size = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b""))
    return PNG_HEAD + b"".join(chunk(kind, content) for kind, content in parts)


def jpeg_that_claims(width, height, **options):
    content = image("JPEG", **options)
    frame = content.index(b"\xff\xc2" if options else b"\xff\xc0") + 5
    return content[:frame] + struct.pack(">HH", height, width) + content[frame + 4 :]


def moving_png():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    target = BytesIO()
    frames[0].save(target, "PNG", save_all=True, append_images=frames[1:])
    return target.getvalue()


def heic(mode="RGB", tags=None):
    """Noise, as `image`, then a smaller picture: a burst of two."""
    target = BytesIO()
    picture = Image.effect_noise((120, 80), 50).convert(mode)
    burst = pillow_heif.from_pillow(picture)
    if tags:  # put there once it is read, or its pixels would be turned too
        burst[0].info["exif"] = tags.tobytes()
    burst.add_from_pillow(Image.new("RGB", (60, 40)))
    burst.save(target)
    return target.getvalue()


def heic_that_claims(width, height):
    content = heic()
    size = content.index(b"ispe") + 8
    return content[:size] + struct.pack(">II", width, height) + content[size + 8 :]


# --- The rest ------------------------------------------------------------------


def archive(**members):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in (members or {"a.txt": "a"}).items():
            opened.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def docx(**members):
    return archive(**{"[Content_Types].xml": "<Types/>", "word__document.xml": "<w/>"})


def docx_with_entities():
    laugh = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/hosts">]>'
    return archive(word__document_xml=f"{laugh}<w>&a;&b;</w>")


def zip_bomb():
    return archive(zeros=bytes(2**22))


def zip_that_climbs():
    link = zipfile.ZipInfo("lien")
    link.external_attr = 0o120777 << 16
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as opened:
        opened.writestr("../../../tmp/x", "x")
        opened.writestr(link, "/etc/hosts")
    return target.getvalue()


def odt():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as opened:
        opened.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        opened.writestr("content.xml", "<office/>")
    return target.getvalue()


EXE = b"MZ\x90\0" + bytes(200)
ELF = b"\x7fELF" + bytes(200)
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GIF_JS = b"GIF89a=1/*" + bytes(20) + b"*/;alert(1)"
EML = b"From: a@exemple.fr\r\nSubject: =?utf-8?q?CV?=\r\n\r\nBonjour"
RTF = rb"{\rtf1\ansi Bonjour}"
GZIP = gzip.compress(b"a")
