"""A Word or OpenDocument text looked at before LibreOffice is given it to convert.

Run where hostile files are opened. Its members are unpacked block by block, to nothing,
and no XML is parsed: what it says is LibreOffice's to read, within walls of its own.
"""

import zipfile
from io import BytesIO

from portal.storage.atelier import DOCX
from portal.storage.verdicts import Bilan, FichierRefuse, Raison

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Word puts a document with a password in a container of its own.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
TYPES, MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
WORD = b"wordprocessingml.document.main+xml"
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
MO = 1024 * 1024
MEMBERS, UNPACKED, DESCRIPTION = 5_000, 256 * MO, MO
RATIO = 200
"""Text packs thirty times at best; what packs more is made to be unpacked."""
BLOCK = 64 * 1024


def check(raw: bytes, type_mime: str) -> Bilan:
    """Kept as it came, for the time of its conversion, or `FichierRefuse`."""
    if raw.startswith(OLE):
        locked = ENCRYPTED in raw
        raise FichierRefuse(Raison.MOT_DE_PASSE if locked else Raison.BUREAUTIQUE)
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        _weigh(archive, len(raw))
        (_check_word if type_mime == DOCX else _check_odt)(archive)
        for member in archive.infolist():
            _unpack(archive, member)
    return Bilan()


def _weigh(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > MEMBERS or total > min(UNPACKED, packed * RATIO):
        raise FichierRefuse(Raison.TROP_COMPLEXE)
    if len({member.filename for member in members}) < len(members):
        raise FichierRefuse(Raison.ABIME)


def _check_word(archive: zipfile.ZipFile) -> None:
    types = _described(archive, TYPES)
    names = archive.namelist()
    if b"macroEnabled" in types or any(n.endswith("vbaProject.bin") for n in names):
        raise FichierRefuse(Raison.MACROS)
    if WORD not in types:
        raise FichierRefuse(Raison.FORMAT)


def _check_odt(archive: zipfile.ZipFile) -> None:
    if _described(archive, "mimetype").strip() != ODT_TYPE:
        raise FichierRefuse(Raison.FORMAT)
    if b"encryption-data" in _described(archive, MANIFEST):
        raise FichierRefuse(Raison.MOT_DE_PASSE)


def _described(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as member:
        return member.read(DESCRIPTION)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """To the size it announces, and to its checksum: one that lies is not sound."""
    with archive.open(member) as content:
        # No document names an entity of its own: an attack on whoever expands it.
        while block := content.read(BLOCK):
            if b"<!ENTITY" in block:
                raise FichierRefuse(Raison.ABIME)
