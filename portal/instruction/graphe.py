"""The bars of the avis of each month, in the units of their drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from portal.instruction.tableau import Mois

LARGEUR, HAUTEUR = 560, 236
GAUCHE, SOL, CIEL = 34, 196, 24
"""Where the first month begins, where the bars stand, where the tallest ends."""
PAS = (LARGEUR - GAUCHE) / 12
BARRE = 26
GRADUATIONS = 4


@dataclass(frozen=True)
class Barre:
    """The favorable avis below, the others above."""

    mois: Mois
    x: float
    favorable: float
    defavorable: float
    """Heights."""

    @property
    def sommet(self) -> float:
        return round(SOL - self.favorable - self.defavorable, 1)


@dataclass(frozen=True)
class Graphe:
    barres: list[Barre]
    lignes: list[tuple[int, float]]
    """What is written at the left, and how high."""


def graphe(months: Sequence[Mois]) -> Graphe:
    step = _step(max(month.total.valeur for month in months))
    unit = (SOL - CIEL) / (step * GRADUATIONS)
    bars = [
        Barre(
            month,
            round(GAUCHE + rang * PAS + (PAS - BARRE) / 2, 1),
            round(month.favorables.valeur * unit, 1),
            round(month.defavorables.valeur * unit, 1),
        )
        for rang, month in enumerate(months)
    ]
    steps = [rang * step for rang in range(GRADUATIONS + 1)]
    return Graphe(bars, [(value, round(SOL - value * unit, 1)) for value in steps])


def _step(highest: int) -> int:
    """The least of 1, 2, 5, 10, 20… that holds the highest in four steps."""
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    return next(step for step in steps if step * GRADUATIONS >= highest)
