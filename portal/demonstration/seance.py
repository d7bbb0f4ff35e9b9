"""The candidates a commission then a jury see together, and the days it takes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.demonstration.parcours import Parcours
from portal.demonstration.personnes import LILLE, LYON
from portal.demonstration.recit import Cas, Etape, Recit, Scene, instant
from portal.dossiers.models import Commission, Jury
from portal.droit.jours import jour_de_paris

EQUIPES = {LYON: "instructeur@exemple.fr", LILLE: "instructeur2@exemple.fr"}
GTP = "gtp@exemple.fr"
MARGE = 12
"""Days between the preuves received and the commission fixed."""


@dataclass
class Seance:
    """Its dossiers, at the day and minute this tale has reached."""

    scene: Scene
    uimm: str
    recits: list[Recit]
    jour: date
    minute: int = 0
    commission: Commission = field(init=False)
    jury: Jury = field(init=False)

    @property
    def session(self) -> Session:
        return self.scene.session

    @property
    def gtp(self) -> Compte:
        return self.scene.comptes[GTP]

    def now(self) -> datetime:
        """Never back to the first minute: Saturday and Sunday are told as Friday."""
        self.minute += 1
        return instant(self.jour, self.minute)

    def dans(self, jours: int) -> date:
        """The working day this many days later, or just before it."""
        return jour_de_paris(instant(self.jour + timedelta(days=jours), 0))

    def de_l_uimm(self) -> dict:
        return {"by": self.scene.comptes[EQUIPES[self.uimm]], "at": self.now()}

    def du_responsable(self) -> dict:
        return {"by": self.recits[0].responsable, "at": self.now()}

    def du_gtp(self) -> dict:
        return {"by": self.gtp, "at": self.now()}

    def suivre(self, moments: "Iterable[Moment]") -> None:
        for days, what in moments:
            self.jour += timedelta(days=days)
            what(self)


Moment = tuple[int, Callable[[Seance], None]]
"""How many days after the one before, and what is done then."""


@dataclass(frozen=True, slots=True)
class Inscrit:
    """A candidate. `refusees`: what the commission, then the jury, does not grant."""

    nom: str
    """Of the account: « certifie » is candidat-certifie@exemple.fr."""
    parcours: Parcours
    refusees: tuple[str, ...] = ()
    blocs: tuple[int, ...] = ()
    amenagement: str = ""


@dataclass(frozen=True, slots=True)
class Groupe:
    """`debut`: how many days ago the commission was fixed."""

    debut: int
    moments: tuple[Moment, ...]
    inscrits: tuple[Inscrit, ...]
    uimm: str = LYON

    def cas(self, etapes: tuple[Etape, ...]) -> list[Cas]:
        """Each deposited early enough for its `etapes` to be over by then."""
        length = sum(days for days, _what in etapes) + MARGE
        return [
            Cas(
                f"candidat-{inscrit.nom}@exemple.fr",
                self.debut + length + rank * 4,
                inscrit.parcours,
                etapes,
                uimm=self.uimm,
                instructeur=EQUIPES[self.uimm],
                blocs=inscrit.blocs,
                refusees=inscrit.refusees,
                amenagement=inscrit.amenagement,
            )
            for rank, inscrit in enumerate(self.inscrits)
        ]
