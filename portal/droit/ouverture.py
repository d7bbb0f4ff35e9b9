"""Whether a certification is open to VAE on a given day, and if not, why.

Rules R10 to R13 and R16; decision 4 of section 0.
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

FERMEES = "Les inscriptions sont fermées\u00a0: "
ENGAGEES = "Les VAE déjà engagées peuvent aller à leur terme."
MOIS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


class StatutCertification(StrEnum):
    ACTIF = "actif"
    EN_VEILLE = "en_veille"
    SUPPRIME = "supprime"


class EnregistrementDate(Protocol):
    """A registration at the RNCP; None is a date nobody has recorded yet."""

    code: str
    effet: date | None
    fin: date | None
    demonstration: bool


class VersionDatee(Protocol):
    applicable_le: date


E = TypeVar("E", bound=EnregistrementDate)
V = TypeVar("V", bound=VersionDatee)


def why_closed(
    statut: StatutCertification,
    statut_le: date | None,
    enregistrements: Iterable[EnregistrementDate],
    on: date,
) -> str | None:
    """The sentence that refuses a new request that day; None when it may be made."""
    if statut is not StatutCertification.ACTIF and (
        statut_le is None or statut_le <= on
    ):
        return _why_statut(statut, statut_le)
    known = list(enregistrements)
    if enregistrement_ouvert(known, on):
        return None
    if not known:
        return FERMEES + "cette certification n’est pas inscrite au RNCP."
    return _why_enregistrement(max(known, key=_rang), on)


def enregistrement_ouvert(enregistrements: Iterable[E], on: date) -> E | None:
    """The registration in force that day: a real one first, then the newest.

    An unknown end closes (section 0, rule 4). An unknown effect does not: a fiche is
    published once it is in force, and one that is not yet carries its date.
    """
    open_ones = [
        e
        for e in enregistrements
        if e.fin is not None and on <= e.fin and (e.effet is None or e.effet <= on)
    ]
    return max(open_ones, key=_rang, default=None)


def referentiel_applicable(versions: Iterable[V], on: date) -> V | None:
    """The version a request filed that day is pinned to (R13, R16)."""
    applicable = [v for v in versions if v.applicable_le <= on]
    return max(applicable, key=lambda v: v.applicable_le, default=None)


def en_toutes_lettres(day: date) -> str:
    rank = "1er" if day.day == 1 else str(day.day)
    return f"{rank}\u00a0{MOIS[day.month - 1]}\u00a0{day.year}"


def _rang(enregistrement: EnregistrementDate) -> tuple[bool, int]:
    """RNCP numbers only grow, so the highest is the last registration."""
    digits = re.search(r"\d+", enregistrement.code)
    return not enregistrement.demonstration, int(digits[0]) if digits else 0


def _why_statut(statut: StatutCertification, statut_le: date | None) -> str:
    what = (
        "est en veille" if statut is StatutCertification.EN_VEILLE else "est supprimée"
    )
    since = f" depuis le {en_toutes_lettres(statut_le)}" if statut_le else ""
    return f"{FERMEES}cette certification {what}{since}. {ENGAGEES}"


def _why_enregistrement(last: EnregistrementDate, on: date) -> str:
    if last.effet and on < last.effet:
        day = en_toutes_lettres(last.effet)
        return f"{FERMEES}l’enregistrement {last.code} prend effet le {day}."
    if last.fin is None:
        return (
            f"La date de fin de {last.code} n’est pas connue\u00a0: les inscriptions "
            "restent fermées jusqu’à ce qu’elle soit enregistrée."
        )
    day = en_toutes_lettres(last.fin)
    return f"{FERMEES}l’enregistrement {last.code} a pris fin le {day}."
