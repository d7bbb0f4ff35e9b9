"""Why a jury cannot be changed or deliberate, in words; None when it can."""

from collections.abc import Sequence
from datetime import date

from portal.certification.jury.candidats import Candidat
from portal.dossiers.controle import controles
from portal.dossiers.models import Jury, MembreJury
from portal.droit import jury as droit
from portal.web.filters import date_longue, pluriel


def why_not_modifier(jury: Jury) -> str | None:
    if jury.annule_at:
        return "Ce jury est annulé."
    if jury.delibere_at:
        return "Ce jury a délibéré\u00a0: plus rien n’y change."
    return None


def why_not_le(le: date, on: date) -> str | None:
    """The guard of « programmer le jury » (1.4): time for K3 and K4."""
    if droit.a_temps(le, on):
        return None
    first = date_longue(droit.premier_jour(on))
    days = droit.regles(on).designation_jours
    return (
        f"Choisissez le {first} ou après\u00a0: demandes de désignation et "
        f"convocations partent au moins {days}\u00a0jours calendaires avant le jury."
    )


def why_not_programmer(jury: Jury, on: date) -> str | None:
    if reason := why_not_modifier(jury):
        return reason
    if droit.a_temps(jury.le, on):
        return None
    days = droit.regles(jury.le).designation_jours
    return (
        f"Ce jury se tient dans moins de {days}\u00a0jours calendaires\u00a0: plus "
        "aucun dossier ne peut y être inscrit."
    )


def why_not_lier(membres: Sequence[MembreJury], liees: set[str]) -> str | None:
    """D.6412-6 and R46, as far as addresses tell."""
    voting = [m for m in droit.votants(membres) if m.email.casefold() in liees]
    if not voting:
        return None
    names = ", ".join(m.nom for m in voting)
    return (
        f"{names}\u00a0: cette adresse est celle d’une personne candidate, de son "
        "accompagnement ou de sa commission. Elle peut être invitée, sans prendre "
        "part à la décision."
    )


def why_not_ouvrir(jury: Jury, on: date) -> str | None:
    """Nothing is decided before the day."""
    if reason := why_not_modifier(jury):
        return reason
    if jury.le > on:
        return f"Le jury se tient le {date_longue(jury.le)}\u00a0: attendez ce jour."
    return None


def why_not_deliberer(
    jury: Jury, candidats: Sequence[Candidat], on: date
) -> str | None:
    if reason := why_not_ouvrir(jury, on):
        return reason
    return " ".join(manques(jury, candidats)) or None


def manques(jury: Jury, candidats: Sequence[Candidat]) -> list[str]:
    """Everything that is missing before the deliberation, a sentence each."""
    undecided = [c for c in candidats if not c.est_decide]
    votes = len(droit.presents(jury.membres))
    over = [
        c.numero
        for c in candidats
        if c.est_decide and why_not_voix(c.tour.pour, c.tour.contre, votes)
    ]
    unsaid = [c.numero for c in candidats if not est_complete(c)]
    rules = [
        (not candidats, "Aucun dossier n’est inscrit à ce jury."),
        (
            bool(undecided),
            f"Il reste {pluriel(len(undecided), 'candidature')} à décider.",
        ),
        (
            bool(unsaid),
            "Le procès-verbal demande l’origine et le financement de chaque "
            f"candidature\u00a0: complétez {', '.join(unsaid)}.",
        ),
        (bool(over), f"Comptez à nouveau les voix\u00a0: {', '.join(over)}."),
        (
            jury.emargement_fichier_id is None,
            "La feuille d’émargement signée n’est pas déposée.",
        ),
    ]
    return [
        *droit.refus_presents(jury.membres),
        *[sentence for missing, sentence in rules if missing],
        *controles([jury.emargement]),
    ]


def est_complete(candidat: Candidat) -> bool:
    """Annexe 7: nothing of its line changes once the jury has deliberated."""
    return bool(candidat.tour.origine and candidat.tour.financement)


def why_not_voix(pour: int, contre: int, presents: int) -> str | None:
    """R45: what is recorded is what the majority, or the president, adopted."""
    if reason := droit.refus_voix(pour, contre, presents):
        return reason
    if pour + contre == 0:
        return "Comptez les voix des membres présents."
    if not droit.adopte(pour, contre, president_pour=True):
        return (
            "La majorité est contre\u00a0: enregistrez la décision que le jury a "
            "adoptée, avec ses voix."
        )
    return None
