"""Which part of the queue is asked for: said by the URL, never trusted."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from json import dumps, loads
from typing import TypeVar
from uuid import UUID

from portal.droit.echeances import ATTENDUES, Cle
from portal.droit.workflow import TOUR, UIMM, Etat, Role


class Onglet(StrEnum):
    RECEVABILITE = "recevabilite"
    PREUVES = "preuves"
    CERTIFICATION = "certification"
    CLOS = "clos"


class Limite(StrEnum):
    TOUTES = ""
    RETARD = "retard"
    BIENTOT = "bientot"
    SANS_REPONSE = "sans-reponse"


class Tri(StrEnum):
    ECHEANCE = "echeance"
    DEPOT = "depot"
    RECENTS = "recents"
    NOM = "nom"
    NUMERO = "numero"
    ORDRE = "ordre"


ETATS: Mapping[Onglet, tuple[Etat, ...]] = {
    Onglet.RECEVABILITE: (Etat.DEPOSE, Etat.EN_INSTRUCTION, Etat.A_COMPLETER),
    Onglet.PREUVES: (
        Etat.RECEVABLE,
        Etat.PREUVES_DEPOSEES,
        Etat.PREUVES_A_COMPLETER,
        Etat.PREUVES_RECUES,
    ),
    Onglet.CERTIFICATION: (
        Etat.COMMISSION_PROGRAMMEE,
        Etat.CONCLUSIONS_RENDUES,
        Etat.JURY_PROGRAMME,
        Etat.JURY_DELIBERE,
        Etat.COMPLEMENT_GTP,
        Etat.TRANSMIS_GTP,
    ),
    Onglet.CLOS: (
        Etat.CERTIFIE,
        Etat.VALIDATION_PARTIELLE,
        Etat.NON_VALIDE,
        Etat.NON_RECEVABLE,
        Etat.CADUC,
        Etat.RETIRE,
    ),
}
TRIS: Mapping[Onglet, tuple[Tri, ...]] = {
    Onglet.RECEVABILITE: (Tri.ECHEANCE, Tri.DEPOT, Tri.NOM),
    Onglet.PREUVES: (Tri.ECHEANCE, Tri.DEPOT, Tri.NOM),
    Onglet.CERTIFICATION: (Tri.ECHEANCE, Tri.DEPOT, Tri.NOM),
    Onglet.CLOS: (Tri.RECENTS, Tri.NOM),
}
M = TypeVar("M", bound=StrEnum)
LECTURES: Mapping[Tri, Callable[[str], date | str | int]] = {
    Tri.NOM: str,
    Tri.NUMERO: str,
    Tri.ORDRE: int,
}
"""How the key of a cursor reads; the others are dates."""
JAMAIS = date.max
"""Where what waits on no date stands: after all that does."""
MOI, PERSONNE = "moi", "personne"
RECHERCHE_MAX = 80
ENTIER_MAX = 2**31
"""Beyond it, no column holds the number."""


@dataclass(frozen=True)
class Filtres:
    onglet: Onglet = Onglet.RECEVABILITE
    etat: Etat | None = None
    recherche: str = ""
    certification: str = ""
    echeance: Limite = Limite.TOUTES
    attribution: str = ""
    """`moi`, `personne`, the id of an account, or empty: everyone."""
    tri: Tri = Tri.ECHEANCE

    @property
    def etats(self) -> tuple[Etat, ...]:
        """The states to show, those of the tab or the one chosen."""
        return (self.etat,) if self.etat else ETATS[self.onglet]

    @property
    def par_ordre(self) -> int | None:
        """The last part of a number, typed alone."""
        typed = self.recherche
        return int(typed) if typed.isdecimal() and len(typed) < 10 else None

    @property
    def rangement(self) -> Tri:
        """A search goes in the order of the index it walks."""
        if not self.recherche:
            return self.tri
        if self.par_ordre is not None:
            return Tri.ORDRE
        return Tri.NUMERO if self.recherche.upper().startswith("VAE-") else Tri.NOM

    @property
    def actifs(self) -> bool:
        """Something is hidden by the search form."""
        return any(
            (self.recherche, self.certification, self.echeance, self.attribution)
        )

    def url(self, **over: object) -> dict[str, str]:
        """The arguments of an address, without those that say nothing."""
        values = vars(self) | over
        if values["tri"] is TRIS[Onglet(values["onglet"])][0]:
            values["tri"] = ""
        return {name: str(value) for name, value in values.items() if value}


def filtres(args: Mapping[str, str]) -> Filtres:
    """What is unknown is ignored: an old link still opens a queue."""
    onglet = _member(Onglet, args.get("onglet")) or Onglet.RECEVABILITE
    etat = _member(Etat, args.get("etat"))
    tri = _member(Tri, args.get("tri"))
    return Filtres(
        onglet=onglet,
        etat=etat if etat in ETATS[onglet] else None,
        recherche=_text(args.get("recherche", "")),
        certification=_text(args.get("certification", "")),
        echeance=_member(Limite, args.get("echeance")) or Limite.TOUTES,
        attribution=_attribution(args.get("attribution", "")),
        tri=tri if tri in TRIS[onglet] else TRIS[onglet][0],
    )


def concerne(limite: Limite, etat: Etat) -> bool:
    """Late is the UIMM's, silent the candidate's; a suspended delay is never near."""
    turn = TOUR[etat]
    suspended = ATTENDUES.get(etat) is Cle.K9
    return {
        Limite.RETARD: turn in UIMM,
        Limite.BIENTOT: not suspended,
        Limite.SANS_REPONSE: turn is Role.CANDIDAT,
    }.get(limite, True)


@dataclass(frozen=True)
class Curseur:
    """The last row of a page: the next one starts after it."""

    cle: date | str | int
    id: UUID

    def encode(self) -> str:
        cle = self.cle.isoformat() if isinstance(self.cle, date) else self.cle
        return urlsafe_b64encode(dumps([cle, self.id.hex]).encode()).decode()


def curseur(texte: str, tri: Tri) -> Curseur | None:
    """None for one that we did not write: the reader is sent to the first page."""
    try:
        cle, id_ = loads(urlsafe_b64decode(texte.encode()))
        key = LECTURES.get(tri, date.fromisoformat)(cle)
        if "\x00" in str(key) or not str(key).encode():
            return None
        if isinstance(key, int) and not 0 <= key < ENTIER_MAX:
            return None
        return Curseur(key, UUID(id_))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _member(enum: type[M], value: str | None) -> M | None:
    return next((member for member in enum if member == value), None)


def _text(value: str) -> str:
    return value.replace("\x00", "").strip()[:RECHERCHE_MAX]


def _attribution(value: str) -> str:
    if value in (MOI, PERSONNE):
        return value
    try:
        return str(UUID(value))
    except ValueError:
        return ""
