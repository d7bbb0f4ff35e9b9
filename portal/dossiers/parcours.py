"""The candidate's path in four phases, and its steps as a list of tasks."""

from collections.abc import Collection
from dataclasses import dataclass

from portal.dossiers.models import Dossier
from portal.droit.workflow import Etat


@dataclass(frozen=True)
class Phase:
    titre: str
    etat: str
    """`fait`, `cours` or `venir`: the words of the macro."""
    mot: str


@dataclass(frozen=True)
class Tache:
    libelle: str
    genre: str
    """The words of the macro `statut`: ok, cours, alerte, refus, vide, non."""
    mot: str
    endpoint: str | None = None


# Phase that each state belongs to (domain.md 1.4); the others follow from it.
PHASE = {
    Etat.BROUILLON: 1,
    Etat.DEPOSE: 2,
    Etat.EN_INSTRUCTION: 2,
    Etat.A_COMPLETER: 2,
    Etat.NON_RECEVABLE: 2,
    Etat.RECEVABLE: 2,
    Etat.PREUVES_DEPOSEES: 2,
    Etat.PREUVES_A_COMPLETER: 2,
    Etat.PREUVES_RECUES: 3,
    Etat.COMMISSION_PROGRAMMEE: 3,
    Etat.CONCLUSIONS_RENDUES: 3,
    Etat.JURY_PROGRAMME: 3,
    Etat.JURY_DELIBERE: 3,
    Etat.TRANSMIS_GTP: 3,
    Etat.COMPLEMENT_GTP: 3,
    Etat.CERTIFIE: 4,
    Etat.VALIDATION_PARTIELLE: 4,
    Etat.NON_VALIDE: 4,
    Etat.CADUC: 2,
    Etat.RETIRE: 1,
}
TITRES = (
    ("Accueil", "Choix de la certification et demande"),
    ("Recevabilité et preuves", "À venir : avis de l’UIMM, puis preuves"),
    ("Certification", "À venir : entretien, puis jury"),
    ("Suites", "À venir : résultat et certificat"),
)
FIN = {
    Etat.NON_RECEVABLE: "Terminé : avis défavorable",
    Etat.CADUC: "Arrêté : dossier caduc",
    Etat.RETIRE: "Arrêté : demande retirée",
    Etat.CERTIFIE: "Terminé : validation totale",
    Etat.VALIDATION_PARTIELLE: "Terminé : validation partielle",
    Etat.NON_VALIDE: "Terminé : non-validation",
}
ABOUTIS = frozenset({Etat.CERTIFIE, Etat.VALIDATION_PARTIELLE})
"""Over, and well: the tick, not the clock."""

_DEMANDE = {
    Etat.BROUILLON: ("cours", "En cours", "recevabilite.taches"),
    Etat.A_COMPLETER: ("alerte", "À compléter", "recevabilite.completer"),
    Etat.RETIRE: ("non", "Retirée", None),
}
_AVIS = {
    Etat.BROUILLON: ("non", "Après votre dépôt", None),
    Etat.DEPOSE: ("cours", "En attente de l’UIMM", None),
    Etat.EN_INSTRUCTION: ("cours", "À l’étude", None),
    Etat.A_COMPLETER: ("non", "Après votre réponse", None),
    Etat.NON_RECEVABLE: ("refus", "Avis défavorable", None),
    Etat.RETIRE: ("non", "Sans objet", None),
}
_RECUES = ("ok", "Reçu", "preuves.matrice")
_PREUVES = {etat: _RECUES for etat, phase in PHASE.items() if phase > 2} | {
    Etat.RECEVABLE: ("cours", "À écrire", "preuves.matrice"),
    Etat.PREUVES_DEPOSEES: ("cours", "Vérification par l’UIMM", "preuves.matrice"),
    Etat.PREUVES_A_COMPLETER: ("alerte", "À compléter", "preuves.matrice"),
    Etat.CADUC: ("refus", "Caduc", "preuves.matrice"),
}
_RESULTAT = ("cours", "Jury réuni, résultat à venir", None)
_NOTIFIE = ("ok", "Résultat notifié", "suites.certificats")
_JURY = {
    Etat.PREUVES_RECUES: ("cours", "Préparé par l’UIMM", None),
    Etat.COMMISSION_PROGRAMMEE: ("cours", "Entretien programmé", None),
    Etat.CONCLUSIONS_RENDUES: ("cours", "Entretien passé", None),
    Etat.JURY_PROGRAMME: ("cours", "Jury programmé", None),
    Etat.JURY_DELIBERE: _RESULTAT,
    Etat.TRANSMIS_GTP: _RESULTAT,
    Etat.COMPLEMENT_GTP: _RESULTAT,
    Etat.CERTIFIE: _NOTIFIE,
    Etat.VALIDATION_PARTIELLE: _NOTIFIE,
    Etat.NON_VALIDE: _NOTIFIE,
}
_PAS_ENCORE = ("non", "Pas encore disponible", None)


def phases(dossier: Dossier) -> list[Phase]:
    here = PHASE[dossier.etat]
    return [
        _phase(dossier, rank, title, later, here)
        for rank, (title, later) in enumerate(TITRES, start=1)
    ]


def taches(dossier: Dossier) -> list[Tache]:
    etat = dossier.etat
    done = ("ok", "Déposée", "recevabilite.verifier")
    given = ("ok", "Avis favorable", None)
    return [
        Tache("Demande de recevabilité", *_DEMANDE.get(etat, done)),
        Tache("Avis de l’UIMM", *_AVIS.get(etat, given)),
        Tache("Dossier de preuves", *_PREUVES.get(etat, _PAS_ENCORE)),
        Tache("Entretien, puis décision du jury", *_JURY.get(etat, _PAS_ENCORE)),
    ]


def projet(dossier: Dossier) -> str:
    """Its scope, and that it continues another: « bloc 2, pour le reste » (R67)."""
    return portee(dossier) + (", pour le reste" if dossier.precedent_id else "")


def portee(dossier: Dossier) -> str:
    """What is aimed at (R20)."""
    return des_blocs(dossier.blocs_vises)


def des_blocs(blocs: Collection[int]) -> str:
    """« CQPM entier », « bloc 2 », « blocs 1 et 2 »."""
    if not blocs:
        return "CQPM entier"
    numbers = [str(number) for number in sorted(blocs)]
    if len(numbers) == 1:
        return f"bloc {numbers[0]}"
    return f"blocs {', '.join(numbers[:-1])} et {numbers[-1]}"


def _phase(dossier: Dossier, rank: int, title: str, later: str, here: int) -> Phase:
    if rank < here:
        return Phase(title, "fait", "Terminé")
    if rank > here:
        return Phase(title, "venir", later)
    over = "fait" if dossier.etat in ABOUTIS else "cours"
    return Phase(title, over, FIN.get(dossier.etat, "Vous êtes ici"))
