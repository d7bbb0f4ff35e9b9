"""From the journal to what the law computes with."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from portal.dossiers.models import Dossier
from portal.droit.archives import archivage
from portal.droit.echeances import (
    Acquis,
    Echeance,
    Passage,
    Prolongation,
    attendue,
    echeances,
)
from portal.droit.reglements import reglement
from portal.droit.workflow import Acte, Fait


class Ligne(Protocol):
    """What the law reads of a line of the journal."""

    acte: Acte | None
    fait: Fait | None
    le: date
    donnees: dict[str, Any]


def passages(evenements: Iterable[Ligne]) -> list[Passage]:
    """The jury decides the day it meets, be it written down a week after."""
    found: list[Passage] = []
    jury_le = date.max
    for e in evenements:
        if e.acte is Acte.PROGRAMMER_JURY:
            jury_le = _date(e.donnees.get("rendez_vous")) or date.max
        if e.acte:
            le = min(e.le, jury_le) if e.acte is Acte.DELIBERER else e.le
            found.append(Passage(e.acte, le, _date(e.donnees.get("reponse_le"))))
    return found


def echeances_du(
    dossier: Dossier,
    evenements: Iterable[Ligne] | None = None,
    acquis: Acquis | None = None,
) -> list[Echeance]:
    """Every deadline of the dossier, from its journal and its own règlement.

    K7 is only there when `acquis` is given: it is read from the person's wallet.
    """
    journal: list[Ligne] = list(
        dossier.evenements if evenements is None else evenements
    )
    extensions = [
        Prolongation(e.le, date.fromisoformat(e.donnees["jusqu_au"]))
        for e in journal
        # Without its date once erased: the dossier is closed since long.
        if e.fait is Fait.PROLONGE and e.donnees
    ]
    regles = reglement(dossier.reglement)
    actes = passages(journal)
    at_rncp = dossier.enregistrement_code is not None
    return [
        *echeances(actes, regles, extensions, acquis),
        *archivage(actes, regles, rncp=at_rncp),
    ]


def echeance_attendue(dossier: Dossier) -> Echeance | None:
    """The one the dossier's state waits for."""
    return attendue(dossier.etat, echeances_du(dossier))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
