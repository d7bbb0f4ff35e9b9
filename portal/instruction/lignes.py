"""One row of the queue, in the words of its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.dossiers import faits, libelles
from portal.dossiers.models import Document, Dossier
from portal.dossiers.parcours import portee
from portal.droit.echeances import (
    Cle,
    Echeance,
    Niveau,
    attendue,
    avancement,
    jours_restants,
    niveau,
    peut_reprendre,
)
from portal.droit.reglements import reglement
from portal.droit.workflow import TOUR, UIMM
from portal.instruction.attendu import attendu
from portal.web.filters import part

GENRES = {
    Niveau.A_TEMPS: "ok",
    Niveau.TENUE: "ok",
    Niveau.TENUE_EN_RETARD: "ok",
    Niveau.BIENTOT: "bientot",
    Niveau.EN_RETARD: "retard",
    Niveau.SUSPENDUE: "suspendu",
    Niveau.SANS_REPONSE: "ok",
}


@dataclass(frozen=True)
class DelaiCourt:
    """The date awaited, with a colour, a word and a number of days."""

    le: date
    quoi: str
    genre: str
    """`ok`, `bientot`, `retard` or `suspendu`: the words of the macro."""
    mot: str
    ecoule: float
    """In %, for the gauge."""
    repere: float | None
    """Where the legal two months stand on the gauge, in %."""


@dataclass(frozen=True)
class Ligne:
    dossier: Dossier
    etat: str
    tour: str
    attendu: str
    """Beyond the state, in certification: « Jury le 26/04/2026, 14:00 »."""
    blocs: str
    """« Bloc 2 », or empty for the whole CQPM."""
    delai: DelaiCourt | None
    legal: date | None
    legal_passe: bool
    """Never while a request suspends it."""
    limite: date | None
    """The jury's, twelve months after the avis."""
    lettre: Document | None
    reprendre: bool
    """The answer date has passed: the UIMM may go on without it."""

    @property
    def classe(self) -> str:
        late = self.delai.genre if self.delai else ""
        return {"retard": "est-retard", "bientot": "est-bientot"}.get(late, "")


def ligne(
    dossier: Dossier,
    evenements: Sequence[faits.Ligne],
    lettre: Document | None,
    on: date,
) -> Ligne:
    echeances = faits.echeances_du(dossier, evenements)
    turn = TOUR[dossier.etat]
    scope = portee(dossier)
    legal = _derniere(Cle.K1_LEGAL, echeances)
    return Ligne(
        dossier=dossier,
        etat=libelles.ETAT_UIMM[dossier.etat],
        tour=libelles.ROLE[turn] if turn else "",
        attendu=attendu(dossier.etat, evenements, on),
        blocs=scope.capitalize().replace(" et ", ", ") if dossier.blocs_vises else "",
        delai=delai_court(dossier, echeances, on),
        legal=legal.limite if legal else None,
        legal_passe=legal is not None and jours_restants(legal, on) < 0,
        limite=_limite(Cle.K2, echeances),
        lettre=lettre,
        reprendre=peut_reprendre(dossier.etat, echeances, on),
    )


def delai_court(
    dossier: Dossier, echeances: Sequence[Echeance], on: date
) -> DelaiCourt | None:
    awaited = attendue(dossier.etat, echeances)
    if awaited is None:
        return None
    level = niveau(awaited, on, reglement(dossier.reglement))
    days = jours_restants(awaited, on)
    genre, word = GENRES[level], libelles.NIVEAU[level]
    if TOUR[dossier.etat] not in UIMM:
        genre, word = _candidat_attendu(awaited, level)
    k1 = _derniere(Cle.K1, echeances)
    bar = k1 if k1 and awaited.cle in {Cle.K1, Cle.K9} and not k1.tenue_le else awaited
    legal = _limite(Cle.K1_LEGAL, echeances) if bar is k1 else None
    return DelaiCourt(
        le=awaited.limite,
        quoi=libelles.ECHEANCE_TIERS[awaited.cle],
        genre=genre,
        mot=f"{word} · {abs(days)}\u00a0j",
        ecoule=round(100 * avancement(bar, on), 1),
        repere=part(legal, bar.debut, bar.limite) if legal else None,
    )


def _candidat_attendu(awaited: Echeance, level: Niveau) -> tuple[str, str]:
    """Full red is the UIMM's own lateness only; an advised date is not a limit."""
    if awaited.cle is Cle.K9:
        late = level is Niveau.EN_RETARD
        return ("bientot", "Sans réponse") if late else ("suspendu", "Suspendu")
    if level is Niveau.EN_RETARD:
        return "bientot", "Passée"
    return GENRES[level], "Conseillée"


def _derniere(cle: Cle, echeances: Sequence[Echeance]) -> Echeance | None:
    return next((e for e in reversed(echeances) if e.cle is cle), None)


def _limite(cle: Cle, echeances: Sequence[Echeance]) -> date | None:
    found = _derniere(cle, echeances)
    return found.limite if found else None
