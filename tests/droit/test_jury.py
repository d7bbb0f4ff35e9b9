"""The delays, the composition and the vote of the jury (R40 to R47, R51)."""

from dataclasses import dataclass
from datetime import date

import pytest

from portal.droit import jury
from portal.droit.horloges import Cle
from portal.droit.listes import College

LE = date(2026, 12, 15)
FIXE = date(2026, 11, 2)


@dataclass(frozen=True)
class M:
    college: College = College.EMPLOYEURS
    organisation_slug: str | None = None
    interim: bool = False
    president: bool = False
    suppleant: bool = False
    present: bool | None = None


def salarie(organisation="os-1", **over):
    return M(College.SALARIES, organisation, **over)


P = M(president=True)
BALANCED = [P, salarie()]


def by_key(**facts):
    return {e.cle: e for e in jury.echeances(LE, FIXE, **facts)}


def test_requests_and_convocations_go_fifteen_calendar_days_before():
    """R40, R41, R51: K3 and K4 on 30 November, last day included; K5 on the 7th."""
    clocks = by_key()
    assert [c.limite for c in clocks.values()] == [
        date(2026, 11, 30),
        date(2026, 11, 30),
        date(2026, 12, 7),
    ]
    assert {c.debut for c in clocks.values()} == {FIXE}
    assert not any(c.finie_le for c in clocks.values())


@pytest.mark.parametrize(
    ("demandes", "tenue_le"),
    [
        ((), None),
        ((None, None), None),
        ((date(2026, 11, 6), None), None),
        ((date(2026, 11, 6), date(2026, 11, 9)), date(2026, 11, 9)),
    ],
)
def test_k3_is_met_the_day_the_last_union_is_asked(demandes, tenue_le):
    """R40: every organisation of the territory."""
    assert by_key(demandes=demandes)[Cle.K3].tenue_le == tenue_le


def test_k4_and_k5_are_met_by_the_convocation():
    """R41, R51."""
    clocks = by_key(convoque_le=date(2026, 11, 27))
    met = {cle for cle, c in clocks.items() if c.tenue_le == date(2026, 11, 27)}
    assert met == {Cle.K4, Cle.K5}


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 11, 30), True), (date(2026, 12, 1), False), (LE, False)],
)
def test_a_dossier_is_put_on_a_jury_fifteen_days_ahead(on, expected):
    """Guard of « programmer le jury » (1.4)."""
    assert jury.a_temps(LE, on) is expected
    assert (jury.premier_jour(on) <= LE) is expected


@pytest.mark.parametrize(
    ("membres", "words"),
    [
        (BALANCED, None),
        ([P, *[M()] * 4, M(interim=True), salarie()], None),
        ([P, *[M()] * 5], "au plus 5 membres"),
        ([P, M(interim=True), M(interim=True)], "travail temporaire"),
        ([P, *[M()] * 4, M(suppleant=True)], None),
    ],
)
def test_the_employers_are_five_at_most_and_one_of_temp_work(membres, words):
    """R42."""
    assert_refused(membres, words)


@pytest.mark.parametrize(
    ("membres", "words"),
    [
        ([P, salarie(), salarie("os-2")], None),
        ([P, salarie(), salarie(interim=True)], None),
        ([P, salarie(), salarie(suppleant=True)], None),
        ([P, salarie(), salarie()], "Un seul membre par organisation"),
        (
            [P, salarie(interim=True), salarie("os-2", interim=True)],
            "au plus un membre du travail temporaire",
        ),
        ([P, salarie(None)], "indiquez laquelle"),
    ],
)
def test_each_union_has_one_voting_member(membres, words):
    """R43."""
    assert_refused(membres, words)


@pytest.mark.parametrize(
    ("membres", "words"),
    [
        ([M(), salarie()], None),
        ([P, P, salarie()], "Une seule personne préside"),
        ([salarie(president=True)], "chambre syndicale"),
        ([M(College.INVITE, president=True)], "chambre syndicale"),
        ([M(president=True, suppleant=True)], "chambre syndicale"),
    ],
)
def test_one_person_of_the_employers_side_presides(membres, words):
    """R45, R46: never a guest, never two."""
    assert_refused(membres, words)


def assert_refused(membres, words):
    found = jury.refus(membres)
    assert (words is None and not found) or (words and words in " ".join(found))


@pytest.mark.parametrize(
    ("membres", "words"),
    [
        (BALANCED, []),
        ([P, M(), salarie()], ["Parité"]),
        ([P], ["Le collège salariés n’a aucun membre"]),
        ([salarie()], ["Le collège employeurs n’a aucun membre"]),
        ([], ["Le collège employeurs", "Le collège salariés"]),
        ([P, salarie(), M(College.INVITE), M(suppleant=True)], []),
    ],
)
def test_an_imbalance_is_said_and_refuses_nothing(membres, words):
    """R44, R47, decision 11."""
    found = jury.alertes(membres)
    assert len(found) == len(words)
    assert all(w in f for w, f in zip(words, found, strict=True))
    assert jury.refus(membres) == []


def test_who_came_votes_and_an_alternate_who_came_too():
    """R43, R45, R46."""
    here = M(president=True, present=True)
    alternate = salarie(suppleant=True, present=True)
    guest = M(College.INVITE, present=True)
    membres = [here, salarie(present=False), alternate, guest]
    assert jury.presents(membres) == [here, alternate]
    assert jury.refus_presents(membres) == []
    assert jury.alertes_presents(membres) == []


def test_the_member_and_the_alternate_of_one_union_do_not_both_vote():
    """R43."""
    membres = [
        M(president=True, present=True),
        salarie(present=True),
        salarie(suppleant=True, present=True),
    ]
    assert "Un seul membre par organisation" in jury.refus_presents(membres)[0]


def test_nobody_deliberates_without_a_president():
    """R45; an absent side only warns (R47)."""
    membres = [M(president=True, present=False), salarie(present=True)]
    assert len(jury.refus_presents(membres)) == 1
    assert jury.alertes_presents(membres) == ["Le collège employeurs est absent."]


@pytest.mark.parametrize(
    ("pour", "contre", "president_pour", "expected"),
    [
        (3, 1, False, True),
        (1, 3, True, False),
        (2, 2, True, True),
        (2, 2, False, False),
        (0, 0, True, True),
    ],
)
def test_the_president_has_the_casting_vote(pour, contre, president_pour, expected):
    """R45."""
    assert jury.adopte(pour, contre, president_pour=president_pour) is expected


def test_nobody_votes_twice():
    """R45: by the voting members present; one may abstain."""
    assert jury.refus_voix(2, 1, presents=4) is None
    assert "5 voix pour 4" in (jury.refus_voix(3, 2, presents=4) or "")
