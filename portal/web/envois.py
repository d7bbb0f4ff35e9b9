"""What the views that take files share."""

from pathlib import Path

from flask import Flask, current_app

from portal.config import Settings
from portal.storage.base import Storage
from portal.storage.verdicts import Bornes, FichierRefuse, Raison
from portal.web.uploads import MO, Limites


def register(app: Flask) -> None:
    """Each upload box says the limits (ASVS 1), and js/envoi.js what is beyond."""
    app.jinja_env.globals["bornes"] = bornes(app.extensions["settings"])
    app.jinja_env.globals["trop_gros"] = trop_gros


def settings() -> Settings:
    return current_app.extensions["settings"]


def storage() -> Storage:
    return current_app.extensions["storage"]


def limites(fichiers: int) -> Limites:
    return Limites(settings().max_file_size, fichiers, bornes=bornes(settings()))


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


def trop_gros(maximum: int) -> str:
    return str(FichierRefuse(Raison.TROP_GROS, mo=maximum // MO))


def spool() -> Path:
    """Where what arrives waits, nameless, to be checked."""
    return settings().uploads / ".envois"
