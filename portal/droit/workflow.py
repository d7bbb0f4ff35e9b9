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
    COMMISSION_PROGRAMMEE = "commission_programmee"
    CONCLUSIONS_RENDUES = "conclusions_rendues"
    JURY_PROGRAMME = "jury_programme"
    JURY_DELIBERE = "jury_delibere"
    TRANSMIS_GTP = "transmis_gtp"
    COMPLEMENT_GTP = "complement_gtp"
    CERTIFIE = "certifie"
    VALIDATION_PARTIELLE = "validation_partielle"
    NON_VALIDE = "non_valide"
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
    PROGRAMMER_COMMISSION = "programmer_commission"
    REPORTER_COMMISSION = "reporter_commission"
    RENDRE_CONCLUSIONS = "rendre_conclusions"
    PROGRAMMER_JURY = "programmer_jury"
    REPORTER_JURY = "reporter_jury"
    DELIBERER = "deliberer"
    TRANSMETTRE = "transmettre"
    DEMANDER_COMPLEMENT = "demander_complement"
    REPONDRE_COMPLEMENT = "repondre_complement"
    VALIDER_TOTALE = "valider_totale"
    VALIDER_PARTIELLE = "valider_partielle"
    VALIDER_AUCUNE = "valider_aucune"
    REFUSER_VALIDATION = "refuser_validation"
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
    CONVOQUE = "convoque"
    CERTIFICAT_REMIS = "certificat_remis"
    COPIE_DELIVREE = "copie_delivree"
    QUESTIONNAIRE_REMPLI = "questionnaire_rempli"
    DONNEES_TELECHARGEES = "donnees_telechargees"
    EFFACEMENT_DEMANDE = "effacement_demande"
    DONNEES_EFFACEES = "donnees_effacees"
    FICHIER_INFECTE = "fichier_infecte"


@dataclass(frozen=True, slots=True)
class Transition:
    """`target` None: the act returns the dossier where it was (lever)."""

    by: frozenset[Role]
    sources: frozenset[Etat]
    target: Etat | None


UIMM = frozenset({Role.INSTRUCTEUR, Role.RESPONSABLE})
_CANDIDAT = frozenset({Role.CANDIDAT})
_RESPONSABLE = frozenset({Role.RESPONSABLE})
_GTP = frozenset({Role.GTP})


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
    Acte.PROGRAMMER_COMMISSION: _move(
        UIMM, Etat.PREUVES_RECUES, to=Etat.COMMISSION_PROGRAMMEE
    ),
    Acte.REPORTER_COMMISSION: _move(
        UIMM, Etat.COMMISSION_PROGRAMMEE, to=Etat.PREUVES_RECUES
    ),
    Acte.RENDRE_CONCLUSIONS: _move(
        UIMM, Etat.COMMISSION_PROGRAMMEE, to=Etat.CONCLUSIONS_RENDUES
    ),
    Acte.PROGRAMMER_JURY: _move(UIMM, Etat.CONCLUSIONS_RENDUES, to=Etat.JURY_PROGRAMME),
    Acte.REPORTER_JURY: _move(UIMM, Etat.JURY_PROGRAMME, to=Etat.CONCLUSIONS_RENDUES),
    Acte.DELIBERER: _move(UIMM, Etat.JURY_PROGRAMME, to=Etat.JURY_DELIBERE),
    Acte.TRANSMETTRE: _move(UIMM, Etat.JURY_DELIBERE, to=Etat.TRANSMIS_GTP),
    Acte.DEMANDER_COMPLEMENT: _move(_GTP, Etat.TRANSMIS_GTP, to=Etat.COMPLEMENT_GTP),
    Acte.REPONDRE_COMPLEMENT: _move(UIMM, Etat.COMPLEMENT_GTP, to=Etat.TRANSMIS_GTP),
    Acte.VALIDER_TOTALE: _move(_GTP, Etat.TRANSMIS_GTP, to=Etat.CERTIFIE),
    Acte.VALIDER_PARTIELLE: _move(
        _GTP, Etat.TRANSMIS_GTP, to=Etat.VALIDATION_PARTIELLE
    ),
    Acte.VALIDER_AUCUNE: _move(_GTP, Etat.TRANSMIS_GTP, to=Etat.NON_VALIDE),
    Acte.REFUSER_VALIDATION: _move(_GTP, Etat.TRANSMIS_GTP, to=Etat.JURY_DELIBERE),
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
    Etat.COMMISSION_PROGRAMMEE: Role.INSTRUCTEUR,
    Etat.CONCLUSIONS_RENDUES: Role.INSTRUCTEUR,
    Etat.JURY_PROGRAMME: Role.INSTRUCTEUR,
    Etat.JURY_DELIBERE: Role.INSTRUCTEUR,
    Etat.TRANSMIS_GTP: Role.GTP,
    Etat.COMPLEMENT_GTP: Role.INSTRUCTEUR,
    Etat.CERTIFIE: None,
    Etat.VALIDATION_PARTIELLE: None,
    Etat.NON_VALIDE: None,
    Etat.CADUC: None,
    Etat.RETIRE: None,
}

# What the candidate may still change, by part of the dossier.
RECEVABILITE_OUVERTE = frozenset({Etat.BROUILLON, Etat.A_COMPLETER})
PREUVES_OUVERTES = frozenset({Etat.RECEVABLE, Etat.PREUVES_A_COMPLETER})
EN_CERTIFICATION = frozenset(
    {
        Etat.COMMISSION_PROGRAMMEE,
        Etat.CONCLUSIONS_RENDUES,
        Etat.JURY_PROGRAMME,
        Etat.JURY_DELIBERE,
        Etat.TRANSMIS_GTP,
        Etat.COMPLEMENT_GTP,
    }
)
VALIDES = frozenset({Etat.CERTIFIE, Etat.VALIDATION_PARTIELLE, Etat.NON_VALIDE})
"""The jury's decision, validated by the GTP (R5, R63)."""
VALIDATIONS = frozenset(a for a, t in TRANSITIONS.items() if t.target in VALIDES)
PREUVES_ACCEPTEES = VALIDES | EN_CERTIFICATION | {Etat.PREUVES_RECUES}
"""The dossier de preuves is what the commission judges: nothing changes it."""
CONNUS_DU_GTP = VALIDES | {Etat.TRANSMIS_GTP, Etat.COMPLEMENT_GTP}
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
