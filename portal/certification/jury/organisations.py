"""The representative unions of a territory, read from a CSV file (R40)."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.catalogue.territoires import SLUG, is_email, read_csv

DEMONSTRATION = Path(__file__).parent / "data" / "organisations_demonstration.csv"
ENTETE = ["slug", "uimm", "nom", "email", "active", "demonstration"]
MAXIMA = {"slug": 60, "nom": 150, "email": 254}
MARQUE = "(démonstration)"


@dataclass(frozen=True, slots=True)
class OrganisationLue:
    slug: str
    uimm_slug: str
    nom: str
    email: str
    active: bool


def read_organisations(path: Path) -> list[OrganisationLue]:
    """Every line, or every fault with its line and its column."""
    return [_organisation(row) for row in read_csv(path, ENTETE, _fautes, _doubles)]


def _doubles(rows: list[dict[str, str]]) -> Iterable[str]:
    slugs = [row["slug"] for row in rows]
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    return [f"slug\u00a0: {slug} est donné deux fois" for slug in twice]


def _fautes(row: dict[str, str]) -> Iterable[str]:
    if None in row or None in row.values():
        return [f"{len(ENTETE)} colonnes attendues"]
    rules = [
        (
            SLUG.match(row["slug"]) is None,
            "slug\u00a0: lettres minuscules, chiffres et tirets seulement",
        ),
        (not row["nom"].strip(), "nom\u00a0: texte vide"),
        (not is_email(row["email"].strip()), "email\u00a0: adresse invalide"),
        (
            row["demonstration"] == "oui" and MARQUE not in row["nom"],
            f"nom\u00a0: une ligne de démonstration porte «\u00a0{MARQUE}\u00a0»",
        ),
    ]
    rules += [
        (len(row[name]) > most, f"{name}\u00a0: {most} caractères au plus")
        for name, most in MAXIMA.items()
    ]
    rules += [
        (row[name] not in ("oui", "non"), f"{name}\u00a0: oui ou non")
        for name in ("active", "demonstration")
    ]
    return [words for broken, words in rules if broken]


def _organisation(row: dict[str, str]) -> OrganisationLue:
    return OrganisationLue(
        slug=row["slug"],
        uimm_slug=row["uimm"].strip(),
        nom=row["nom"].strip(),
        email=row["email"].strip(),
        active=row["active"] == "oui",
    )
