"""Why a session or a turn may not change, in words we can show; None when it may."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from portal.comptes.models import Compte
from portal.dossiers.models import (
    Commission,
    Dossier,
    Evaluation,
    MembreCommission,
    PassageCommission,
)
from portal.dossiers.permissions import why_not
from portal.dossiers.recherche import fold
from portal.droit.listes import Presence
from portal.droit.termes import TERMES
from portal.droit.workflow import Acte
from portal.web.filters import date_longue, pluriel

PLUSIEURS = 2
"""« Plusieurs membres qualifiés » (R8), beside the president."""
Liens = Mapping[tuple[UUID, UUID], str]
"""(member, dossier) → how they are linked."""


def ouverts(commission: Commission) -> list[PassageCommission]:
    """The turns still to come, or to conclude."""
    return [p for p in commission.passages if p.clos_at is None]


def a_conclu(commission: Commission) -> bool:
    return any(
        p.clos_at and p.presence is Presence.PRESENT for p in commission.passages
    )


def why_not_changer(commission: Commission, on: date) -> str | None:
    """Its date, its place, who presides, who sits."""
    if commission.annulee_at:
        return "Cette séance est annulée."
    if a_conclu(commission):
        return "La commission a rendu des conclusions\u00a0: la séance ne change plus."
    if commission.le < on:
        return (
            "La date de cette séance est passée\u00a0: rendez les conclusions, ou "
            "remettez chaque entretien à un autre jour."
        )
    return None


def why_not_annuler(commission: Commission) -> str | None:
    if commission.annulee_at:
        return "Cette séance est déjà annulée."
    if a_conclu(commission):
        return "La commission a rendu des conclusions\u00a0: elle a eu lieu."
    return None


def why_not_le(le: date, on: date) -> str | None:
    return None if le > on else "Choisissez une date à venir."


def why_not_heure(heure: str, debut: str) -> str | None:
    """« 09:30 », of one turn; the session begins at `debut`."""
    return None if heure >= debut else f"La séance commence à {debut}."


def why_not_retirer(commission: Commission, on: date) -> str | None:
    if reason := why_not_changer(commission, on):
        return reason
    if ouverts(commission) and len(commission.membres) <= PLUSIEURS:
        return (
            "Des entretiens sont programmés\u00a0: la commission garde au moins "
            f"{PLUSIEURS} membres. Ajoutez d’abord une autre personne."
        )
    return None


def why_not_sieger(
    membre: MembreCommission, dossier: Dossier, liens: Liens
) -> str | None:
    """Impartiality towards one candidate (D.6412-6, section 0 rule 9)."""
    name = dossier.nom_candidat
    for accompagnement in dossier.accompagnements:
        if _est(membre, accompagnement.compte):
            return (
                f"{membre.nom} a accompagné {name}\u00a0: cette personne ne peut pas "
                "siéger pour sa candidature."
            )
    if _est(membre, dossier.candidat):
        return f"{membre.nom} est la personne candidate."
    if (motif := liens.get((membre.id, dossier.id))) is not None:
        return f"{membre.nom} est en lien avec {name}\u00a0: {motif}"
    return None


def why_not_presider(commission: Commission, dossier: Dossier) -> str | None:
    """The president has a name and no account: the name is what there is."""
    president = fold(commission.president_nom)
    if any(fold(a.compte.nom_affiche) == president for a in dossier.accompagnements):
        return (
            f"{commission.president_nom} a accompagné {dossier.nom_candidat}\u00a0: "
            "une autre personne préside."
        )
    return None


def why_not_composition(
    commission: Commission, dossier: Dossier, liens: Liens
) -> str | None:
    """Enough members, none of them linked to the candidate."""
    if len(commission.membres) < PLUSIEURS:
        return (
            f"La commission compte {pluriel(len(commission.membres), 'membre')}"
            f"\u00a0: il en faut au moins {PLUSIEURS}, outre la présidence."
        )
    reasons = (why_not_sieger(m, dossier, liens) for m in commission.membres)
    return next(filter(None, reasons), None)


def why_not_planifier(
    commission: Commission, dossier: Dossier, liens: Liens, by: Compte, on: date
) -> str | None:
    return (
        why_not(Acte.PROGRAMMER_COMMISSION, dossier, by)
        or why_not_changer(commission, on)
        or why_not_le(commission.le, on)
        or why_not_composition(commission, dossier, liens)
        or why_not_presider(commission, dossier)
    )


def why_not_amenagement(demande: str, regle: str) -> str | None:
    """R37: what was asked for is settled in words before the convocation."""
    if demande and not regle:
        return "Écrivez comment l’aménagement demandé est assuré."
    return None


def why_not_reporter(
    passage: PassageCommission, presence: Presence, by: Compte, on: date
) -> str | None:
    if passage.clos_at:
        return "Cet entretien est déjà clos."
    if presence is Presence.ABSENT and on < passage.commission.le:
        return "L’entretien n’a pas encore eu lieu."
    return why_not(Acte.REPORTER_COMMISSION, passage.dossier, by)


def why_not_evaluer(passage: PassageCommission, by: Compte, on: date) -> str | None:
    """From the day of the session on, until the conclusions are rendered."""
    if passage.clos_at:
        return "Cet entretien est clos\u00a0: ses conclusions ne changent plus."
    if on < passage.commission.le:
        jour = date_longue(passage.commission.le)
        return f"La commission se réunit le {jour}\u00a0: rien ne s’écrit avant."
    return why_not(Acte.RENDRE_CONCLUSIONS, passage.dossier, by)


def why_not_rendre(
    passage: PassageCommission,
    codes: Iterable[str],
    liens: Liens,
    by: Compte,
    on: date,
) -> str | None:
    """Every aimed capacité decided, with a comment for each refused (1.4)."""
    if reason := why_not_evaluer(passage, by, on):
        return reason
    found = {e.capacite_code: e for e in passage.evaluations}
    left = [c for c in codes if not _est_decidee(found.get(c))]
    if left:
        words = pluriel(len(left), TERMES.capacite, TERMES.capacites)
        return f"Il reste {words} à décider\u00a0: {', '.join(left)}."
    return why_not_composition(passage.commission, passage.dossier, liens)


def _est_decidee(evaluation: Evaluation | None) -> bool:
    if evaluation is None or evaluation.acquise is None:
        return False
    return evaluation.acquise or bool(evaluation.commentaire)


def _est(membre: MembreCommission, compte: Compte) -> bool:
    same = membre.email.casefold() == compte.email.casefold()
    return membre.compte_id == compte.id or same
