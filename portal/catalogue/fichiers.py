"""Reading the catalogue's TOML files; their faults in words."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from portal.catalogue.schema import Fichier
from portal.catalogue.verifications import fautes

DONNEES = Path(__file__).parent / "data"

MOTS = {
    "missing": "clé obligatoire absente",
    "unexpected_keyword_argument": "clé inconnue",
    "extra_forbidden": "clé inconnue",
    "string_type": "texte attendu",
    "string_too_short": "texte vide",
    "string_pattern_mismatch": "forme inattendue",
    "date_type": "date attendue",
    "int_type": "nombre entier attendu",
    "bool_type": "true ou false attendu",
    "tuple_type": "liste attendue",
    "enum": "valeur inconnue",
}


class CatalogueInvalide(Exception):
    """Data we refuse to load. Each fault names its file and its key."""

    def __init__(self, fautes: list[str]) -> None:
        super().__init__("\n".join(fautes))
        self.fautes = fautes


FICHIER = TypeAdapter(Fichier)


def read_folder(folder: Path = DONNEES) -> list[Fichier]:
    """Every file, or every fault of every file."""
    found: list[Fichier] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append(read_file(path))
        except CatalogueInvalide as refused:
            faults += refused.fautes
    if not found and not faults:
        faults = [f"{folder}\u00a0: aucun fichier .toml"]
    if faults:
        raise CatalogueInvalide(faults)
    return found


def read_file(path: Path) -> Fichier:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        fichier = FICHIER.validate_python(data)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueInvalide(
            [f"{path.name}\u00a0: TOML illisible, {error}"]
        ) from error
    except ValidationError as error:
        raise CatalogueInvalide([_in_words(path, e) for e in error.errors()]) from error
    if found := [f"{path.name}\u00a0: {f}" for f in fautes(fichier, path.stem)]:
        raise CatalogueInvalide(found)
    return fichier


def _in_words(path: Path, error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"])
    return (
        f"{path.name}\u00a0: {key}\u00a0: {MOTS.get(error['type'], 'valeur refusée')}"
    )
