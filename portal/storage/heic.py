"""An iPhone's photo, written as the JPEG that every reader opens."""

from io import BytesIO
from typing import Any

import pillow_heif
from PIL import Image

from portal.storage.images import GPS
from portal.storage.verdicts import (
    Bilan,
    Bornes,
    FichierRefuse,
    Raison,
    Retrait,
    in_order,
)

QUALITE = 90


def clean(raw: bytes, bornes: Bornes) -> Bilan:
    """Its size is read in its header; the decoder itself turns the picture upright.

    Of a burst or of a photo with its depth map, the primary picture alone is written.
    """
    # Threads would each take memory out of the limit of this process.
    pillow_heif.options.DECODE_THREADS = 1
    image = pillow_heif.open_heif(BytesIO(raw))
    width, height = image.size
    if width * height > bornes.pixels:
        raise FichierRefuse(Raison.TROP_DE_PIXELS)
    return Bilan(None, in_order(_retraits(image.info)), _jpeg(image))


def _retraits(info: dict[str, Any]) -> set[Retrait]:
    retraits = {Retrait.CONVERTI_JPEG}
    if info.get("exif") or info.get("xmp") or info.get("metadata"):
        retraits.add(Retrait.METADONNEES)
    tags = Image.Exif()
    tags.load(info.get("exif") or b"")
    return retraits | ({Retrait.POSITION} if GPS in tags else set())


def _jpeg(image: pillow_heif.HeifFile) -> bytes:
    """Its colours stay: an iPhone's are wider than what a JPEG is taken to mean."""
    picture, target = image.to_pillow(), BytesIO()
    if picture.has_transparency_data:
        sheet = Image.new("RGB", picture.size, "white")
        sheet.paste(picture, mask=picture.getchannel("A"))
        picture = sheet
    profile = image.info.get("icc_profile")
    picture.info = {}
    picture.save(target, "JPEG", quality=QUALITE, icc_profile=profile)
    return target.getvalue()
