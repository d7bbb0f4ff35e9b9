"""K9, the answer to a request for pieces or for preuves: domain.md 1.4."""

import pytest

from portal.droit.echeances import Cle, Niveau, niveau
from portal.droit.workflow import Role
from tests.droit.histoires import REGLEMENT, celle, celles, histoire, jour

DEPOT = "2026-01-15 deposer"


@pytest.mark.parametrize(
    ("demande", "limite"),
    [
        ("2026-02-01 demander_pieces 2026-03-03", "2026-03-03"),
        ("2026-02-01 demander_pieces", "2026-03-03"),  # 30 days by default
        ("2027-02-01 demander_pieces", "2027-03-03"),
        ("2028-02-01 demander_pieces", "2028-03-02"),  # leap year
        ("2026-02-01 demander_pieces 2026-02-15", "2026-02-15"),
    ],
)
def test_the_candidate_answers_by_the_date_of_the_request(demande, limite):
    """K9."""
    k9 = celle(Cle.K9, histoire(DEPOT, demande))
    assert k9.limite == jour(limite)
    assert k9.qui is Role.CANDIDAT
    assert k9.tenue_le is None


def test_each_request_has_its_own_answer():
    """K9; a late answer stays late."""
    passages = histoire(
        DEPOT,
        "2026-02-01 demander_pieces 2026-02-15",
        "2026-02-16 completer",
        "2026-03-01 demander_pieces 2026-03-31",
    )
    liste = celles(Cle.K9, passages)
    assert [e.tenue_le for e in liste] == [jour("2026-02-16"), None]
    assert [niveau(e, jour("2026-03-31"), REGLEMENT) for e in liste] == [
        Niveau.TENUE_EN_RETARD,
        Niveau.BIENTOT,
    ]


def test_a_request_for_preuves_is_answered_in_the_same_way():
    """K9."""
    asked = histoire(DEPOT, "2027-06-01 demander_preuves 2027-06-20")
    answered = [*asked, *histoire("2027-06-20 completer_preuves")]
    assert celle(Cle.K9, asked).limite == jour("2027-06-20")
    assert niveau(celle(Cle.K9, answered), jour("2027-07-01"), REGLEMENT) is (
        Niveau.TENUE
    )


def test_an_answer_to_one_request_does_not_answer_the_other():
    passages = histoire(
        DEPOT,
        "2026-02-01 demander_pieces",
        "2026-02-11 completer",
        "2027-06-01 demander_preuves",
    )
    assert [e.tenue_le for e in celles(Cle.K9, passages)] == [jour("2026-02-11"), None]
