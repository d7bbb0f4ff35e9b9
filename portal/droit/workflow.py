"""The life of a dossier: who may do what, from which state, to which state.

Source: domain.md 1.4 (annexe 4 of the dispositif).
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    CANDIDAT = "candidat"
    ACCOMPAGNATEUR = "accompagnateur"
    INSTRUCTEUR = "instructeur"
    RESPONSABLE = "responsable"
    GTP = "gtp"
    ADMINISTRATEUR = "administrateur"


class Etat(StrEnum):
    BROUILLON = "brouillon"
    DEPOSE = "depose"
    EN_INSTRUCTION = "en_instruction"
    A_COMPLETER = "a_completer"
    NON_RECEVABLE = "non_recevable"
    RECEVABLE = "recevable"
    PREUVES_DEPOSEES = "preuves_deposees"
    PREUVES_A_COMPLETER = "preuves_a_completer"
    PREUVES_RECUES = "preuves_recues"
    CADUC = "caduc"
    RETIRE = "retire"


class Acte(StrEnum):
    DEPOSER = "deposer"
    PRENDRE_EN_CHARGE = "prendre_en_charge"
    DEMANDER_PIECES = "demander_pieces"
    COMPLETER = "completer"
    REPRENDRE = "reprendre"
    DECLARER_RECEVABLE = "declarer_recevable"
    DECLARER_NON_RECEVABLE = "declarer_non_recevable"
    REVENIR_SUR_AVIS = "revenir_sur_avis"
    DEPOSER_PREUVES = "deposer_preuves"
    DEMANDER_PREUVES = "demander_preuves"
    COMPLETER_PREUVES = "completer_preuves"
    REPRENDRE_PREUVES = "reprendre_preuves"
    RECEVOIR_PREUVES = "recevoir_preuves"
    DECLARER_CADUC = "declarer_caduc"
    LEVER_CADUCITE = "lever_caducite"
    RETIRER = "retirer"


class Fait(StrEnum):
    """What the journal also keeps, though it moves nothing."""

    OUVERT = "ouvert"
    REASSIGNE = "reassigne"
    DEROGATION = "derogation"
    PROLONGE = "prolonge"
    IDENTITE_VERIFIEE = "identite_verifiee"
    IDENTITE_EFFACEE = "identite_effacee"
    PIECE_JOINTE = "piece_jointe"
    PIECE_RETIREE = "piece_retiree"
    PIECE_JUGEE = "piece_jugee"
    PREUVE_JOINTE = "preuve_jointe"
    PREUVE_RETIREE = "preuve_retiree"
    ECART_ACCEPTE = "ecart_accepte"
    ACCOMPAGNATEUR_INVITE = "accompagnateur_invite"
    ACCOMPAGNATEUR_ACCEPTE = "accompagnateur_accepte"
    ACCOMPAGNATEUR_REVOQUE = "accompagnateur_revoque"
    DOCUMENT_LU = "document_lu"
    FICHIER_CONSULTE = "fichier_consulte"


@dataclass(frozen=True, slots=True)
class Transition:
    """`target` None: the act returns the dossier where it was (lever)."""

    by: frozenset[Role]
    sources: frozenset[Etat]
    target: Etat | None


UIMM = frozenset({Role.INSTRUCTEUR, Role.RESPONSABLE})
_CANDIDAT = frozenset({Role.CANDIDAT})
_RESPONSABLE = frozenset({Role.RESPONSABLE})


def _move(by: frozenset[Role], *sources: Etat, to: Etat | None) -> Transition:
    return Transition(by, frozenset(sources), to)


TRANSITIONS: dict[Acte, Transition] = {
    Acte.DEPOSER: _move(_CANDIDAT, Etat.BROUILLON, to=Etat.DEPOSE),
    Acte.PRENDRE_EN_CHARGE: _move(UIMM, Etat.DEPOSE, to=Etat.EN_INSTRUCTION),
    Acte.DEMANDER_PIECES: _move(UIMM, Etat.EN_INSTRUCTION, to=Etat.A_COMPLETER),
    Acte.COMPLETER: _move(_CANDIDAT, Etat.A_COMPLETER, to=Etat.EN_INSTRUCTION),
    Acte.REPRENDRE: _move(UIMM, Etat.A_COMPLETER, to=Etat.EN_INSTRUCTION),
    Acte.DECLARER_RECEVABLE: _move(UIMM, Etat.EN_INSTRUCTION, to=Etat.RECEVABLE),
    Acte.DECLARER_NON_RECEVABLE: _move(
        UIMM, Etat.EN_INSTRUCTION, to=Etat.NON_RECEVABLE
    ),
    Acte.REVENIR_SUR_AVIS: _move(
        _RESPONSABLE, Etat.RECEVABLE, Etat.NON_RECEVABLE, to=Etat.EN_INSTRUCTION
    ),
    Acte.DEPOSER_PREUVES: _move(_CANDIDAT, Etat.RECEVABLE, to=Etat.PREUVES_DEPOSEES),
    Acte.DEMANDER_PREUVES: _move(
        UIMM, Etat.PREUVES_DEPOSEES, to=Etat.PREUVES_A_COMPLETER
    ),
    Acte.COMPLETER_PREUVES: _move(
        _CANDIDAT, Etat.PREUVES_A_COMPLETER, to=Etat.PREUVES_DEPOSEES
    ),
    Acte.REPRENDRE_PREUVES: _move(
        UIMM, Etat.PREUVES_A_COMPLETER, to=Etat.PREUVES_DEPOSEES
    ),
    Acte.RECEVOIR_PREUVES: _move(UIMM, Etat.PREUVES_DEPOSEES, to=Etat.PREUVES_RECUES),
    Acte.DECLARER_CADUC: _move(
        _RESPONSABLE, Etat.RECEVABLE, Etat.PREUVES_A_COMPLETER, to=Etat.CADUC
    ),
    Acte.LEVER_CADUCITE: _move(_RESPONSABLE, Etat.CADUC, to=None),
    Acte.RETIRER: _move(
        _CANDIDAT,
        Etat.BROUILLON,
        Etat.DEPOSE,
        Etat.EN_INSTRUCTION,
        Etat.A_COMPLETER,
        Etat.RECEVABLE,
        Etat.PREUVES_DEPOSEES,
        Etat.PREUVES_A_COMPLETER,
        Etat.PREUVES_RECUES,
        to=Etat.RETIRE,
    ),
}

TOUR: dict[Etat, Role | None] = {
    Etat.BROUILLON: Role.CANDIDAT,
    Etat.DEPOSE: Role.INSTRUCTEUR,
    Etat.EN_INSTRUCTION: Role.INSTRUCTEUR,
    Etat.A_COMPLETER: Role.CANDIDAT,
    Etat.NON_RECEVABLE: None,
    Etat.RECEVABLE: Role.CANDIDAT,
    Etat.PREUVES_DEPOSEES: Role.INSTRUCTEUR,
    Etat.PREUVES_A_COMPLETER: Role.CANDIDAT,
    Etat.PREUVES_RECUES: Role.INSTRUCTEUR,
    Etat.CADUC: None,
    Etat.RETIRE: None,
}

# What the candidate may still change, by part of the dossier.
RECEVABILITE_OUVERTE = frozenset({Etat.BROUILLON, Etat.A_COMPLETER})
PREUVES_OUVERTES = frozenset({Etat.RECEVABLE, Etat.PREUVES_A_COMPLETER})
CLOS = frozenset(etat for etat, role in TOUR.items() if role is None)


def open_actes(etat: Etat, role: Role) -> list[Acte]:
    return [a for a, t in TRANSITIONS.items() if etat in t.sources and role in t.by]


def mermaid() -> str:
    arrows = [
        f"    {source} --> {transition.target or 'etat_precedent'}: {acte}"
        for acte, transition in TRANSITIONS.items()
        for source in Etat
        if source in transition.sources
    ]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {Etat.BROUILLON}", *arrows])
