"""What a candidate and those who accompany it read together of one dossier."""

from dataclasses import dataclass
from functools import cached_property

from portal.catalogue.referentiel import Capacite, Contenu
from portal.dossiers.models import Ancre, Dossier, Preuve, SituationPro
from portal.dossiers.portee import capacites_visees
from portal.droit.couverture import Couverture, Montre, Visee, couverture
from portal.droit.termes import TERMES
from portal.web.filters import mois_annee


@dataclass(frozen=True)
class Cible:
    """What a comment is about, and the words that say it: « Sur C4, animer… »."""

    ancre: Ancre
    cible: str
    sigle: str
    libelle: str = ""

    @property
    def id(self) -> str:
        """Of the fragment that shows its threads."""
        return f"fil-{self.ancre}-{self.cible}".removesuffix("-")

    @property
    def valeur(self) -> str:
        return f"{self.ancre}:{self.cible}"

    @property
    def phrase(self) -> str:
        words = f"{self.sigle}\u00a0: {self.libelle}" if self.libelle else self.sigle
        return words[0].upper() + words[1:]


ENSEMBLE = Cible(Ancre.DOSSIER, "", "l’ensemble du dossier")
DISPARUES = {
    Ancre.DOSSIER: ENSEMBLE.sigle,
    Ancre.SITUATION: "une situation supprimée",
    Ancre.PREUVE: "une preuve retirée",
    Ancre.CAPACITE: f"une {TERMES.capacite} qui n’est plus visée",
}


@dataclass(frozen=True)
class Partage:
    dossier: Dossier
    contenu: Contenu
    situations: list[SituationPro]
    """The oldest first: their rank is their number."""

    @cached_property
    def capacites(self) -> tuple[Capacite, ...]:
        """What the candidate aims at, and nothing else (R20)."""
        return capacites_visees(self.dossier, self.contenu)

    @cached_property
    def couvertures(self) -> dict[str, Couverture]:
        rows = couverture(
            [Visee(c.code, c.exemples_demandes) for c in self.capacites],
            [_montre(s) for s in self.situations],
        )
        return {row.code: row for row in rows}

    @property
    def couvertes(self) -> int:
        return sum(row.manque is None for row in self.couvertures.values())

    @cached_property
    def cibles(self) -> list[Cible]:
        """All that may be commented, in the order of the dossier."""
        found = [ENSEMBLE]
        for number, situation in enumerate(self.situations, start=1):
            found.append(
                Cible(Ancre.SITUATION, str(situation.id), f"S{number}", situation.titre)
            )
            found += [
                Cible(Ancre.PREUVE, str(p.id), p.titre, f"preuve de S{number}")
                for p in self.preuves(situation)
            ]
        return found + [
            Cible(Ancre.CAPACITE, c.code, c.code, c.titre) for c in self.capacites
        ]

    def cible(self, ancre: Ancre, cible: str) -> Cible:
        """Also of what the candidate has removed since it was commented."""
        for each in self.cibles:
            if (each.ancre, each.cible) == (ancre, cible):
                return each
        return Cible(ancre, cible, DISPARUES[ancre])

    @staticmethod
    def preuves(situation: SituationPro) -> list[Preuve]:
        return [p for p in situation.preuves if p.retiree_at is None]

    @staticmethod
    def codes(situation: SituationPro) -> list[str]:
        return sorted(lien.code for lien in situation.liens)

    @staticmethod
    def periode(situation: SituationPro) -> str:
        """« mars 2023 à juin 2024 », or what is known of it."""
        days = [day for day in (situation.debut_le, situation.fin_le) if day]
        return " à ".join(mois_annee(day) for day in days)


def nom_du_candidat(dossier: Dossier) -> str:
    """As those it invited know it; its address until it has given a name."""
    return (
        dossier.nom_candidat or dossier.candidat.nom_affiche or dossier.candidat.email
    )


def _montre(situation: SituationPro) -> Montre:
    return Montre(
        id=situation.id,
        codes=frozenset(Partage.codes(situation)),
        preuves=tuple(
            frozenset(lien.code for lien in p.capacites)
            for p in Partage.preuves(situation)
        ),
    )
