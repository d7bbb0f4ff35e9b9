"""Days and months as the law counts them: section 0 rules 3 and 12."""

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def ajouter_mois(jour: date, mois: int) -> date:
    """Date to date; a month too short ends on its last day (rule 12)."""
    annee, index = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    dernier = monthrange(annee, index + 1)[1]
    return date(annee, index + 1, min(jour.day, dernier))


def annee_civile(le: date) -> int:
    """The year a deposit counts for (rule 3)."""
    return le.year


def jour_de_paris(instant: datetime) -> date:
    """The legal day of an instant; ValueError when it has no time zone."""
    if instant.utcoffset() is None:
        raise ValueError("An instant without a time zone has no legal day.")
    return instant.astimezone(PARIS).date()
