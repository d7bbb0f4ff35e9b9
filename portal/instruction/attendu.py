"""What a dossier in certification waits for, in the words of the queue."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from portal.dossiers.faits import Ligne
from portal.droit.termes import TERMES
from portal.droit.workflow import Acte, Etat

REUNIONS = {
    Etat.COMMISSION_PROGRAMMEE: (
        Acte.PROGRAMMER_COMMISSION,
        "Entretien le",
        "Conclusions de l’entretien du",
    ),
    Etat.JURY_PROGRAMME: (
        Acte.PROGRAMMER_JURY,
        "Jury le",
        "Délibération du jury du",
    ),
}
"""The act that fixed the day, what is said before it and once it has passed."""
ACTES = {
    Etat.CONCLUSIONS_RENDUES: "Une date de jury",
    Etat.JURY_DELIBERE: f"Envoi au {TERMES.gtp}",
    Etat.COMPLEMENT_GTP: f"Réponse au {TERMES.gtp}",
    Etat.TRANSMIS_GTP: f"Validation par le {TERMES.gtp}",
}

AU_JURY = {
    *(Etat.JURY_PROGRAMME, Etat.JURY_DELIBERE),
    *(Etat.TRANSMIS_GTP, Etat.COMPLEMENT_GTP),
}


def son_jury(etat: Etat, evenements: Sequence[Ligne]) -> str | None:
    """The id of the jury it is on, as the line that put it there says."""
    if etat not in AU_JURY:
        return None
    return _donnees(Acte.PROGRAMMER_JURY, evenements).get("jury")


def attendu(etat: Etat, evenements: Sequence[Ligne], on: date) -> str:
    """Empty before the certification, where the state says it all."""
    if etat in REUNIONS:
        acte, before, after = REUNIONS[etat]
        return _reunion(_donnees(acte, evenements), before, after, on)
    actes = [e.acte for e in evenements if e.acte]
    if etat is Etat.JURY_DELIBERE and actes[-1:] == [Acte.REFUSER_VALIDATION]:
        return f"Nouvel envoi au {TERMES.gtp}"
    return ACTES.get(etat, "")


def _reunion(fixed: dict[str, Any], before: str, after: str, on: date) -> str:
    if "rendez_vous" not in fixed:
        return ""
    day = date.fromisoformat(fixed["rendez_vous"])
    if day < on:
        return f"{after} {day:%d/%m/%Y}"
    hour = fixed.get("heure")
    return f"{before} {day:%d/%m/%Y}{f', {hour}' if hour else ''}"


def _donnees(acte: Acte, evenements: Sequence[Ligne]) -> dict[str, Any]:
    lines = [e.donnees for e in evenements if e.acte is acte]
    return lines[-1] if lines else {}
