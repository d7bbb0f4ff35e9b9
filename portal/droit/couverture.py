"""Which capacités a dossier de preuves covers, and what each still lacks.

Sources: domain.md R20 (only what is aimed at), R30 (situations in relation with the
capacités), R33 (two examples of C4) and the guard of « déposer les preuves » (1.4).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class EtatCouverture(StrEnum):
    COUVERTE = "couverte"
    INCOMPLETE = "incomplete"
    NON_COUVERTE = "non_couverte"
    ECART_ACCEPTE = "ecart_accepte"


class Manque(StrEnum):
    """What a capacité lacks, the most serious first."""

    SITUATION = "situation"
    PREUVE = "preuve"
    EXEMPLE = "exemple"


# A second example is asked for, never required (R33): the portal warns.
BLOQUANTS = frozenset({Manque.SITUATION, Manque.PREUVE})


@dataclass(frozen=True, slots=True)
class Visee:
    """A capacité aimed at, and how many different situations must show it."""

    code: str
    exemples_demandes: int = 1


@dataclass(frozen=True, slots=True)
class Montre:
    """What one situation shows: its codes, and the codes of each of its preuves."""

    id: UUID
    codes: frozenset[str]
    preuves: tuple[frozenset[str], ...] = ()

    def nombre_preuves(self, code: str) -> int:
        """A preuve counts only for what its own situation shows."""
        return sum(code in preuve for preuve in self.preuves if code in self.codes)


@dataclass(frozen=True, slots=True)
class Couverture:
    """One row of the matrix."""

    code: str
    exemples_demandes: int
    ecart_accepte: bool = False
    preuves_par_situation: Mapping[UUID, int] = field(default_factory=dict)
    """Every situation linked to the capacité, and how many preuves it has for it."""

    @property
    def situations(self) -> int:
        return len(self.preuves_par_situation)

    @property
    def preuves(self) -> int:
        return sum(self.preuves_par_situation.values())

    @property
    def manque(self) -> Manque | None:
        if not self.situations:
            return Manque.SITUATION
        if not self.preuves:
            return Manque.PREUVE
        if self.situations < self.exemples_demandes:
            return Manque.EXEMPLE
        return None

    @property
    def etat(self) -> EtatCouverture:
        if self.manque is None:
            return EtatCouverture.COUVERTE
        if self.ecart_accepte:
            return EtatCouverture.ECART_ACCEPTE
        if self.manque is Manque.SITUATION:
            return EtatCouverture.NON_COUVERTE
        return EtatCouverture.INCOMPLETE

    @property
    def bloque(self) -> bool:
        """Whether the deposit must wait."""
        return self.manque in BLOQUANTS and not self.ecart_accepte


def couverture(
    capacites: Iterable[Visee],
    situations: Collection[Montre],
    ecarts: Collection[str] = (),
) -> list[Couverture]:
    """One per capacité aimed at, in their order; `ecarts` are the gaps accepted."""
    return [
        Couverture(
            code=visee.code,
            exemples_demandes=visee.exemples_demandes,
            ecart_accepte=visee.code in ecarts,
            preuves_par_situation={
                s.id: s.nombre_preuves(visee.code)
                for s in situations
                if visee.code in s.codes
            },
        )
        for visee in capacites
    ]
