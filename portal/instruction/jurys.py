"""The juries that something is late or nearly late for (K3, K4, K5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.dossiers import libelles
from portal.dossiers.calendrier import chemin_du_jury
from portal.dossiers.queries.seances import JuryAVenir
from portal.droit.echeances import Echeance, Niveau, jours_restants, niveau
from portal.droit.reglements import REGLEMENTS, Reglement, reglement_en_vigueur
from portal.instruction.lignes import GENRES

URGENTS = frozenset({Niveau.BIENTOT, Niveau.EN_RETARD})
HORIZON = max(
    max(r.designation_jours, r.convocation_jours, r.prevenance_jours)
    + r.seuil_bientot_jours
    for r in REGLEMENTS
)
"""In days: before, no delay of a jury is near."""


@dataclass(frozen=True)
class DelaiDeJury:
    quoi: str
    le: date
    genre: str
    """The words of the macro `delai_court`."""
    mot: str


@dataclass(frozen=True)
class LigneJury:
    le: date
    heure: str
    lieu: str
    chemin: str
    delais: list[DelaiDeJury]
    classe: str


def jurys_proches(jurys: Iterable[JuryAVenir], on: date) -> list[LigneJury]:
    """The nearest jury first; those with nothing to hurry for are left out."""
    rows = [_ligne(each, on) for each in jurys]
    return [row for row in rows if row.delais]


def _ligne(a_venir: JuryAVenir, on: date) -> LigneJury:
    row = a_venir.jury
    regles = reglement_en_vigueur(row.le)
    urgents = [e for e in a_venir.echeances if niveau(e, on, regles) in URGENTS]
    late = any(niveau(e, on, regles) is Niveau.EN_RETARD for e in urgents)
    return LigneJury(
        row.le,
        row.heure,
        row.lieu,
        chemin_du_jury(row),
        [_delai(e, on, regles) for e in urgents],
        "est-retard" if late else "est-bientot",
    )


def _delai(echeance: Echeance, on: date, regles: Reglement) -> DelaiDeJury:
    level = niveau(echeance, on, regles)
    days = abs(jours_restants(echeance, on))
    return DelaiDeJury(
        libelles.ECHEANCE_TIERS[echeance.cle],
        echeance.limite,
        GENRES[level],
        f"{libelles.NIVEAU[level]} · {days}\u00a0j",
    )
