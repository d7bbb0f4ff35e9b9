"""The history of a certification as a person reads it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.administration.libelles import CHAMP, STATUT
from portal.catalogue.models import EvenementCatalogue
from portal.comptes.models import Compte
from portal.droit.cycle_de_vie import DATES
from portal.droit.ouverture import StatutCertification, en_toutes_lettres
from portal.droit.termes import TERMES


@dataclass(frozen=True)
class Changement:
    champ: str
    avant: str
    """Empty for what a new registration brings."""
    apres: str


@dataclass(frozen=True)
class Ligne:
    quand: datetime
    qui: str
    quoi: str
    changements: list[Changement]


def lignes(rows: Iterable[tuple[EvenementCatalogue, Compte]]) -> Iterator[Ligne]:
    for event, by in rows:
        changes = [_changement(event, name) for name in CHAMP if name in event.apres]
        yield Ligne(event.at, by.nom_affiche or by.email, _quoi(event), changes)


def _quoi(event: EvenementCatalogue) -> str:
    if event.enregistrement_code is None:
        return f"Décision du {TERMES.gtp}"
    act = "ajouté" if _is_new(event) else "corrigé"
    return f"Enregistrement {event.enregistrement_code} {act}"


def _changement(event: EvenementCatalogue, name: str) -> Changement:
    avant = "" if _is_new(event) else mots(name, event.avant[name])
    return Changement(CHAMP[name], avant, mots(name, event.apres[name]))


def _is_new(event: EvenementCatalogue) -> bool:
    return event.avant.get("intitule") == ""


def mots(name: str, value: Any) -> str:
    """A value of a row, or the JSON that keeps it."""
    is_date = name in {*DATES, "statut_le"}
    if value is None:
        return "inconnue" if is_date else "inconnu"
    if name == "statut":
        return STATUT[StatutCertification(value)]
    if is_date:
        return en_toutes_lettres(date.fromisoformat(str(value)))
    return str(value)
