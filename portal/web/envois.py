"""What the views that take files share."""

from pathlib import Path
from typing import Any

from flask import Flask, current_app

from portal.config import Settings
from portal.storage.base import Storage
from portal.storage.contenu import BUREAUTIQUES, EXTENSIONS
from portal.storage.verdicts import Bornes, FichierRefuse, Raison
from portal.web.uploads import MO, Limites


def register(app: Flask) -> None:
    """Each upload box says the limits (ASVS 1), js/envoi.js what is beyond.

    And what it takes, and whether there is an antivirus.
    """
    chosen = app.extensions["settings"]
    app.jinja_env.globals["bornes"] = chosen.bornes
    app.jinja_env.globals["formats"] = formats(chosen.bornes)
    app.jinja_env.globals["trop_gros"] = trop_gros
    app.jinja_env.globals["antivirus"] = bool(chosen.clamd)


def formats(bornes: Bornes) -> dict[str, Any]:
    if bornes.bureau:
        return {
            "mots": "PDF, Word, OpenDocument, JPG, PNG ou HEIC",
            "extensions": [*EXTENSIONS, *BUREAUTIQUES],
        }
    return {"mots": "PDF, JPG, PNG ou HEIC", "extensions": list(EXTENSIONS)}


def settings() -> Settings:
    return current_app.extensions["settings"]


def storage() -> Storage:
    return current_app.extensions["storage"]


def limites(fichiers: int) -> Limites:
    chosen = settings()
    return Limites(
        chosen.max_file_size,
        fichiers,
        bornes=chosen.bornes,
        antivirus=bool(chosen.clamd),
    )


def trop_gros(maximum: int) -> str:
    return str(FichierRefuse(Raison.TROP_GROS, mo=maximum // MO))


def spool() -> Path:
    """Where what arrives waits, nameless, to be checked."""
    return settings().uploads / ".envois"
