"""The delays that the jury's decision starts: K6 and K7.

Source: domain.md 1.4 and 1.12, R60 and R67, decision 6.
"""

from collections.abc import Sequence
from datetime import date

from portal.droit.horloges import Acquis, Cle, Echeance, Passage
from portal.droit.jours import ajouter_mois
from portal.droit.reglements import Reglement
from portal.droit.workflow import Acte, Role

ENVOIS = frozenset({Acte.TRANSMETTRE, Acte.REFUSER_VALIDATION})


def transmission(passages: Sequence[Passage], reglement: Reglement) -> list[Echeance]:
    """K6, from the jury to the GTP: « dans un délai de 2 mois » (R60).

    When the GTP refuses to validate, the dossier comes back and is to be sent
    again: K6 is not met any more and its limit has not moved, because the texts
    count from the jury and give no second delay. This is our reading. A question
    of the GTP changes nothing: what was sent is sent.
    """
    jury = next((p.le for p in passages if p.acte is Acte.DELIBERER), None)
    if jury is None:
        return []
    echeance = Echeance(
        cle=Cle.K6,
        debut=jury,
        limite=ajouter_mois(jury, reglement.transmission_mois),
        qui=Role.INSTRUCTEUR,
        tenue_le=_envoyee_le(passages),
    )
    return [echeance]


def benefice(acquis: Acquis | None) -> list[Echeance]:
    """K7: the day that must fall inside is the new request's (decision 6, R67)."""
    if acquis is None or acquis.limite is None:
        return []
    echeance = Echeance(
        cle=Cle.K7,
        debut=acquis.debut,
        limite=acquis.limite,
        qui=Role.CANDIDAT,
        tenue_le=acquis.repris_le,
    )
    return [echeance]


def _envoyee_le(passages: Sequence[Passage]) -> date | None:
    envois = [p for p in passages if p.acte in ENVOIS]
    return envois[-1].le if envois and envois[-1].acte is Acte.TRANSMETTRE else None
