"""The life of one dossier, told through the services on the days it happened."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from io import BytesIO

from sqlmodel import Session

from portal.clock import PARIS
from portal.comptes.models import Compte
from portal.demonstration.parcours import Parcours
from portal.demonstration.personnes import LYON, PRENOM, signature
from portal.dossiers.models import Dossier
from portal.droit.workflow import Role
from portal.storage.base import Storage
from portal.storage.verdicts import Bornes
from portal.web.uploads import Recu

MORNING = time(9)
SATURDAY = 5


@dataclass(frozen=True)
class Scene:
    """What every dossier of the demonstration is played with."""

    session: Session
    storage: Storage
    quota: int
    on: date
    mot_de_passe: str
    """Hashed once: it is the same for every account."""
    comptes: dict[str, Compte]


@dataclass
class Recit:
    """One candidate and one dossier, at the day and minute the tale has reached."""

    scene: Scene
    cas: "Cas"
    rang: int
    jour: date
    candidat: Compte
    dossier: Dossier
    minute: int = 0

    @property
    def session(self) -> Session:
        return self.scene.session

    @property
    def parcours(self) -> Parcours:
        return self.cas.parcours

    @property
    def titulaire(self) -> str:
        """Whom the pieces name."""
        return PRENOM if self.parcours.bref else signature(self.rang)

    @property
    def instructeur(self) -> Compte:
        return self.scene.comptes[self.cas.instructeur]

    @property
    def responsable(self) -> Compte:
        return next(
            c
            for c in self.scene.comptes.values()
            if c.uimm_slug == self.cas.uimm and c.role is Role.RESPONSABLE
        )

    def attendre(self, jours: int) -> None:
        self.jour += timedelta(days=jours)
        self.minute = 0

    def suivre(self, etapes: "Iterable[Etape]") -> None:
        for days, etape in etapes:
            self.attendre(days)
            etape(self)

    def now(self) -> datetime:
        """Later at each call, so that everything has its order."""
        self.minute += 3
        return instant(self.jour, self.minute)

    def du_candidat(self) -> dict:
        return {"by": self.candidat, "at": self.now()}

    def de_l_uimm(self) -> dict:
        return {"by": self.instructeur, "at": self.now()}

    def du_responsable(self) -> dict:
        return {"by": self.responsable, "at": self.now()}


Etape = tuple[int, Callable[[Recit], None]]
"""How many days after the one before, and what is done then."""


@dataclass(frozen=True)
class Cas:
    """One dossier to play: deposited `depot` days ago, then led by its `etapes`."""

    email: str
    depot: int
    parcours: Parcours
    etapes: tuple[Etape, ...] = ()
    uimm: str = LYON
    instructeur: str = "instructeur@exemple.fr"
    blocs: tuple[int, ...] = ()
    amenagement: str = ""
    """What is asked for the interview (R37)."""
    refusees: tuple[str, ...] = ()
    """Codes that the commission, then the jury, do not grant."""


def instant(jour: date, minute: int) -> datetime:
    """In the morning, in Paris; nobody works at the week-end."""
    worked = jour - timedelta(days=max(0, jour.weekday() - SATURDAY + 1))
    at = datetime.combine(worked, MORNING, PARIS) + timedelta(minutes=minute)
    return at.astimezone(UTC)


def recu(nom: str, content: bytes) -> Recu:
    """As a form would have received it."""
    return Recu(
        champ="fichier",
        nom=nom,
        type_declare="",
        flux=BytesIO(content),
        taille=len(content),
        sha256=sha256(content).hexdigest(),
        bornes=Bornes(a_part=False),
    )
