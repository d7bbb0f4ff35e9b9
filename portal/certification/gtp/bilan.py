"""The year of the GTP: what it received, what it settled, how long it took."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from portal.certification.gtp.delai import limite_de_transmission
from portal.certification.gtp.queries.bilan import Compte
from portal.droit.jours import jour_de_paris
from portal.droit.workflow import Etat
from portal.web.tableur import tableur

COLONNES = (
    *("Année", "CQPM", "UIMM", "Décisions", "Validations totales"),
    *("Validations partielles", "Non-validations", "En cours", "Envoyées hors délai"),
    *("Médiane jury-envoi (jours)", "Médiane envoi-validation (jours)"),
)


@dataclass(frozen=True, slots=True)
class Groupe:
    """The figures of one CQPM, one UIMM, or of everything."""

    libelle: str
    comptes: tuple[Compte, ...]

    @property
    def decisions(self) -> int:
        return sum(c.nombre for c in self.comptes)

    @property
    def totales(self) -> int:
        return self._etat(Etat.CERTIFIE)

    @property
    def partielles(self) -> int:
        return self._etat(Etat.VALIDATION_PARTIELLE)

    @property
    def aucune(self) -> int:
        return self._etat(Etat.NON_VALIDE)

    @property
    def validees(self) -> int:
        return self.totales + self.partielles + self.aucune

    @property
    def en_cours(self) -> int:
        return self.decisions - self.validees

    @property
    def hors_delai(self) -> int:
        """Sent after the two months (R60)."""
        return sum(
            c.nombre
            for c in self.comptes
            if c.envoyee_le > limite_de_transmission(c.jury_le)
        )

    @property
    def jury_envoi(self) -> int | None:
        return _median((c.envoyee_le, c.jury_le, c.nombre) for c in self.comptes)

    @property
    def envoi_validation(self) -> int | None:
        return _median(
            (jour_de_paris(c.regle_at), c.envoyee_le, c.nombre)
            for c in self.comptes
            if c.regle_at
        )

    def _etat(self, etat: Etat) -> int:
        return sum(c.nombre for c in self.comptes if c.etat is etat)


def groupes(
    comptes: Iterable[Compte], cle: Callable[[Compte], str], noms: Mapping[str, str]
) -> list[Groupe]:
    """By name."""
    found: dict[str, list[Compte]] = {}
    for compte in comptes:
        found.setdefault(cle(compte), []).append(compte)
    rows = [Groupe(noms[key], tuple(held)) for key, held in found.items()]
    return sorted(rows, key=lambda groupe: groupe.libelle)


def bilan_en_tableur(
    annee: int,
    comptes: Iterable[Compte],
    cqpm: Mapping[str, str],
    uimms: Mapping[str, str],
) -> bytes:
    """One line for each CQPM of each UIMM, as a French spreadsheet opens it."""
    lignes = [
        (annee, titre.libelle, groupe.libelle, *_figures(groupe))
        for titre in groupes(comptes, lambda c: c.certification, cqpm)
        for groupe in groupes(titre.comptes, lambda c: c.uimm, uimms)
    ]
    return tableur([COLONNES, *lignes])


def _figures(groupe: Groupe) -> tuple[int | None, ...]:
    return (
        *(groupe.decisions, groupe.totales, groupe.partielles, groupe.aucune),
        *(groupe.en_cours, groupe.hors_delai),
        *(groupe.jury_envoi, groupe.envoi_validation),
    )


def _median(delays: Iterable[tuple[date, date, int]]) -> int | None:
    """Of each dossier, in whole days."""
    days = [(end - start).days for end, start, number in delays for _ in range(number)]
    return round(median(days)) if days else None
