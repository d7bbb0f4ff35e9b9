"""The jury paritaire de délibération: its delays, its composition, its vote.

Sources: domain.md 1.6 (R40 to R47, R51), the clocks K3, K4, K5 of 1.4 and decision
11: who is missing is said, and blocks nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from portal.droit.horloges import Cle, Echeance
from portal.droit.listes import College
from portal.droit.reglements import Reglement, reglement_en_vigueur
from portal.droit.workflow import Role

EMPLOYEURS_MAX = 5
PAR_ORGANISATION = 1
INTERIM_MAX = 1
NBSP = "\u00a0"


class Membre(Protocol):
    """A person of the jury, as its row tells it."""

    @property
    def college(self) -> College: ...
    @property
    def organisation_slug(self) -> str | None: ...
    @property
    def interim(self) -> bool: ...
    @property
    def president(self) -> bool: ...
    @property
    def suppleant(self) -> bool: ...
    @property
    def present(self) -> bool | None: ...


M = TypeVar("M", bound=Membre)


def regles(le: date) -> Reglement:
    """The one in force on the jury's date."""
    return reglement_en_vigueur(le)


def premier_jour(on: date) -> date:
    """The first date a jury can have for a dossier put on it today (1.4)."""
    known = regles(on)
    return on + timedelta(days=max(known.designation_jours, known.convocation_jours))


def a_temps(le: date, on: date) -> bool:
    """15 calendar days ahead at least: requests and convocations can still go."""
    known = regles(le)
    days = max(known.designation_jours, known.convocation_jours)
    return (le - on).days >= days


def echeances(
    le: date,
    debut: date,
    *,
    demandes: Collection[date | None] = (),
    convoque_le: date | None = None,
) -> list[Echeance]:
    """K3, K4 and K5 of the jury of `le`, fixed on `debut`.

    `demandes`: for each union of the territory the day it was asked, or None; K3
    is met the day the last one is. K5 is the juror's own, towards an employer: what
    the UIMM owes them is the convocation that proves it (R51).
    """
    known = regles(le)
    asked = [d for d in demandes if d is not None]
    demandees_le = max(asked) if asked and len(asked) == len(demandes) else None
    clocks = (
        (Cle.K3, known.designation_jours, demandees_le),
        (Cle.K4, known.convocation_jours, convoque_le),
        (Cle.K5, known.prevenance_jours, convoque_le),
    )
    return [
        Echeance(
            cle=cle,
            debut=debut,
            limite=le - timedelta(days=days),
            qui=Role.INSTRUCTEUR,
            tenue_le=tenue_le,
        )
        for cle, days, tenue_le in clocks
    ]


def votants(membres: Iterable[M]) -> list[M]:
    """Those who sit with a vote: no guest, no alternate (R43, R46)."""
    return [m for m in membres if m.college is not College.INVITE and not m.suppleant]


def presents(membres: Iterable[M]) -> list[M]:
    """Who votes that day. An alternate who came does, in the place of another."""
    return [m for m in membres if m.college is not College.INVITE and m.present]


def refus(membres: Sequence[Membre]) -> list[str]:
    """Why these people cannot be the jury; nobody here is named."""
    seats = votants(membres)
    return [
        *_refus_employeurs([m for m in seats if m.college is College.EMPLOYEURS]),
        *_refus_salaries([m for m in seats if m.college is College.SALARIES]),
        *_refus_presidence(membres),
    ]


def refus_presents(membres: Sequence[Membre]) -> list[str]:
    """The same limits among those who came, alternates included, and a president."""
    came = presents(membres)
    presiding = sum(m.president for m in came)
    return [
        *_refus_employeurs([m for m in came if m.college is College.EMPLOYEURS]),
        *_refus_salaries([m for m in came if m.college is College.SALARIES]),
        *([] if presiding else ["Aucun président ou présidente n’est présent."]),
    ]


def alertes(membres: Sequence[Membre]) -> list[str]:
    """What to look at, and what blocks nothing (R44, R47, decision 11)."""
    return _alertes(votants(membres), "n’a aucun membre")


def alertes_presents(membres: Sequence[Membre]) -> list[str]:
    return _alertes(presents(membres), "est absent")


def adopte(pour: int, contre: int, *, president_pour: bool) -> bool:
    """The majority of those present; the president's casting vote (R45)."""
    return president_pour if pour == contre else pour > contre


def refus_voix(pour: int, contre: int, presents: int) -> str | None:
    """Nobody votes twice; abstaining is allowed."""
    if pour + contre <= presents:
        return None
    return (
        f"{pour + contre} voix pour {presents} membres présents{NBSP}: "
        "comptez à nouveau."
    )


def _refus_employeurs(seats: Sequence[Membre]) -> list[str]:
    """R42."""
    interim = sum(m.interim for m in seats)
    found = []
    if len(seats) - interim > EMPLOYEURS_MAX:
        found.append(
            f"Le collège employeurs compte au plus {EMPLOYEURS_MAX} membres, "
            "plus un du travail temporaire."
        )
    if interim > INTERIM_MAX:
        found.append(
            "Le collège employeurs compte au plus un membre du travail temporaire."
        )
    return found


def _refus_salaries(seats: Sequence[Membre]) -> list[str]:
    """R43: one vote per union, and one temp-work member for the whole side."""
    found = []
    if any(m.organisation_slug is None for m in seats):
        found.append(
            "Un membre du collège salariés est désigné par une organisation "
            f"syndicale{NBSP}: indiquez laquelle."
        )
    ordinary = [m for m in seats if not m.interim]
    counts = Counter(m.organisation_slug for m in ordinary if m.organisation_slug)
    if any(n > PAR_ORGANISATION for n in counts.values()):
        found.append(
            "Un seul membre par organisation syndicale siège avec droit de vote, "
            "plus un du travail temporaire. Les autres sont suppléants."
        )
    if len(seats) - len(ordinary) > INTERIM_MAX:
        found.append(
            "Le collège salariés compte au plus un membre du travail temporaire."
        )
    return found


def _refus_presidence(membres: Sequence[Membre]) -> list[str]:
    """R45, R46."""
    presiding = [m for m in membres if m.president]
    found = []
    if len(presiding) > 1:
        found.append("Une seule personne préside le jury.")
    if any(m.college is not College.EMPLOYEURS or m.suppleant for m in presiding):
        found.append(
            "La présidence revient à un membre désigné par la chambre syndicale, "
            "dans le collège employeurs."
        )
    return found


def _alertes(seats: Sequence[Membre], absent: str) -> list[str]:
    employers = sum(m.college is College.EMPLOYEURS for m in seats)
    employees = len(seats) - employers
    found = []
    if not employers:
        found.append(f"Le collège employeurs {absent}.")
    if not employees:
        found.append(f"Le collège salariés {absent}.")
    if employers and employees and employers != employees:
        found.append(
            f"Parité{NBSP}: {_membres(employers)} du collège employeurs, "
            f"{_membres(employees)} du collège salariés."
        )
    return found


def _membres(number: int) -> str:
    return f"{number}{NBSP}membre{'s' if number > 1 else ''}"
