"""How long the avis of an UIMM took, beside what the règlement gives it.

Source: domain.md section 0, rule 1 (K1): three months, without the days when the
clock was stopped.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median_high

from portal.droit.echeances import AVIS, Cle, Echeance
from portal.droit.jours import ajouter_mois
from portal.droit.reglements import Reglement
from portal.droit.workflow import Acte

MOIS_SUIVIS = 12
ACTES_DE_L_HORLOGE = AVIS | {
    *(Acte.DEPOSER, Acte.DEMANDER_PIECES, Acte.COMPLETER, Acte.REPRENDRE),
    Acte.REVENIR_SUR_AVIS,
}
"""The others neither start, stop nor push K1."""


@dataclass(frozen=True, slots=True)
class Bilan:
    """Of some avis: how many, how many too late, the days of the middle one."""

    nombre: int
    hors_delai: int
    median: int


def jours_d_instruction(k1: Echeance, reglement: Reglement) -> int:
    """Days of the clock from deposit to avis; ValueError when none was rendered.

    What pushed the limit is what stopped the clock: waiting for the candidate, or
    the time when an avis since cancelled stood.
    """
    if k1.tenue_le is None:
        raise ValueError("The avis is not rendered yet.")
    stopped = k1.limite - ajouter_mois(k1.debut, reglement.instruction_mois)
    return (k1.tenue_le - k1.debut - stopped).days


def bilan(dossiers: Iterable[tuple[Collection[Echeance], Reglement]]) -> Bilan | None:
    """None without any avis. Of two middle values, the longer: nobody is flattered."""
    decided = [
        (k1, regles)
        for liste, regles in dossiers
        for k1 in liste
        if k1.cle is Cle.K1 and k1.tenue_le
    ]
    if not decided:
        return None
    late = sum(k1.tenue_le > k1.limite for k1, _ in decided if k1.tenue_le)
    days = [jours_d_instruction(k1, regles) for k1, regles in decided]
    return Bilan(len(decided), late, median_high(days))


def debut_du_suivi(on: date) -> date:
    """The first day of the twelve months shown, the current one included."""
    return ajouter_mois(on.replace(day=1), 1 - MOIS_SUIVIS)


def mois_suivis(on: date) -> list[date]:
    """The first day of each, the oldest first."""
    debut = debut_du_suivi(on)
    return [ajouter_mois(debut, rang) for rang in range(MOIS_SUIVIS)]
