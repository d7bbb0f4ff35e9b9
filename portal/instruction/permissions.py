"""Why a reviewer may not act, in words we can show; None when they may."""

from collections.abc import Iterable
from datetime import date

from portal.comptes.models import Compte
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import Dossier, Preuve
from portal.dossiers.permissions import a_accompagne, qualite, why_not
from portal.droit.echeances import (
    Cle,
    attendue,
    peut_declarer_caduc,
    peut_reprendre,
)
from portal.droit.reglements import Reglement, reglement
from portal.droit.workflow import CLOS, PREUVES_ACCEPTEES, UIMM, Acte, Etat, Role
from portal.instruction.dossier import Instruction
from portal.web.filters import date_longue, pluriel

PAS_VOTRE_ROLE = "Cette action ne relève pas de votre rôle."
ACCOMPAGNE = (
    "Cette personne a accompagné le candidat ou la candidate\u00a0: elle ne peut pas "
    "instruire ce dossier."
)
HORS_INSTRUCTION = {
    Etat.DEPOSE: "Prenez d’abord ce dossier en charge.",
    Etat.A_COMPLETER: "Ce dossier attend la réponse du candidat ou de la candidate.",
}
PREUVES_VISIBLES = frozenset(
    {Etat.PREUVES_DEPOSEES, Etat.PREUVES_A_COMPLETER, *PREUVES_ACCEPTEES}
)


def why_not_instruct(dossier: Dossier, compte: Compte) -> str | None:
    """To judge a piece or to check the identity."""
    if compte.role not in UIMM or qualite(dossier, compte) not in UIMM:
        return PAS_VOTRE_ROLE
    if a_accompagne(dossier, compte):
        return "Vous avez accompagné cette personne : vous ne pouvez pas l’instruire."
    if dossier.etat is not Etat.EN_INSTRUCTION:
        return HORS_INSTRUCTION.get(
            dossier.etat, "Ce dossier n’est plus en cours d’instruction."
        )
    return None


def why_not_demander_pieces(instruction: Instruction, compte: Compte) -> str | None:
    return (
        why_not(Acte.DEMANDER_PIECES, instruction.dossier, compte)
        or _why_not_sign(compte)
        or (None if instruction.refusees() else "Aucune pièce n’est refusée.")
    )


def why_not_reponse_le(regles: Reglement, reponse_le: date, on: date) -> str | None:
    """Time enough to answer, and an end (K9)."""
    least, most = regles.reponse_min_jours, regles.reponse_max_jours
    if least <= (reponse_le - on).days <= most:
        return None
    return f"Choisissez une date dans {least} à {most}\u00a0jours."


def why_not_decider(
    instruction: Instruction, compte: Compte, *, favorable: bool
) -> str | None:
    """Everything that is missing, in one sentence each (domain.md 1.4, A8)."""
    acte = Acte.DECLARER_RECEVABLE if favorable else Acte.DECLARER_NON_RECEVABLE
    if reason := why_not(acte, instruction.dossier, compte):
        return reason
    return " ".join(manques(instruction, compte, favorable=favorable)) or None


def manques(instruction: Instruction, compte: Compte, *, favorable: bool) -> list[str]:
    left, refused = instruction.a_examiner(), instruction.refusees()
    rules = [
        (bool(left), f"Il reste {pluriel(len(left), 'pièce')} à examiner."),
        (
            favorable and bool(refused),
            f"{pluriel(len(refused), 'pièce refusée', 'pièces refusées')}\u00a0: "
            "demandez le remplacement, ou rendez un avis défavorable.",
        ),
        (
            favorable and instruction.verifiee is None,
            "L’identité n’est pas vérifiée.",
        ),
    ]
    unsigned = _why_not_sign(compte)
    found = [sentence for missing, sentence in rules if missing]
    return [*found, unsigned] if unsigned else found


def why_not_revenir(dossier: Dossier, compte: Compte) -> str | None:
    """No later step begun: the state says it."""
    return why_not(Acte.REVENIR_SUR_AVIS, dossier, compte) or _why_not_sign(compte)


def why_not_reattribuer(dossier: Dossier, by: Compte, to: Compte) -> str | None:
    if qualite(dossier, by) not in UIMM:
        return PAS_VOTRE_ROLE
    if dossier.etat in CLOS:
        return "Ce dossier est clos."
    if to.role not in UIMM or to.uimm_slug != dossier.uimm_slug or not to.active:
        return "Choisissez une personne de votre UIMM territoriale."
    return ACCOMPAGNE if a_accompagne(dossier, to) else None


