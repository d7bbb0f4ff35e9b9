"""What a reviewer has of a request on the bench, read at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from portal.dossiers import libelles
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import (
    Amenagement,
    Attestation,
    Avis,
    Document,
    Dossier,
    Experience,
    Identite,
    IdentiteVerifiee,
    Piece,
    Verdict,
)
from portal.droit.durees import Duree, Periode, duree_totale
from portal.droit.echeances import Cle, Echeance


class Examen(StrEnum):
    ACCEPTEE = "acceptee"
    REFUSEE = "refusee"
    A_EXAMINER = "a_examiner"


@dataclass(frozen=True)
class Instruction:
    dossier: Dossier
    identite: Identite
    amenagement: Amenagement | None
    attestation: Attestation | None
    verifiee: IdentiteVerifiee | None
    experiences: Sequence[Experience]
    """The oldest first (P5)."""
    pieces: Sequence[Piece]
    """What stands today, in the order of the list of pieces (P1 to P7)."""
    avis: Avis | None
    """The one in force."""
    lettre: Document | None
    """Its letter."""

    def piece(self, id_: UUID) -> Piece | None:
        return next((p for p in self.pieces if p.id == id_), None)

    def rang(self, piece: Piece) -> int:
        return self.pieces.index(piece) + 1

    def refusees(self) -> list[Piece]:
        """Refused and without an answer since: what a request asks again."""
        return [p for p in self.pieces if examen(p) is Examen.REFUSEE]

    def a_examiner(self) -> list[Piece]:
        return [p for p in self.pieces if examen(p) is Examen.A_EXAMINER]

    def suivante(self, piece: Piece) -> Piece | None:
        """The next one to judge after this one, else before it."""
        rank = self.rang(piece)
        around = [*self.pieces[rank:], *self.pieces[:rank]]
        return next((p for p in around if examen(p) is Examen.A_EXAMINER), None)

    def voisine(self, piece: Piece, pas: int) -> Piece | None:
        """The one before or after in the list."""
        rank = self.rang(piece) - 1 + pas
        return self.pieces[rank] if 0 <= rank < len(self.pieces) else None

    def justificatifs(self, experience: Experience) -> list[Piece]:
        return [p for p in self.pieces if p.experience_id == experience.id]

    def sans_justificatif(self) -> int:
        return sum(not self.justificatifs(e) for e in self.experiences)

    def duree_totale(self, on: date) -> Duree:
        """Two at the same time count once; the hours never shorten it (rule 10)."""
        periods = [
            Periode(e.debut_le, e.fin_le, e.heures_hebdo) for e in self.experiences
        ]
        return duree_totale(periods, on)

    def echeance(self, cle: Cle) -> Echeance | None:
        found = [e for e in echeances_du(self.dossier) if e.cle is cle]
        return found[-1] if found else None


def examen(piece: Piece) -> Examen:
    """A refusal the candidate answered in words is to be judged again."""
    verdict = piece.verdict
    if verdict is None:
        return Examen.A_EXAMINER
    if verdict.acceptee:
        return Examen.ACCEPTEE
    return Examen.A_EXAMINER if verdict.reponse else Examen.REFUSEE


def nom(piece: Piece) -> str:
    return libelles.GENRE[piece.genre]


def motif(verdict: Verdict) -> str:
    return libelles.MOTIF[verdict.motif] if verdict.motif else ""
