"""What a jury decided of each dossier, as its procès-verbal says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.catalogue.referentiel import Contenu
from portal.dossiers.models import Dossier, DossierJury, Transmission
from portal.dossiers.portee import portee
from portal.droit.resultats import Admission, Issue, LignePv, issue, lignes_pv


@dataclass(frozen=True, slots=True)
class Decision:
    tour: DossierJury
    contenu: Contenu

    @property
    def dossier(self) -> Dossier:
        return self.tour.dossier

    @property
    def issue(self) -> Issue:
        return issue(portee(self.dossier, self.contenu), self._acquises)

    @property
    def lignes(self) -> list[LignePv]:
        return lignes_pv(portee(self.dossier, self.contenu), self._acquises)

    @property
    def _acquises(self) -> dict[str, bool]:
        return {d.capacite_code: d.acquise for d in self.tour.decisions}

    def admis(self, ligne: LignePv) -> bool:
        return ligne.admission is Admission.ADMIS

    def nom(self, ligne: LignePv) -> str:
        """The qualification of a line: the CQPM, or one of its blocs."""
        titre = self.dossier.certification.titre
        if ligne.bloc is None:
            return titre
        return f"Bloc {ligne.bloc}\u00a0: {self.contenu.bloc(ligne.bloc).intitule}"


def de_l_envoi(
    tours: Iterable[DossierJury], transmission: Transmission
) -> list[DossierJury]:
    """Those it carried: still open, or settled since it left."""
    sent: datetime | None = transmission.envoyee_at
    return [t for t in tours if t.clos_at is None or (sent and t.clos_at >= sent)]


def en_attente(tours: Iterable[DossierJury]) -> list[DossierJury]:
    return [t for t in tours if t.clos_at is None]
