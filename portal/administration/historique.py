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

INCONNU = "inconnu"


@dataclass(frozen=True)
class Changement:
    champ: str
    avant: str
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
    added = event.avant.get("intitule") == ""
    act = "ajouté" if added else "corrigé"
    return f"Enregistrement {event.enregistrement_code} {act}"


def _changement(event: EvenementCatalogue, name: str) -> Changement:
    avant, apres = event.avant.get(name), event.apres[name]
    return Changement(CHAMP[name], _mots(name, avant), _mots(name, apres))


def _mots(name: str, value: Any) -> str:
    if value in (None, ""):
        return INCONNU
    if name == "statut":
        return STATUT[StatutCertification(value)]
    if name in {*DATES, "statut_le"}:
        return en_toutes_lettres(date.fromisoformat(value))
    return str(value)
