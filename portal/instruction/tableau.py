"""What the dashboard says, from what was counted. A figure knows its queue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from portal.comptes.models import Compte
from portal.dossiers import libelles
from portal.droit.delais import Bilan, bilan, mois_suivis
from portal.droit.echeances import Passage, instruction
from portal.droit.reglements import reglement
from portal.droit.workflow import Etat, Role
from portal.instruction.filtres import (
    ETATS,
    PERSONNE,
    Filtres,
    Limite,
    Onglet,
    concerne,
)
from portal.instruction.queries import file
from portal.instruction.queries.tableau import Cases, Jalon
from portal.web.filters import nombre

EN_COURS = (Onglet.RECEVABILITE, Onglet.PREUVES, Onglet.CERTIFICATION)
RETARD, BIENTOT = Filtres(echeance=Limite.RETARD), Filtres(echeance=Limite.BIENTOT)
SUSPENDUS = Filtres(etat=Etat.A_COMPLETER)
PREUVES = Filtres(onglet=Onglet.PREUVES, etat=Etat.PREUVES_DEPOSEES)


@dataclass(frozen=True)
class Nombre:
    """« 98 », or « 337+ » when part of it was not counted whole."""

    valeur: int
    entier: bool = True

    def __str__(self) -> str:
        return f"{nombre(self.valeur)}{'' if self.entier else '+'}"

    def __bool__(self) -> bool:
        return self.valeur > 0


@dataclass(frozen=True)
class Chiffre:
    """A number, and the queue that shows as many rows."""

    nombre: Nombre
    filtres: Filtres


@dataclass(frozen=True)
class LigneEtat:
    libelle: str
    total: Chiffre
    retard: Chiffre | None
    bientot: Chiffre | None
    """None where the state is never late."""


@dataclass(frozen=True)
class Phase:
    onglet: Onglet
    total: Chiffre
    etats: list[LigneEtat]


@dataclass(frozen=True)
class Charge:
    """What a person has in hand; of nobody without `compte`."""

    compte: Compte | None
    total: Chiffre
    retard: Chiffre
    bientot: Chiffre
    a_temps: Nombre | None
    """What is left of them; None when they were not all counted."""
    suspendus: Chiffre
    preuves: Chiffre


@dataclass(frozen=True)
class Mois:
    le: date
    favorables: Nombre
    defavorables: Nombre

    @property
    def total(self) -> Nombre:
        return somme([self.favorables.valeur, self.defavorables.valeur])


def chiffre(cases: Cases, filtres: Filtres) -> Chiffre:
    counted = [
        cases[etat, filtres.echeance]
        for etat in filtres.etats
        if concerne(filtres.echeance, etat)
    ]
    return Chiffre(somme(counted), filtres)


def somme(numbers: Sequence[int]) -> Nombre:
    return Nombre(sum(numbers), file.PLAFOND not in numbers)


def phases(cases: Cases) -> list[Phase]:
    return [
        Phase(
            onglet,
            chiffre(cases, Filtres(onglet=onglet)),
            [_ligne(cases, Filtres(onglet=onglet, etat=e)) for e in ETATS[onglet]],
        )
        for onglet in Onglet
    ]


def en_cours(cases: Cases) -> Nombre:
    states = [etat for onglet in EN_COURS for etat in ETATS[onglet]]
    return somme([cases[etat, Limite.TOUTES] for etat in states])


def charge(cases: Cases, compte: Compte | None, who: str) -> Charge:
    """`who`: the account's id, or `personne`, or empty for the whole UIMM."""
    total, late, soon, suspended, preuves = (
        chiffre(cases, replace(wanted, attribution=who))
        for wanted in (Filtres(), RETARD, BIENTOT, SUSPENDUS, PREUVES)
    )
    rest = [-n.nombre.valeur for n in (late, soon, suspended)]
    left = Nombre(total.nombre.valeur + sum(rest)) if total.nombre.entier else None
    return Charge(compte, total, late, soon, left, suspended, preuves)


def charges(team: Iterable[tuple[Compte, Cases]], nobody: Cases) -> list[Charge]:
    """Of who instructs, of who still holds something, then of nobody."""
    rows = [charge(cases, compte, str(compte.id)) for compte, cases in team]
    shown = [row for row in rows if _instructs(row.compte) or row.total.nombre]
    return [*shown, charge(nobody, None, PERSONNE)]


def mois(counted: Mapping[tuple[date, bool], int], on: date) -> list[Mois]:
    return [
        Mois(le, somme([counted[le, True]]), somme([counted[le, False]]))
        for le in mois_suivis(on)
    ]


def bilan_des_avis(jalons: Iterable[Jalon]) -> Bilan | None:
    """The jalons of one dossier follow each other, in their order."""
    told = []
    for _dossier, acts in groupby(jalons, key=lambda j: j.dossier_id):
        story = list(acts)
        regles = reglement(story[0].reglement)
        told.append(
            (instruction([Passage(j.acte, j.le) for j in story], regles), regles)
        )
    return bilan(told)


def _ligne(cases: Cases, filtres: Filtres) -> LigneEtat:
    [etat] = filtres.etats
    return LigneEtat(
        libelles.ETAT_UIMM[etat],
        chiffre(cases, filtres),
        *(
            chiffre(cases, replace(filtres, echeance=limite))
            if (etat, limite) in cases
            else None
            for limite in (Limite.RETARD, Limite.BIENTOT)
        ),
    )


def _instructs(compte: Compte | None) -> bool:
    return bool(compte and compte.active and compte.role is Role.INSTRUCTEUR)
