"""From each capacité decided to the outcome, and from it to the lines of the PV.

Source: domain.md section 0, decision 5; R18, R19, R20 and reading A5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.droit.workflow import Acte

Decisions = Mapping[str, bool]
"""Code of each capacité aimed at → acquise."""


class Issue(StrEnum):
    TOTALE = "totale"
    PARTIELLE = "partielle"
    AUCUNE = "aucune"


class Admission(StrEnum):
    """« Aucune autre valeur ne doit figurer dans cette rubrique » (annexe 7)."""

    ADMIS = "A"
    NON_ADMIS = "NA"


VALIDER: dict[Issue, Acte] = {
    Issue.TOTALE: Acte.VALIDER_TOTALE,
    Issue.PARTIELLE: Acte.VALIDER_PARTIELLE,
    Issue.AUCUNE: Acte.VALIDER_AUCUNE,
}
"""The act by which the GTP validates each outcome: derived, never chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portee:
    """What a dossier aims at, in the référentiel it was filed under (R13, R20)."""

    blocs: Mapping[int, Sequence[str]]
    """Every bloc of the référentiel and the codes of its capacités."""
    vises: Sequence[int] = ()
    """Blocs aimed at; empty: the whole CQPM."""
    restantes: Sequence[str] = ()
    """For a request on the remainder, what is left to prove; empty: everything."""
    deja: frozenset[str] = frozenset()
    """Acquired by an earlier request and still kept (decision 6)."""

    @property
    def blocs_vises(self) -> list[int]:
        return sorted(set(self.vises)) or sorted(self.blocs)

    @property
    def capacites(self) -> list[str]:
        """The codes to decide, in the order of the référentiel."""
        aimed = [code for numero in self.blocs_vises for code in self.blocs[numero]]
        return [c for c in aimed if not self.restantes or c in self.restantes]


@dataclass(frozen=True, slots=True)
class LignePv:
    """`bloc` None: the CQPM itself."""

    bloc: int | None
    admission: Admission


def acquises(portee: Portee, decisions: Decisions) -> list[str]:
    """Raise KeyError when a capacité aimed at is not decided."""
    return [code for code in portee.capacites if decisions[code]]


def issue(portee: Portee, decisions: Decisions) -> Issue:
    """R18, R19, decision 5."""
    acquired = acquises(portee, decisions)
    if not acquired:
        return Issue.AUCUNE
    whole = len(acquired) == len(portee.capacites)
    return Issue.TOTALE if whole else Issue.PARTIELLE


def blocs_acquis(portee: Portee, decisions: Decisions) -> list[int]:
    """Aimed blocs of which this decision completes the capacités (R19).

    What was kept from an earlier request counts; a bloc already whole by then
    was acquired then, and has its own certificate.
    """
    held = portee.deja | set(acquises(portee, decisions))
    return [
        numero
        for numero in portee.blocs_vises
        if held.issuperset(portee.blocs[numero])
        and not portee.deja.issuperset(portee.blocs[numero])
    ]


def lignes_pv(portee: Portee, decisions: Decisions) -> list[LignePv]:
    """A when totale, else NA, plus one A line per bloc fully acquired (decision 5).

    A bloc is a certification of its own (A5): where only blocs are aimed at, they
    are the qualification, so each has its line, A or NA, and the CQPM has none.
    The whole CQPM includes its blocs: once admitted to it, one line says all.
    """
    acquired = blocs_acquis(portee, decisions)
    if portee.vises:
        return [LignePv(n, _admission(n in acquired)) for n in _a_decider(portee)]
    if issue(portee, decisions) is Issue.TOTALE:
        return [LignePv(None, Admission.ADMIS)]
    blocs = [LignePv(numero, Admission.ADMIS) for numero in acquired]
    return [LignePv(None, Admission.NON_ADMIS), *blocs]


def _a_decider(portee: Portee) -> list[int]:
    """Aimed blocs that something is decided of."""
    decided = set(portee.capacites)
    return [n for n in portee.blocs_vises if decided.intersection(portee.blocs[n])]


def _admission(admitted: bool) -> Admission:  # noqa: FBT001 - one fact, one word
    return Admission.ADMIS if admitted else Admission.NON_ADMIS
