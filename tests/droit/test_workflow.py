from itertools import product
from pathlib import Path

import pytest

from portal.droit.workflow import (
    CLOS,
    TOUR,
    TRANSITIONS,
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
}


@pytest.mark.parametrize(("etat", "role"), list(product(Etat, Role)))
def test_every_square_of_the_board(etat, role):
    assert open_actes(etat, role) == OPEN.get((etat, role), [])


def test_no_acte_is_forgotten():
    assert set(TRANSITIONS) == set(Acte)


def test_every_etat_says_whose_turn_it_is():
    assert set(TOUR) == set(Etat)


# A reception waits for the commission, which this table does not hold yet.
WAITING = [e for e, role in TOUR.items() if role and e is not Etat.PREUVES_RECUES]


@pytest.mark.parametrize("etat", WAITING)
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


def test_the_accompagnateur_never_submits():
    """R9, section 0 rule 9."""
    assert not any(open_actes(etat, Role.ACCOMPAGNATEUR) for etat in Etat)


def test_the_diagram_is_the_golden_one():
    assert mermaid() + "\n" == GOLDEN.read_text(encoding="utf-8")
