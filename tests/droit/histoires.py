"""A dossier's life in a few lines, for the dated cases."""

from datetime import date

from portal.droit.echeances import Cle, Echeance, Passage, echeances
from portal.droit.reglements import Reglement, reglement
from portal.droit.workflow import Acte

REGLEMENT = reglement("2017-04")


def jour(texte: str) -> date:
    return date.fromisoformat(texte)


def histoire(*lignes: str) -> list[Passage]:
    """Each line: a day, an act and, for a request, its answer date."""
    return [
        Passage(Acte(acte), jour(le), *map(jour, reponse))
        for le, acte, *reponse in map(str.split, lignes)
    ]


def celles(
    cle: Cle, passages: list[Passage], regles: Reglement = REGLEMENT, prolongations=()
) -> list[Echeance]:
    return [e for e in echeances(passages, regles, prolongations) if e.cle is cle]


def celle(
    cle: Cle, passages: list[Passage], regles: Reglement = REGLEMENT, prolongations=()
) -> Echeance:
    """The only delay of that name."""
    [found] = celles(cle, passages, regles, prolongations)
    return found


def cles(passages: list[Passage], regles: Reglement = REGLEMENT) -> list[Cle]:
    return [e.cle for e in echeances(passages, regles)]
