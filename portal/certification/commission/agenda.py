"""A session as one event of a calendar."""

from datetime import datetime, time, timedelta

from portal.dossiers.models import Commission
from portal.droit.jours import PARIS

DEMI_JOURNEE = timedelta(hours=4)
"""How long to keep free: no source says how long a session lasts."""


def invitation(commission: Commission) -> bytes:
    # Imported late: eighty modules that no other page needs.
    from icalendar import Calendar, Event

    start = datetime.combine(
        commission.le, time.fromisoformat(commission.heure), tzinfo=PARIS
    )
    event = Event()
    event.add("uid", f"commission-{commission.id}@passerelle-vae")
    event.add("sequence", commission.version)
    event.add("dtstamp", commission.created_at)
    event.add("dtstart", start)
    event.add("dtend", start + DEMI_JOURNEE)
    event.add("summary", "Commission de validation VAE")
    event.add("location", commission.lieu or commission.visio)
    if commission.annulee_at:
        event.add("status", "CANCELLED")
    feed = Calendar()
    feed.add("prodid", "-//Passerelle VAE//FR")
    feed.add("version", "2.0")
    feed.add_component(event)
    return feed.to_ical()
