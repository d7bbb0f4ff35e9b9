"""An account's deadlines as an iCalendar feed."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from portal.dossiers import libelles
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import Dossier
from portal.droit.echeances import Cle, Echeance
from portal.droit.jours import PARIS
from portal.droit.workflow import Acte, Etat

if TYPE_CHECKING:
    from icalendar import Event


def calendar(dossiers: Iterable[Dossier], base_url: str) -> bytes:
    """One whole-day event for each deadline still open, and the entretien.

    No name in it: a feed travels through services we do not know.
    """
    # Imported late: eighty modules that no other page needs.
    from icalendar import Calendar

    feed = Calendar()
    feed.add("prodid", "-//Passerelle VAE//FR")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "Passerelle VAE")
    for dossier in dossiers:
        for echeance in echeances_du(dossier):
            if echeance.finie_le is None and echeance.cle is not Cle.K1_LEGAL:
                feed.add_component(_event(dossier, echeance, base_url))
        if said := _rendez_vous(dossier):
            feed.add_component(_entretien(dossier, said, base_url))
    return feed.to_ical()


def _rendez_vous(dossier: Dossier) -> dict[str, str]:
    """The day and hour that the last act said, while the entretien is to come."""
    lines = [e for e in dossier.evenements if e.acte is Acte.PROGRAMMER_COMMISSION]
    if dossier.etat is not Etat.COMMISSION_PROGRAMMEE or not lines:
        return {}
    return lines[-1].donnees


def _entretien(dossier: Dossier, said: dict[str, str], base_url: str) -> "Event":
    from icalendar import Event

    start = datetime.combine(
        date.fromisoformat(said["rendez_vous"]),
        time.fromisoformat(said["heure"]),
        tzinfo=PARIS,
    )
    event = Event()
    event.add("uid", f"{dossier.id}-entretien@passerelle-vae")
    event.add("dtstamp", dossier.updated_at)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(hours=1))
    event.add("summary", f"Entretien de validation (dossier {dossier.numero})")
    event.add("url", f"{base_url}/dossiers/{dossier.id}")
    return event


def _event(dossier: Dossier, echeance: Echeance, base_url: str) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{dossier.id}-{echeance.cle}-{echeance.debut}@passerelle-vae")
    event.add("dtstamp", dossier.updated_at)
    event.add("dtstart", echeance.limite)
    event.add("dtend", echeance.limite + timedelta(days=1))
    words = libelles.ECHEANCE_TIERS[echeance.cle]
    event.add("summary", f"{words} (dossier {dossier.numero})")
    event.add("url", f"{base_url}/dossiers/{dossier.id}")
    event.add("transp", "TRANSPARENT")
    return event
