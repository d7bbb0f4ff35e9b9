"""What the views that take files share."""

from pathlib import Path

from flask import current_app

from portal.config import Settings
from portal.storage.base import Storage
from portal.web.uploads import Limites


def settings() -> Settings:
    return current_app.extensions["settings"]


def storage() -> Storage:
    return current_app.extensions["storage"]


def limites(fichiers: int) -> Limites:
    return Limites(fichier=settings().max_file_size, fichiers=fichiers)


def spool() -> Path:
    """Where what arrives waits, nameless, to be checked."""
    return settings().uploads / ".envois"
