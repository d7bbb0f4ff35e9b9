"""What a PDF would unpack to, known before any reader unpacks it."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator

from pikepdf import Array, Name, Object, Pdf, Stream

from portal.storage.verdicts import Bornes, FichierRefuse, Raison

# Filters whose output may be a thousand times their input. Two in a row are clumsy;
# three are an attack.
AMPLIFYING = {
    *(Name.FlateDecode, Name("/Fl"), Name.LZWDecode, Name("/LZW")),
    *(Name.RunLengthDecode, Name("/RL")),
}
FLATE = {Name.FlateDecode, Name("/Fl")}
MO = 1024 * 1024
STREAM_MAX, STREAMS_MAX = 64 * MO, 1024 * MO
BLOCK = 64 * 1024


def weigh(pdf: Pdf, bornes: Bornes) -> None:
    """Refuse a bomb: pictures by their announced size, the rest by unpacking it.

    Nothing unpacked is kept. Pictures are the bulk of a scan, and a reader stops at
    the size they announce: unpacking them here would cost seconds for nothing.
    """
    total = 0
    for stream in pdf.objects:
        if not isinstance(stream, Stream):
            continue
        filters = _filters(stream)
        amplifying = sum(name in AMPLIFYING for name in filters)
        picture = stream.get(Name.Subtype) == Name.Image
        if amplifying > 2 or (picture and _bits(stream) > bornes.pixels * 16):
            raise FichierRefuse(Raison.TROP_COMPLEXE)
        if amplifying and not (picture and amplifying == 1):
            for block in _unpacked([stream.read_raw_bytes()], filters):
                total += len(block)
                if total > STREAMS_MAX:
                    raise FichierRefuse(Raison.TROP_COMPLEXE)


def _filters(stream: Object) -> list[Object]:
    found = stream.get(Name.Filter)
    return list(found) if isinstance(found, Array) else [found] if found else []


def _bits(picture: Object) -> int:
    width, height = picture.get(Name.Width, 0), picture.get(Name.Height, 0)
    return int(width) * int(height) * int(picture.get(Name.BitsPerComponent, 8))


def _unpacked(blocks: Iterable[bytes], filters: list[Object]) -> Iterable[bytes]:
    for name in filters:
        if name in FLATE:
            blocks = _inflated(blocks)
        elif name == Name.ASCII85Decode:
            blocks = [_ascii85(b"".join(blocks))]
        elif name == Name.ASCIIHexDecode:
            blocks = [_hexadecimal(b"".join(blocks))]
        else:
            break
    return blocks


def _inflated(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Block after block. What is spoilt ends there, as it does for readers."""
    unpacker, size = zlib.decompressobj(), 0
    for block in blocks:
        rest, full = block, True
        while (rest or full) and not unpacker.eof:
            try:
                unpacked = unpacker.decompress(rest, BLOCK)
            except zlib.error:
                return
            rest, full = unpacker.unconsumed_tail, len(unpacked) == BLOCK
            size += len(unpacked)
            if size > STREAM_MAX:
                raise FichierRefuse(Raison.TROP_COMPLEXE)
            yield unpacked


def _ascii85(text: bytes) -> bytes:
    try:
        return base64.a85decode(b"<~" + text.strip().removeprefix(b"<~"), adobe=True)
    except ValueError:
        return b""


def _hexadecimal(text: bytes) -> bytes:
    digits = re.sub(rb"\s", b"", text.partition(b">")[0])
    try:
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    except ValueError:
        return b""
