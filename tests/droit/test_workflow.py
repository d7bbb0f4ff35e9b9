from itertools import product
from pathlib import Path

import pytest

from portal.droit.workflow import (
    CLOS,
    CONNUS_DU_GTP,
    EN_CERTIFICATION,
    TOUR,
    TRANSITIONS,
    VALIDES,
    Acte,
    Etat,
    Role,
    mermaid,
    open_actes,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "workflow.mmd"

UIMM_ACTES = {
    Etat.DEPOSE: [Acte.PRENDRE_EN_CHARGE],
    Etat.EN_INSTRUCTION: [
        Acte.DEMANDER_PIECES,
        Acte.DECLARER_RECEVABLE,
        Acte.DECLARER_NON_RECEVABLE,
    ],
    Etat.A_COMPLETER: [Acte.REPRENDRE],
    Etat.PREUVES_DEPOSEES: [Acte.DEMANDER_PREUVES, Acte.RECEVOIR_PREUVES],
    Etat.PREUVES_A_COMPLETER: [Acte.REPRENDRE_PREUVES],
    Etat.PREUVES_RECUES: [Acte.PROGRAMMER_COMMISSION],
    Etat.COMMISSION_PROGRAMMEE: [Acte.REPORTER_COMMISSION, Acte.RENDRE_CONCLUSIONS],
    Etat.CONCLUSIONS_RENDUES: [Acte.PROGRAMMER_JURY],
    Etat.JURY_PROGRAMME: [Acte.REPORTER_JURY, Acte.DELIBERER],
    Etat.JURY_DELIBERE: [Acte.TRANSMETTRE],
    Etat.COMPLEMENT_GTP: [Acte.REPONDRE_COMPLEMENT],
}

OPEN = {
    (Etat.BROUILLON, Role.CANDIDAT): [Acte.DEPOSER, Acte.RETIRER],
    (Etat.DEPOSE, Role.CANDIDAT): [Acte.RETIRER],
    (Etat.EN_INSTRUCTION, Role.CANDIDAT): [Acte.RETIRER],
    (Etat.A_COMPLETER, Role.CANDIDAT): [Acte.COMPLETER, Acte.RETIRER],
    (Etat.RECEVABLE, Role.CANDIDAT): [Acte.DEPOSER_PREUVES, Acte.RETIRER],
    (Etat.PREUVES_DEPOSEES, Role.CANDIDAT): [Acte.RETIRER],
    (Etat.PREUVES_A_COMPLETER, Role.CANDIDAT): [Acte.COMPLETER_PREUVES, Acte.RETIRER],
    (Etat.PREUVES_RECUES, Role.CANDIDAT): [Acte.RETIRER],
    **{(etat, Role.INSTRUCTEUR): actes for etat, actes in UIMM_ACTES.items()},
    **{(etat, Role.RESPONSABLE): actes for etat, actes in UIMM_ACTES.items()},
    (Etat.RECEVABLE, Role.RESPONSABLE): [Acte.REVENIR_SUR_AVIS, Acte.DECLARER_CADUC],
    (Etat.NON_RECEVABLE, Role.RESPONSABLE): [Acte.REVENIR_SUR_AVIS],
    (Etat.PREUVES_A_COMPLETER, Role.RESPONSABLE): [
        Acte.REPRENDRE_PREUVES,
        Acte.DECLARER_CADUC,
    ],
    (Etat.CADUC, Role.RESPONSABLE): [Acte.LEVER_CADUCITE],
    (Etat.TRANSMIS_GTP, Role.GTP): [
        Acte.DEMANDER_COMPLEMENT,
        Acte.VALIDER_TOTALE,
        Acte.VALIDER_PARTIELLE,
        Acte.VALIDER_AUCUNE,
        Acte.REFUSER_VALIDATION,
    ],
}


@pytest.mark.parametrize(("etat", "role"), list(product(Etat, Role)))
def test_every_square_of_the_board(etat, role):
    assert open_actes(etat, role) == OPEN.get((etat, role), [])


def test_no_acte_is_forgotten():
    assert set(TRANSITIONS) == set(Acte)


def test_every_etat_says_whose_turn_it_is():
    assert set(TOUR) == set(Etat)


@pytest.mark.parametrize("etat", [e for e, role in TOUR.items() if role])
def test_whoever_must_act_can_act(etat):
    assert set(open_actes(etat, TOUR[etat])) - {Acte.RETIRER}


def test_every_etat_can_be_reached():
    assert {t.target for t in TRANSITIONS.values() if t.target} == set(Etat) - {
        Etat.BROUILLON
    }


def test_only_the_responsable_reopens_what_is_closed():
    reopening = {a for a, t in TRANSITIONS.items() if t.sources & CLOS}
    assert reopening == {Acte.REVENIR_SUR_AVIS, Acte.LEVER_CADUCITE}
    assert all(TRANSITIONS[a].by == {Role.RESPONSABLE} for a in reopening)


def test_only_the_uimm_does_without_an_answer():
    assert TRANSITIONS[Acte.REPRENDRE].by == TRANSITIONS[Acte.REPRENDRE_PREUVES].by
    assert TRANSITIONS[Acte.REPRENDRE].by == {Role.INSTRUCTEUR, Role.RESPONSABLE}


def test_only_the_gtp_ends_a_validation():
    """R5: the final state belongs to it, and the UIMM never stands in for it."""
    assert {a for a, t in TRANSITIONS.items() if t.target in VALIDES} == {
        Acte.VALIDER_TOTALE,
        Acte.VALIDER_PARTIELLE,
        Acte.VALIDER_AUCUNE,
    }
    assert all(t.by == {Role.GTP} for t in TRANSITIONS.values() if t.target in VALIDES)


def test_the_gtp_acts_on_nothing_but_what_it_was_sent():
    assert all(
        t.sources <= CONNUS_DU_GTP for t in TRANSITIONS.values() if Role.GTP in t.by
    )


def test_nobody_withdraws_once_the_commission_is_planned():
    """domain.md 1.4: « any state before the commission »."""
    assert not TRANSITIONS[Acte.RETIRER].sources & (EN_CERTIFICATION | VALIDES)


def test_the_accompagnateur_never_submits():
    """R9, section 0 rule 9."""
    assert not any(open_actes(etat, Role.ACCOMPAGNATEUR) for etat in Etat)


def test_the_diagram_is_the_golden_one():
    assert mermaid() + "\n" == GOLDEN.read_text(encoding="utf-8")
