"""What is kept of a dossier, until when, under which rule (1.9, section 7, K8).

A limit is the last day kept: what it protects is erased from the next day on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.droit.conservations import (
    CONSERVATIONS,
    RECEVABILITE,
    Conservation,
    Contenu,
    Regle,
)
from portal.droit.horloges import Cle, Echeance, Passage
from portal.droit.jours import ajouter_mois
from portal.droit.ouverture import en_toutes_lettres
from portal.droit.reglements import Reglement
from portal.droit.workflow import VALIDATIONS, VALIDES, Etat, Role

AUTOMATIQUES = frozenset({Regle.BROUILLON, Regle.AMENAGEMENT})
"""Erased without a responsable: no UIMM knows the first, nobody needs the second."""
ABANDONS = frozenset({Etat.NON_RECEVABLE, Etat.RETIRE, Etat.CADUC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Faits:
    """What the rules look at. `clos_le`: the day of the act that closed the dossier."""

    etat: Etat
    touche_le: date
    """The last time the candidate changed the draft."""
    reglement: Reglement
    depose_le: date | None = None
    avis_le: date | None = None
    session_le: date | None = None
    """The day the commission concluded."""
    clos_le: date | None = None
    rncp: bool = True


@dataclass(frozen=True, slots=True)
class Ligne:
    """`jusqu_au` None: no day can be said, and `delai` says why."""

    regle: Regle
    jusqu_au: date | None
    delai: str

    @property
    def conservation(self) -> Conservation:
        return CONSERVATIONS[self.regle]


def archives_jusqu_au(validation_le: date, *, rncp: bool, reglement: Reglement) -> date:
    """K8: whole civil years after that of the validation, their last day included."""
    annees = reglement.archives_rncp_annees if rncp else reglement.archives_annees
    return date(validation_le.year + annees, 12, 31)


def archivage(
    passages: Sequence[Passage], reglement: Reglement, *, rncp: bool
) -> list[Echeance]:
    """K8 as a delay: the UIMM keeps the documents until its last day included."""
    if not passages or passages[-1].acte not in VALIDATIONS:
        return []
    le = passages[-1].le
    limite = archives_jusqu_au(le, rncp=rncp, reglement=reglement)
    return [Echeance(cle=Cle.K8, debut=le, limite=limite, qui=Role.RESPONSABLE)]


def conservation(faits: Faits) -> list[Ligne]:
    """Every rule that applies to the dossier, as it is now."""
    return [
        Ligne(regle, limite(faits), CONSERVATIONS[regle].delai(faits.reglement))
        for regle, (concerne, limite) in _REGLES.items()
        if concerne(faits)
    ]


def a_purger(faits: Faits, on: date) -> list[Regle]:
    """Of the rules that erase, those whose last day is past."""
    return [
        ligne.regle
        for ligne in conservation(faits)
        if ligne.conservation.contenus and ligne.jusqu_au and ligne.jusqu_au < on
    ]


def prevenir_le(faits: Faits) -> date:
    """The day the candidate is told that the draft will be erased."""
    return _brouillon(faits) - timedelta(days=faits.reglement.brouillon_preavis_jours)


def effacables(faits: Faits) -> frozenset[Contenu]:
    """What the person may have erased at once, whatever day it is."""
    if not faits.depose_le:
        return frozenset({Contenu.TOUT})
    if faits.etat in ABANDONS:
        return RECEVABILITE
    return frozenset({Contenu.COMMENTAIRES})


def sans_uimm(faits: Faits) -> bool:
    """A draft and the comments are not the UIMM's: erased as soon as asked."""
    return effacables(faits) <= {Contenu.TOUT, Contenu.COMMENTAIRES}


def why_not_effacer(faits: Faits) -> str | None:
    """What the person may not have erased yet, and under which text."""
    if not faits.depose_le:
        return None
    if faits.etat in ABANDONS:
        return _phrase(
            "L’identité, la décision et les lettres", Regle.RESUME, _resume(faits)
        )
    if faits.etat in VALIDES:
        return _phrase(
            "Les documents de la validation", Regle.VALIDATION, _validation(faits)
        )
    return (
        "La demande est en cours\u00a0: ses pièces servent à l’étudier. Pour les faire "
        "effacer, retirez d’abord la demande, tant que la commission n’est pas "
        "programmée."
    )


def _phrase(quoi: str, regle: Regle, jusqu_au: date | None) -> str:
    source = CONSERVATIONS[regle].source
    day = en_toutes_lettres(jusqu_au) if jusqu_au else "une date à venir"
    return f"{quoi} sont gardés jusqu’au {day}. Source\u00a0: {source}."


def _brouillon(faits: Faits) -> date:
    return ajouter_mois(faits.touche_le, faits.reglement.brouillon_mois)


def _refus(faits: Faits) -> date | None:
    mois = faits.reglement.refus_mois
    return ajouter_mois(faits.clos_le, mois) if faits.clos_le else None


def _resume(faits: Faits) -> date | None:
    pieces = _refus(faits)
    if not (pieces and faits.depose_le):
        return None
    return max(date(faits.depose_le.year + 1, 12, 31), pieces)


def _validation(faits: Faits) -> date | None:
    if faits.etat not in VALIDES or not faits.clos_le:
        return None
    return archives_jusqu_au(faits.clos_le, rncp=faits.rncp, reglement=faits.reglement)


def _jamais(_faits: Faits) -> None:
    return None


def _deposee(faits: Faits) -> bool:
    return faits.depose_le is not None


def _abandonnee(faits: Faits) -> bool:
    return _deposee(faits) and faits.etat in ABANDONS


def _poursuivie(faits: Faits) -> bool:
    return _deposee(faits) and faits.etat not in ABANDONS


# Which dossiers a rule is about, and its last day.
_REGLES: Mapping[
    Regle, tuple[Callable[[Faits], bool], Callable[[Faits], date | None]]
] = {
    Regle.BROUILLON: (lambda f: not f.depose_le, _brouillon),
    Regle.IDENTITE: (_deposee, lambda f: f.avis_le),
    Regle.AMENAGEMENT: (_poursuivie, lambda f: f.session_le),
    Regle.REFUS: (_abandonnee, _refus),
    Regle.RESUME: (_abandonnee, _resume),
    Regle.VALIDATION: (_poursuivie, _validation),
    Regle.RESULTATS: (_poursuivie, _jamais),
    Regle.GTP: (_poursuivie, _jamais),
}
