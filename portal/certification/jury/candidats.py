"""Each candidate before a jury: what was concluded, and what the jury decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from portal.catalogue.queries import contenu as read_contenu
from portal.catalogue.referentiel import Capacite, Contenu
from portal.certification.jury import queries
from portal.dossiers.models import Dossier, DossierJury
from portal.dossiers.portee import capacites_visees, portee
from portal.droit.resultats import (
    Admission,
    Issue,
    LignePv,
    Portee,
    acquises,
    blocs_acquis,
    issue,
    lignes_pv,
)

ISSUE = {
    Issue.TOTALE: "Validation totale",
    Issue.PARTIELLE: "Validation partielle",
    Issue.AUCUNE: "Non-validation",
}


@dataclass(frozen=True)
class Candidat:
    """Before the deliberation the jury knows the number and no name (R50)."""

    tour: DossierJury
    contenu: Contenu
    conclusions: Mapping[str, bool]

    @property
    def dossier(self) -> Dossier:
        return self.tour.dossier

    @property
    def numero(self) -> str:
        return self.tour.numero

    @property
    def portee(self) -> Portee:
        return portee(self.dossier, self.contenu)

    @property
    def capacites(self) -> tuple[Capacite, ...]:
        return capacites_visees(self.dossier, self.contenu)

    @property
    def decisions(self) -> dict[str, bool]:
        return {d.capacite_code: d.acquise for d in self.tour.decisions}

    @property
    def est_decide(self) -> bool:
        return set(self.portee.capacites) <= set(self.decisions)

    @property
    def depart(self) -> Mapping[str, bool]:
        """Where the jury's form starts from: its own words, else the conclusions."""
        return {**self.conclusions, **self.decisions}

    @property
    def visee(self) -> str:
        """What is aimed at, without the title of the CQPM when it is all of it."""
        blocs = sorted(self.dossier.blocs_vises)
        title = self.dossier.certification.titre
        if not blocs:
            return title
        word = "bloc" if len(blocs) == 1 else "blocs"
        return f"{title}, {word} {_et(blocs)}"

    def lignes_pv(self) -> list[LignePv]:
        """A or NA, the lines of annexe 7: derived, never typed (decision 5)."""
        return lignes_pv(self.portee, self.decisions)

    def ligne(self, line: LignePv) -> str:
        """What a line is about: « Bloc 2 : Piloter un projet », or the CQPM."""
        if line.bloc is None:
            return self.dossier.certification.titre
        bloc = self.contenu.bloc(line.bloc)
        return f"Bloc {bloc.numero}\u00a0: {bloc.intitule}"

    def resultat(self, decided: Mapping[str, bool]) -> str:
        """« Validation partielle, blocs 1 et 2 », or nothing while undecided."""
        if not set(self.portee.capacites) <= set(decided):
            return ""
        found = issue(self.portee, decided)
        blocs = blocs_acquis(self.portee, decided)
        if found is not Issue.PARTIELLE or not blocs:
            return ISSUE[found]
        word = "bloc" if len(blocs) == 1 else "blocs"
        return f"{ISSUE[found]}, {word} {_et(blocs)}"

    def nombre_acquises(self, decided: Mapping[str, bool]) -> int:
        whole = set(self.portee.capacites) <= set(decided)
        return len(acquises(self.portee, decided)) if whole else 0

    @property
    def est_admis(self) -> bool:
        return all(x.admission is Admission.ADMIS for x in self.lignes_pv())


def candidats(session: Session, tours: Sequence[DossierJury]) -> list[Candidat]:
    concluded = queries.conclusions(session, [t.dossier_id for t in tours])
    return [
        Candidat(
            tour,
            read_contenu(session, tour.dossier.referentiel_id),
            concluded.get(tour.dossier_id, {}),
        )
        for tour in tours
    ]


def _et(numbers: Sequence[int]) -> str:
    words = [str(n) for n in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"
