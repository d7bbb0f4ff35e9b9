"""An account's deadlines and meetings as an iCalendar feed.

No name in it: a feed travels through services we do not know.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from portal.dossiers import libelles
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import Commission, Dossier, Jury
from portal.dossiers.queries.seances import JuryAVenir
from portal.droit.apres_jury import benefice
from portal.droit.echeances import Acquis, Cle, Echeance
from portal.droit.jours import PARIS
from portal.droit.workflow import Acte, Etat

if TYPE_CHECKING:
    from icalendar import Event

RENDEZ_VOUS = {
    Etat.COMMISSION_PROGRAMMEE: (
        Acte.PROGRAMMER_COMMISSION,
        "Entretien avec la commission",
    ),
    Etat.JURY_PROGRAMME: (
        Acte.PROGRAMMER_JURY,
        "Réunion du jury, sans les personnes candidates",
    ),
}
INFORMATIVES = frozenset({Cle.K1_LEGAL, Cle.K5})
"""Nobody here has a date to keep: K5 is the juror's, towards an employer."""


@dataclass(frozen=True)
class Entree:
    """A whole day, or a meeting at its hour."""

    uid: str
    le: date
    titre: str
    chemin: str
    change_at: datetime
    heure: str = ""
    lieu: str = ""


def calendar(entrees: Iterable[Entree], base_url: str) -> bytes:
    # Imported late: eighty modules that no other page needs.
    from icalendar import Calendar

    feed = Calendar()
    feed.add("prodid", "-//Passerelle VAE//FR")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "Passerelle VAE")
    for entree in entrees:
        feed.add_component(_event(entree, base_url))
    return feed.to_ical()


def delais(dossier: Dossier, acquis: Acquis | None = None) -> Iterator[Entree]:
    """The deadlines still open; with `acquis`, the day it ends and nothing else."""
    for e in benefice(acquis) if acquis else echeances_du(dossier):
        if e.finie_le is None and e.cle not in INFORMATIVES:
            words = libelles.ECHEANCE_TIERS[e.cle]
            yield _du_dossier(dossier, f"{e.cle}-{e.debut}", e.limite, words)


def rendez_vous(dossier: Dossier) -> Iterator[Entree]:
    """The meeting its state waits for, as the journal fixed it."""
    acte, words = RENDEZ_VOUS.get(dossier.etat, (None, ""))
    lines = [e for e in dossier.evenements if e.acte and e.acte is acte]
    fixed = lines[-1].donnees if lines else {}
    if "rendez_vous" in fixed:
        day = date.fromisoformat(fixed["rendez_vous"])
        hour = fixed.get("heure", "")
        yield _du_dossier(dossier, f"{acte}", day, words, hour)


def jury(a_venir: JuryAVenir) -> Iterator[Entree]:
    """The meeting, and what is still to be sent before it."""
    row = a_venir.jury
    yield _du_jury(a_venir, "jury", row.le, "Jury", row.heure, row.lieu)
    for e in a_venir.echeances:
        if e.finie_le is None and e.cle not in INFORMATIVES:
            yield _du_jury(a_venir, e.cle, e.limite, _avant_le_jury(e, row.le))


def commission(row: Commission) -> Entree:
    return Entree(
        uid=f"{row.id}-commission",
        le=row.le,
        titre="Commission de validation",
        chemin=f"/commissions/{row.id}",
        change_at=row.created_at,
        heure=row.heure,
        lieu=row.lieu,
    )


def archives(limite: date, nombre: int, on: date) -> Entree:
    """K8 of one year's validations, told from the first day of this year."""
    noun = "dossiers" if nombre > 1 else "dossier"
    return Entree(
        uid=f"archives-{limite.year}",
        le=limite,
        titre=f"Dernier jour de garde des documents de {nombre} {noun}",
        chemin="/archives",
        change_at=datetime(on.year, 1, 1, tzinfo=UTC),
    )


def chemin_du_jury(row: Jury) -> str:
    """Its page, for what is written out of a request."""
    return f"/jurys/{row.id}"


def _avant_le_jury(echeance: Echeance, le: date) -> str:
    return f"{libelles.ECHEANCE_TIERS[echeance.cle]} (jury du {le:%d/%m/%Y})"


def _du_dossier(
    dossier: Dossier, quoi: str, le: date, titre: str, heure: str = ""
) -> Entree:
    return Entree(
        uid=f"{dossier.id}-{quoi}",
        le=le,
        titre=f"{titre} (dossier {dossier.numero})",
        chemin=f"/dossiers/{dossier.id}",
        change_at=dossier.updated_at,
        heure=heure,
    )


def _du_jury(
    a_venir: JuryAVenir,
    quoi: str,
    le: date,
    titre: str,
    heure: str = "",
    lieu: str = "",
) -> Entree:
    row = a_venir.jury
    return Entree(
        uid=f"{row.id}-{quoi}",
        le=le,
        titre=titre,
        chemin=chemin_du_jury(row),
        change_at=row.created_at,
        heure=heure,
        lieu=lieu,
    )


def _event(entree: Entree, base_url: str) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entree.uid}@passerelle-vae")
    event.add("dtstamp", entree.change_at)
    if entree.heure:
        # In UTC, so that no program has to know the clock changes of Paris. How
        # long a meeting lasts, nobody wrote down.
        event.add("dtstart", _instant(entree.le, entree.heure))
    else:
        event.add("dtstart", entree.le)
        event.add("dtend", entree.le + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("summary", entree.titre)
    event.add("url", f"{base_url}{entree.chemin}")
    if entree.lieu:
        event.add("location", entree.lieu)
    return event


def _instant(le: date, heure: str) -> datetime:
    return datetime.combine(le, time.fromisoformat(heure), PARIS).astimezone(UTC)
