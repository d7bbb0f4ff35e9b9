"""The journal of a dossier as a person reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.dossiers import libelles
from portal.dossiers.models import Dossier, Evenement
from portal.droit.pieces import Genre
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


def caches(qualite: Role) -> frozenset[Fait]:
    return ENTRE_EUX if qualite in UIMM else frozenset()


def lignes(
    dossier: Dossier, evenements: Iterable[Evenement], qualite: Role
) -> list[Ligne]:
    """In the order given, without what this person may not see."""
    hidden = caches(qualite)
    return [_ligne(e, dossier, qualite) for e in evenements if e.fait not in hidden]


def _ligne(line: Evenement, dossier: Dossier, qualite: Role) -> Ligne:
    who = _qui(line, dossier, qualite)
    return Ligne(line.at, _quoi(line, who, qualite), _precision(line), who)


def _quoi(line: Evenement, who: str, qualite: Role) -> str:
    if line.acte:
        return libelles.ACTE[line.acte]
    if line.fait is None:
        return ""
    opened = line.fait is Fait.FICHIER_CONSULTE
    if opened and line.donnees.get("genre"):
        what = _en_phrase(line.donnees["genre"])
        if qualite is Role.CANDIDAT:
            return f"{who} a ouvert votre {what}"
        return f"A ouvert\u00a0: {what}"
    return libelles.FAIT[line.fait]


def _en_phrase(genre: str) -> str:
    """As in the middle of a sentence: « CV » keeps its capitals."""
    words = libelles.GENRE[Genre(genre)] if genre in set(Genre) else genre
    return words if words.isupper() else words[0].lower() + words[1:]


def _precision(line: Evenement) -> str:
    """Whose words are gone says so, rather than nothing."""
    if not line.sel:
        return "Détail effacé"
    name = line.donnees.get("nom", "")
    return " ".join(part for part in (name, line.motif) if part)


def _qui(line: Evenement, dossier: Dossier, qualite: Role) -> str:
    if line.by is None:
        return "Le portail"
    if line.by_id == dossier.candidat_id:
        return "Vous" if qualite is Role.CANDIDAT else "Candidat·e"
    if line.by.role in UIMM:
        name = line.by.nom_affiche or "UIMM"
        return name if qualite in UIMM else "L’UIMM"
    if line.by.role is Role.GTP:
        return libelles.ROLE[Role.GTP]
    return "Votre accompagnateur" if qualite is Role.CANDIDAT else "Accompagnateur"
