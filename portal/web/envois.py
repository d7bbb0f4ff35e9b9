"""What the views that take files share."""

from pathlib import Path

from flask import Flask, current_app

from portal.config import Settings
from portal.storage.base import Storage
from portal.storage.verdicts import Bornes
from portal.web.uploads import Limites


def register(app: Flask) -> None:
    """Each upload box says the limits (ASVS 1), and whether there is an antivirus."""
    chosen = app.extensions["settings"]
    app.jinja_env.globals["bornes"] = bornes(chosen)
    app.jinja_env.globals["antivirus"] = bool(chosen.clamd)


def settings() -> Settings:
    return current_app.extensions["settings"]


def storage() -> Storage:
    return current_app.extensions["storage"]


def limites(fichiers: int) -> Limites:
    chosen = settings()
    return Limites(
        chosen.max_file_size,
        fichiers,
        bornes=bornes(chosen),
        antivirus=bool(chosen.clamd),
    )


def bornes(chosen: Settings) -> Bornes:
    return Bornes(
        pages=chosen.max_pdf_pages,
        cote=chosen.max_page_points,
        pixels=chosen.max_image_pixels,
        progressif=chosen.max_whole_image_pixels,
        images=chosen.max_image_frames,
        memoire=chosen.check_memory,
        secondes=chosen.check_seconds,
    )


def spool() -> Path:
    """Where what arrives waits, nameless, to be checked."""
    return settings().uploads / ".envois"
