"""Word and OpenDocument texts, as small as LibreOffice opens them."""

import zipfile
from io import BytesIO

MICROSOFT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="{type_}.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
)
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = (
    f'<office:document-content xmlns:office="{OASIS}:office:1.0" '
    f'xmlns:text="{OASIS}:text:1.0" xmlns:draw="{OASIS}:drawing:1.0" '
    f'xmlns:svg="{OASIS}:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body>'
    "<office:text><text:p>Bonjour{more}</text:p></office:text></office:body>"
    "</office:document-content>"
)
PICTURE = (
    '<draw:frame text:anchor-type="as-char" svg:width="9cm" svg:height="9cm">'
    '<draw:image xlink:href="{address}" xlink:type="simple"/></draw:frame>'
)
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="'
    'application/vnd.oasis.opendocument.text"/><manifest:file-entry '
    'manifest:full-path="content.xml" manifest:media-type="text/xml">{locked}'
    "</manifest:file-entry></manifest:manifest>"
)
LOCKED = '<manifest:encryption-data manifest:checksum="x"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOCX_LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")


def docx(text="Bonjour", type_=f"{MICROSOFT}.document", **members):
    return _archive(
        {
            "[Content_Types].xml": TYPES.format(type_=type_),
            "_rels/.rels": RELATIONS,
            "word/document.xml": DOCUMENT.format(text=text),
            **members,
        }
    )


def odt(more="", locked=""):
    return _archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": CONTENT.format(more=more),
            "META-INF/manifest.xml": MANIFEST.format(locked=locked),
        }
    )


def with_a_picture_of(address):
    return odt(PICTURE.format(address=address))


def docx_twice():
    """Two members of one name: a reader may open either."""
    target = BytesIO(docx())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/document.xml", DOCUMENT.format(text="Bonsoir"))
    return target.getvalue()


def _archive(members):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()
