"""What the branch decides of a certification, and what the portal may suggest.

Rules R11, R12 and R14 to R16. The portal only knows the requests filed with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.droit.jours import ajouter_mois
from portal.droit.ouverture import StatutCertification, en_toutes_lettres
from portal.droit.reglements import Reglement
from portal.droit.termes import TERMES

DATES = {
    "arrete": "la date de l’arrêté",
    "jo": "la date du Journal officiel",
    "effet": "la date d’effet",
    "fin": "la date de fin",
    "date_limite_delivrance": "la date limite de délivrance",
}
"""The dates of a registration, in their order."""
ILLIMITEE = "illimitée"
REACTIVATION = (
    f"Sauf précision contraire du {TERMES.gtp}, une réactivation ne vaut que pour la "
    "durée de la session qui l’a motivée."
)


def why_not_date(name: str, dates: Mapping[str, date | None]) -> str | None:
    """The sentence for a date out of order; an unknown date is in order (R11)."""
    day = dates[name]
    names = list(DATES)
    for earlier in reversed(names[: names.index(name)]):
        limit = dates[earlier]
        if day and limit and (day < limit or (earlier, day) == ("effet", limit)):
            what = DATES[name].removeprefix("la ")
            known = f"{DATES[earlier]}, le {en_toutes_lettres(limit)}"
            return f"La {what} doit suivre {known}."
    return None


def why_not_benefice(texte: str | None, mois: int | None) -> str | None:
    """Months go with a text that limits them, and only with one (section 0, 6)."""
    if texte == ILLIMITEE:
        return f"«\u00a0{ILLIMITEE}\u00a0» va sans nombre de mois." if mois else None
    if texte and mois is None:
        return f"Écrivez aussi en mois ce que dit «\u00a0{texte}\u00a0»."
    if mois is not None and not texte:
        return "Écrivez aussi les mots de la fiche, par exemple «\u00a05 an(s)\u00a0»."
    return None


def why_not_decide(
    actuel: tuple[StatutCertification, date | None],
    nouveau: tuple[StatutCertification, date],
    on: date,
) -> str | None:
    """R16: a decision applies from its own day, so it is recorded once taken."""
    (statut, statut_le), (voulu, decide_le) = actuel, nouveau
    if decide_le > on:
        return "Cette date est à venir\u00a0: une décision s’enregistre une fois prise."
    if voulu is not statut and statut_le and decide_le < statut_le:
        day = en_toutes_lettres(statut_le)
        return f"Cette décision ne peut pas précéder la dernière, du {day}."
    return None


def est_reactivee(statut: StatutCertification, statut_le: date | None) -> bool:
    """An active certification that a decision made so (R14)."""
    return statut is StatutCertification.ACTIF and statut_le is not None


@dataclass(frozen=True, slots=True)
class Proposition:
    """What may be proposed to the GTP: it decides nothing."""

    statut: StatutCertification
    depuis: date
    """Unused since, or put to sleep on."""


def proposition(
    statut: StatutCertification,
    statut_le: date | None,
    usages: Iterable[date | None],
    reglement: Reglement,
    on: date,
) -> Proposition | None:
    """R15: three years unused, then two more asleep.

    `usages`: the last request filed, or the first day one could be. With no day known,
    nothing is counted, so nothing is proposed.
    """
    match statut:
        case StatutCertification.ACTIF:
            suite, mois = StatutCertification.EN_VEILLE, reglement.veille_mois
            days = [day for day in (statut_le, *usages) if day]
        case StatutCertification.EN_VEILLE:
            suite, mois = StatutCertification.SUPPRIME, reglement.suppression_mois
            days = [statut_le] if statut_le else []
        case StatutCertification.SUPPRIME:
            return None
    depuis = max(days, default=None)
    if depuis is None or ajouter_mois(depuis, mois) > on:
        return None
    return Proposition(suite, depuis)