def why_not_derogation(
    dossier: Dossier, compte: Compte, *, deja: bool, on: date
) -> str | None:
    """Section 0 rule 3: after a refused file, or an earlier one on blocs only."""
    if qualite(dossier, compte) is not Role.RESPONSABLE:
        return PAS_VOTRE_ROLE
    if dossier.etat is not Etat.NON_RECEVABLE and not dossier.blocs_vises:
        return (
            "Une nouvelle demande dans l’année ne peut être autorisée qu’après un avis "
            "défavorable, ou si la demande ne visait que des blocs."
        )
    if dossier.annee_civile != on.year:
        return "Cette demande ne compte pas pour l’année en cours."
    return "Cette autorisation est déjà donnée." if deja else None


def why_not_caducite(dossier: Dossier, compte: Compte, on: date) -> str | None:
    """To declare or to lift, by state (section 0 rule 2)."""
    if dossier.etat is Etat.CADUC:
        return why_not(Acte.LEVER_CADUCITE, dossier, compte)
    if reason := why_not(Acte.DECLARER_CADUC, dossier, compte):
        return reason
    if peut_declarer_caduc(echeances_du(dossier), on):
        return None
    return (
        "Le délai n’est pas passé, ou le dossier de preuves est déposé\u00a0: ce "
        "dossier ne peut pas être déclaré caduc."
    )


def acte_de_reprise(dossier: Dossier) -> Acte:
    preuves = dossier.etat is Etat.PREUVES_A_COMPLETER
    return Acte.REPRENDRE_PREUVES if preuves else Acte.REPRENDRE


def why_not_reprendre(dossier: Dossier, compte: Compte, on: date) -> str | None:
    """To go on without an answer: its last day is the candidate's (K9)."""
    if reason := why_not(acte_de_reprise(dossier), dossier, compte):
        return reason
    liste = echeances_du(dossier)
    if peut_reprendre(dossier.etat, liste, on):
        return None
    awaited = attendue(dossier.etat, liste)
    until = f" jusqu’au {date_longue(awaited.limite)} inclus" if awaited else ""
    return (
        f"La personne peut répondre{until}\u00a0: vous pourrez reprendre le dossier "
        "sans réponse à partir du lendemain."
    )


def why_not_prolonger(dossier: Dossier, compte: Compte) -> str | None:
    if qualite(dossier, compte) is not Role.RESPONSABLE:
        return PAS_VOTRE_ROLE
    if _parcours(dossier) is None or dossier.etat in CLOS:
        return "Aucun délai de 12\u00a0mois ne court pour ce dossier."
    return None


def why_not_jusqu_au(dossier: Dossier, jusqu_au: date) -> str | None:
    """After the limit there is now, by no more than the règlement first gave."""
    limit = _parcours(dossier)
    if limit is None:
        return "Aucun délai de 12\u00a0mois ne court pour ce dossier."
    if jusqu_au <= limit:
        return "Choisissez une date après la limite actuelle."
    most = reglement(dossier.reglement).parcours_mois
    if (jusqu_au.year - limit.year) * 12 + jusqu_au.month - limit.month > most:
        return f"Une prolongation ne dépasse pas {most}\u00a0mois."
    return None


def why_not_verifier_preuves(dossier: Dossier, compte: Compte) -> str | None:
    """The material check, never the merits (domain.md 1.4)."""
    return why_not(Acte.RECEVOIR_PREUVES, dossier, compte)


def why_not_demander_preuves(dossier: Dossier, compte: Compte) -> str | None:
    return why_not(Acte.DEMANDER_PREUVES, dossier, compte)


def why_not_recevoir_preuves(
    dossier: Dossier, preuves: Iterable[Preuve], compte: Compte
) -> str | None:
    if reason := why_not(Acte.RECEVOIR_PREUVES, dossier, compte):
        return reason
    marked = sum(bool(p.a_remplacer) for p in preuves)
    if marked:
        return (
            f"{pluriel(marked, 'preuve')} à remplacer\u00a0: demandez le remplacement, "
            "ou retirez la marque."
        )
    return None


def _parcours(dossier: Dossier) -> date | None:
    limits = [e.limite for e in echeances_du(dossier) if e.cle is Cle.K2]
    return limits[-1] if limits else None


def _why_not_sign(compte: Compte) -> str | None:
    """A letter bears its author's name and quality (A8, CRPA L.212-1)."""
    if compte.nom_affiche and compte.qualite:
        return None
    return "Indiquez votre nom et votre qualité dans «\u00a0Mon compte\u00a0»."
