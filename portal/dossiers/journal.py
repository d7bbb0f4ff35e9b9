"""The journal of a dossier as a person reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.dossiers import libelles
from portal.dossiers.models import Dossier, Evenement
from portal.droit.workflow import UIMM, Fait, Role

# The UIMM does not see what passes between candidate and accompagnateur.
ENTRE_EUX = frozenset(
    {
        Fait.ACCOMPAGNATEUR_INVITE,
        Fait.ACCOMPAGNATEUR_ACCEPTE,
        Fait.ACCOMPAGNATEUR_REVOQUE,
    }
)


@dataclass(frozen=True)
class Ligne:
    quand: datetime
    quoi: str
    precision: str
    qui: str


def lignes(
    dossier: Dossier, evenements: Sequence[Evenement], qualite: Role
) -> list[Ligne]:
    """The latest first."""
    return [
        _ligne(e, dossier, qualite)
        for e in reversed(evenements)
        if not (qualite in UIMM and e.fait in ENTRE_EUX)
    ]


def _ligne(line: Evenement, dossier: Dossier, qualite: Role) -> Ligne:
    words = libelles.ACTE[line.acte] if line.acte else ""
    if line.fait:
        words = libelles.FAIT[line.fait]
    return Ligne(line.at, words, _precision(line), _qui(line, dossier, qualite))


def _precision(line: Evenement) -> str:
    name = line.donnees.get("nom", "")
    return " ".join(part for part in (name, line.motif) if part)


def _qui(line: Evenement, dossier: Dossier, qualite: Role) -> str:
    if line.by is None:
        return "Le portail"
    if line.by_id == dossier.candidat_id:
        return "Vous" if qualite is Role.CANDIDAT else "Candidat·e"
    if line.by.role in UIMM:
        name = line.by.nom_affiche or "UIMM"
        return name if qualite in UIMM else "UIMM"
    if line.by.role is Role.GTP:
        return libelles.ROLE[Role.GTP]
    return "Accompagnateur·rice"
