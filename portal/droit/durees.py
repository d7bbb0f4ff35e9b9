"""How long experiences lasted; two at the same time count once.

No minimum is asked of anyone (domain.md section 0, rule 10), so weekly hours
never shorten a duration: they only give the hours, told apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.droit.jours import ajouter_mois

JOURS_PAR_MOIS = 30
"""To add up the odd days of several periods, by convention."""


@dataclass(frozen=True, slots=True)
class Periode:
    """From `debut` to `fin`, both days included; without `fin`, it goes on."""

    debut: date
    fin: date | None = None
    heures_hebdo: float | None = None


@dataclass(frozen=True, slots=True)
class Duree:
    """Whole months, and the days beyond."""

    mois: int
    jours: int


def duree(periode: Periode, on: date) -> Duree:
    """What was lived up to `on`, that day included."""
    return duree_totale([periode], on)


def duree_totale(periodes: Iterable[Periode], on: date) -> Duree:
    parts = [_ecart(debut, fin) for debut, fin in _reunion(periodes, on)]
    reste_mois, jours = divmod(sum(p.jours for p in parts), JOURS_PAR_MOIS)
    return Duree(sum(p.mois for p in parts) + reste_mois, jours)


def heures_estimees(periodes: Iterable[Periode], on: date) -> int:
    """Weekly hours over the weeks lived; two jobs at once do add up here."""
    return round(
        sum(
            max((_lendemain(p, on) - p.debut).days, 0) / 7 * p.heures_hebdo
            for p in periodes
            if p.heures_hebdo
        )
    )


def _reunion(periodes: Iterable[Periode], on: date) -> list[tuple[date, date]]:
    """Separate stretches, each from its first day to the day after its last."""
    stretches: list[tuple[date, date]] = []
    for periode in sorted(periodes, key=lambda p: p.debut):
        debut, fin = periode.debut, _lendemain(periode, on)
        if debut >= fin:
            continue
        if stretches and debut <= stretches[-1][1]:
            first, last = stretches.pop()
            debut, fin = first, max(last, fin)
        stretches.append((debut, fin))
    return stretches


def _lendemain(periode: Periode, on: date) -> date:
    return min(periode.fin or on, on) + timedelta(days=1)


def _ecart(debut: date, fin: date) -> Duree:
    mois = (fin.year - debut.year) * 12 + fin.month - debut.month
    if ajouter_mois(debut, mois) > fin:
        mois -= 1
    return Duree(mois, (fin - ajouter_mois(debut, mois)).days)
