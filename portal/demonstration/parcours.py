"""What the candidates of the demonstration have done at work: shapes only."""

from dataclasses import dataclass, replace
from datetime import date

from portal.demonstration.documents import francais
from portal.droit.pieces import Contrat


@dataclass(frozen=True, slots=True)
class Emploi:
    """One experience; its years count back from the day of the demonstration."""

    poste: str
    employeur: str
    activite: str
    contrat: Contrat
    debut: int
    fin: int | None
    description: str
    heures: float | None = 35.0

    def valeurs(self, on: date) -> dict:
        return {
            "poste": self.poste,
            "employeur": self.employeur,
            "activite_principale": self.activite,
            "contrat": self.contrat,
            "debut_le": date(on.year - self.debut, 9, 1),
            "fin_le": None if self.fin is None else date(on.year - self.fin, 6, 30),
            "heures_hebdo": self.heures,
            "description": francais(self.description),
        }


@dataclass(frozen=True, slots=True)
class Joint:
    """A preuve: a generated PDF, an image, or a text when there are no lines."""

    titre: str
    codes: tuple[str, ...]
    lignes: tuple[str, ...] = ()
    texte: str = ""
    image: bool = False


@dataclass(frozen=True, slots=True)
class Vecu:
    """One situation professionnelle, what it shows and what proves it."""

    titre: str
    codes: tuple[str, ...]
    contexte: str
    role: str
    actions: str
    resultat: str
    joints: tuple[Joint, ...]

    def valeurs(self, on: date) -> dict:
        return {
            "titre": self.titre,
            "debut_le": date(on.year - 2, 1, 15),
            "fin_le": date(on.year - 2, 10, 30),
            "contexte": francais(self.contexte),
            "role": francais(self.role),
            "actions": francais(self.actions),
            "resultat": francais(self.resultat),
        }


@dataclass(frozen=True, slots=True)
class Parcours:
    """A trade, the CQPM it leads to, and a whole dossier to play."""

    certification: str
    metier: str
    emplois: tuple[Emploi, ...]
    diplome: str
    motivation: str
    vecus: tuple[Vecu, ...]
    bref: bool = False
    """Its pieces name nobody: the same are joined by several people."""


def abrege(parcours: Parcours) -> Parcours:
    """The same life in short: two jobs, and one preuve a situation."""
    vecus = tuple(replace(v, joints=v.joints[:1]) for v in parcours.vecus)
    return replace(parcours, emplois=parcours.emplois[:2], vecus=vecus, bref=True)
