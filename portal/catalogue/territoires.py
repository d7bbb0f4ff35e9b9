"""The UIMM territoriales and their départements, read from a CSV file."""

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from email_validator import EmailNotValidError, validate_email

from portal.catalogue.fichiers import DONNEES, CatalogueInvalide

DEMONSTRATION = DONNEES / "uimm_demonstration.csv"
ENTETE = [
    "slug",
    "nom",
    "adresse",
    "email",
    "telephone",
    "departements",
    "demonstration",
]
DEPARTEMENT = re.compile(r"^(0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-46])$")
SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


@dataclass(frozen=True, slots=True)
class UimmLue:
    slug: str
    nom: str
    adresse: str
    email: str
    telephone: str
    departements: tuple[str, ...]
    demonstration: bool


def read_uimms(path: Path) -> list[UimmLue]:
    """Every line, or every fault with its line and its column."""
    return [_uimm(row) for row in read_csv(path, ENTETE, _fautes, _doubles)]


def read_csv(
    path: Path,
    entete: list[str],
    fautes_de: Callable[[dict[str, str]], Iterable[str]],
    doubles: Callable[[list[dict[str, str]]], Iterable[str]],
) -> list[dict[str, str]]:
    """The rows of a sound file; raise `CatalogueInvalide` with every fault.

    What two rows say of each other is read once each is sound.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        if reader.fieldnames != entete:
            expected = ";".join(entete)
            raise CatalogueInvalide(
                [f"{path.name}\u00a0: en-tête attendu\u00a0: {expected}"]
            )
        rows = list(reader)
    fautes = [
        f"{path.name}\u00a0: ligne {line}\u00a0: {faute}"
        for line, row in enumerate(rows, start=2)
        for faute in fautes_de(row)
    ]
    if fautes := fautes or [f"{path.name}\u00a0: {faute}" for faute in doubles(rows)]:
        raise CatalogueInvalide(fautes)
    return rows


def _fautes(row: dict[str, str]) -> Iterable[str]:
    if None in row or None in row.values():
        yield f"{len(ENTETE)} colonnes attendues"
        return
    for name in ("nom", "adresse", "departements"):
        if not row[name].strip():
            yield f"{name}\u00a0: texte vide"
    if not SLUG.match(row["slug"]):
        yield "slug\u00a0: lettres minuscules, chiffres et tirets seulement"
    if row["demonstration"] not in ("oui", "non"):
        yield "demonstration\u00a0: oui ou non"
    if not is_email(row["email"]):
        yield "email\u00a0: adresse invalide"
    unknown = [d for d in row["departements"].split() if not DEPARTEMENT.match(d)]
    if unknown:
        yield f"departements\u00a0: inconnus, {' '.join(unknown)}"


def is_email(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _doubles(rows: list[dict[str, str]]) -> Iterable[str]:
    slugs: set[str] = set()
    owners: dict[str, str] = {}
    for row in rows:
        slug = row["slug"]
        if slug in slugs:
            yield f"slug\u00a0: {slug} est donné deux fois"
        slugs.add(slug)
        for departement in row["departements"].split():
            if owner := owners.get(departement):
                yield f"departements\u00a0: {departement} est à {owner} et à {slug}"
            owners[departement] = slug


def _uimm(row: dict[str, str]) -> UimmLue:
    return UimmLue(
        slug=row["slug"],
        nom=row["nom"].strip(),
        adresse=row["adresse"].strip(),
        email=row["email"].strip(),
        telephone=row["telephone"].strip(),
        departements=tuple(row["departements"].split()),
        demonstration=row["demonstration"] == "oui",
    )
