"""A turn as its pages show it: what is decided, and what follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.catalogue.referentiel import Capacite, Contenu
from portal.certification.recapitulatif import ISSUE, decisions
from portal.dossiers.dossier_preuves import codes_de, preuves_de
from portal.dossiers.models import (
    Evaluation,
    PassageCommission,
    Preuve,
    SituationPro,
)
from portal.dossiers.portee import portee
from portal.droit.resultats import Issue, Portee, blocs_acquis, issue

PASTILLE = {True: ("ok", "Acquise"), False: ("non", "Non acquise")}
A_DECIDER = ("vide", "À décider")


@dataclass(frozen=True)
class Ligne:
    """One capacité, with the genre and the word of its mark."""

    code: str
    titre: str
    genre: str
    mot: str
    commentaire: str


@dataclass(frozen=True)
class BlocVu:
    numero: int
    intitule: str
    lignes: list[Ligne]
    effet: str

    @property
    def acquises(self) -> int:
        return sum(ligne.genre == "ok" for ligne in self.lignes)


@dataclass(frozen=True)
class Conclusion:
    portee: Portee
    blocs: list[BlocVu]
    issue: Issue | None
    """None until every aimed capacité is decided."""
    exclut_totale: bool

    @property
    def mot(self) -> str:
        return ISSUE[self.issue] if self.issue else "Pas encore déduite"

    @property
    def total(self) -> int:
        return len(self.portee.capacites)

    @property
    def decidees(self) -> int:
        rows = [ligne for bloc in self.blocs for ligne in bloc.lignes]
        return sum(ligne.genre != "vide" for ligne in rows)

    @property
    def suivante(self) -> str:
        """The first capacité to decide, or the first of all."""
        rows = [ligne for bloc in self.blocs for ligne in bloc.lignes]
        return next((r.code for r in rows if r.genre == "vide"), rows[0].code)


def conclusion(passage: PassageCommission, contenu: Contenu) -> Conclusion:
    """R18, R19, section 0 rule 5: derived, never typed."""
    scope = portee(passage.dossier, contenu)
    decided = decisions(passage)
    whole = all(code in decided for code in scope.capacites)
    held = set(blocs_acquis(scope, decided)) if whole else set()
    blocs = [
        _bloc(passage, contenu, n, scope, held if whole else None)
        for n in scope.blocs_vises
    ]
    return Conclusion(
        portee=scope,
        blocs=[bloc for bloc in blocs if bloc.lignes],
        issue=issue(scope, decided) if whole else None,
        exclut_totale=False in decided.values(),
    )


def evaluation(passage: PassageCommission, code: str) -> Evaluation | None:
    found = (e for e in passage.evaluations if e.capacite_code == code)
    return next(found, None)


def montrees(
    situations: Iterable[SituationPro], capacite: Capacite
) -> list[tuple[int, SituationPro, list[Preuve]]]:
    """The situations that show this capacité, with their numbers and preuves (R30)."""
    codes = {capacite.code, *(c.code for c in capacite.criteres)}
    return [
        (number, situation, preuves_de(situation))
        for number, situation in enumerate(situations, 1)
        if codes & codes_de(situation)
    ]


def _bloc(
    passage: PassageCommission,
    contenu: Contenu,
    numero: int,
    scope: Portee,
    held: set[int] | None,
) -> BlocVu:
    bloc = contenu.bloc(numero)
    lines = [
        _ligne(passage, contenu.capacite(code))
        for code in bloc.capacites
        if code in scope.capacites
    ]
    return BlocVu(numero, bloc.intitule, lines, _effet(lines, numero, held))


def _effet(lines: list[Ligne], numero: int, held: set[int] | None) -> str:
    if held is not None:
        return "Acquis" if numero in held else "Non acquis"
    left = sum(line.genre == "vide" for line in lines)
    if any(line.genre == "non" for line in lines):
        return "Non acquis"
    return f"{left} à décider" if left else "Acquis"


def _ligne(passage: PassageCommission, capacite: Capacite) -> Ligne:
    row = evaluation(passage, capacite.code)
    decided = row.acquise if row else None
    genre, mot = A_DECIDER if decided is None else PASTILLE[decided]
    words = row.commentaire if row else ""
    return Ligne(capacite.code, capacite.titre, genre, mot, words)
