"""What a delay is, for every clock of the law.

Every day here is a day of Paris, every limit the last day included.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.droit.workflow import Acte, Role


class Cle(StrEnum):
    K1 = "instruction_uimm"
    K1_LEGAL = "instruction_legale"
    K2 = "parcours"
    K2_CIBLE = "cible_preuves"
    K3 = "designation_os"
    K4 = "convocation_jury"
    K5 = "prevenance_jure"
    K6 = "transmission_gtp"
    K7 = "benefice_capacites"
    K8 = "archivage"
    K9 = "reponse_candidat"


class Niveau(StrEnum):
    TENUE = "tenue"
    TENUE_EN_RETARD = "tenue_en_retard"
    A_TEMPS = "a_temps"
    BIENTOT = "bientot"
    EN_RETARD = "en_retard"
    SUSPENDUE = "suspendue"
    SANS_REPONSE = "sans_reponse"


@dataclass(frozen=True, slots=True)
class Passage:
    """One act of the workflow; `reponse_le` is the answer date of a request."""

    acte: Acte
    le: date
    reponse_le: date | None = None


@dataclass(frozen=True, slots=True)
class Prolongation:
    le: date
    jusqu_au: date


@dataclass(frozen=True, slots=True)
class Acquis:
    """What a jury's partial result leaves, until a new request is filed (R67).

    `limite` None: kept without a limit. `repris_le`: the day of that request.
    """

    debut: date
    limite: date | None
    repris_le: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Echeance:
    """A delay, from `debut` to `limite`, its last day included.

    While `suspendue_le` is set, `limite` is the one of that day: what the
    answer will push it to is not known yet. `sans_reponse_le`: the day the
    UIMM stopped waiting for an answer that never came; it was not met.
    """

    cle: Cle
    debut: date
    limite: date
    qui: Role
    tenue_le: date | None = None
    suspendue_le: date | None = None
    sans_reponse_le: date | None = None

    @property
    def finie_le(self) -> date | None:
        return self.tenue_le or self.sans_reponse_le
