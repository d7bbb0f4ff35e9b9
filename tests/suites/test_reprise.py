"""The wallet, and a new request for the remainder (R66, R67)."""

from datetime import date

import pytest
import time_machine
from sqlmodel import select

from portal.catalogue.queries import contenu
from portal.certification.suites.services.reprise import reprendre
from portal.dossiers.models import CapaciteAcquise, Dossier, Experience, Identite
from portal.dossiers.queries.acquis import why_reste_change
from portal.droit.pieces import Genre
from portal.droit.refus import Refus
from portal.droit.resultats import Issue
from portal.droit.workflow import Etat
from portal.recevabilite.services import choisir, deposer
from tests.factories import (
    instant,
    make_capacite_acquise,
    make_certification,
    make_dossier,
    make_experience,
    make_piece,
)
from tests.suites.aide import AUJOURD_HUI, at, validated, words

LIMITE = date(2031, 4, 26)


@pytest.fixture
def ancien(session, write):
    """C1, C2 and C3 acquired of the whole CQPM, kept until 26 April 2031."""
    dossier = validated(session, write, ("C1", "C2", "C3"))
    make_experience(session, dossier)
    return dossier


def begin(session, write, ancien, le=AUJOURD_HUI):
    with write():
        return reprendre(session, ancien, by=ancien.candidat, at=at(le))


def join_pieces(session, dossier):
    """What is not copied: the files."""
    for genre in Genre:
        make_piece(session, dossier, genre)


def why(session, dossier, le):
    version = contenu(session, dossier.referentiel_id)
    return why_reste_change(session, dossier, version, le)


def test_a_request_for_the_remainder_aims_at_what_is_left(session, write, ancien):
    """R67, R20: the whole CQPM, less what is kept; identity and experiences copied."""
    new = begin(session, write, ancien)
    assert new.precedent_id == ancien.id
    assert (new.blocs_vises, new.capacites_visees) == ([], ["C4", "C5"])
    assert session.get(Identite, new.id).prenoms == "Anne-Marie"
    assert len(session.exec(select(Experience)).all()) == 2
    assert new.depose_le is None
    assert begin(session, write, ancien).id == new.id, "begun once"


def test_blocs_all_acquired_lead_to_the_rest_of_the_cqpm(session, write):
    """R67, R20."""
    old = validated(session, write, ("C1", "C2"), issue=Issue.TOTALE, blocs_vises=[1])
    new = begin(session, write, old)
    assert (new.blocs_vises, new.capacites_visees) == ([], ["C3", "C4", "C5"])


def test_blocs_with_something_left_are_aimed_at_again(session, write):
    """R67, R20."""
    old = validated(session, write, ("C1", "C2", "C3"), blocs_vises=[1, 2])
    new = begin(session, write, old)
    assert (new.blocs_vises, new.capacites_visees) == ([2], ["C4"])


def test_the_day_of_the_deposit_is_what_must_fall_inside(session, write, ancien):
    """R67: begun in time, deposited too late, then brought up to date."""
    new = begin(session, write, ancien, LIMITE)
    assert why(session, new, LIMITE) is None
    refusal = why(session, new, date(2031, 4, 27))
    assert refusal.startswith("C1, C2, C3 ne sont plus gardées")
    kept = make_capacite_acquise(session, ancien, "C4", limite_le=None)
    assert kept.limite_le is None
    begin(session, write, ancien, date(2031, 4, 27))
    session.refresh(new)
    assert new.capacites_visees == ["C1", "C2", "C3", "C5"]
    assert why(session, new, date(2031, 4, 27)) is None


def test_a_deposit_tests_the_limit_again(session, write, ancien):
    """R67, K0: the deposit itself, after the last day, then on it."""
    new = begin(session, write, ancien)
    join_pieces(session, new)
    late = {"by": ancien.candidat, "atteste": True, "nom_saisi": "Anne-Marie Lefèvre"}
    with pytest.raises(Refus, match="plus gardées"), write():
        deposer(session, new, at=at(date(2031, 4, 27)), **late)
    with write():
        deposer(session, new, at=at(LIMITE), **late)
    assert new.etat is Etat.DEPOSE


def test_the_same_civil_year_is_refused_at_the_deposit(session, write, ancien):
    """R67, K0 (section 0 rule 3): prepared any day, deposited once a year."""
    new = begin(session, write, ancien, date(2026, 7, 1))
    join_pieces(session, new)
    with pytest.raises(Refus, match="une seule est possible"), write():
        deposer(
            session,
            new,
            by=ancien.candidat,
            at=at(date(2026, 7, 2)),
            atteste=True,
            nom_saisi="Anne-Marie Lefèvre",
        )


def test_another_scope_has_another_remainder(session, write, ancien):
    """R67, R20: blocs all acquired cannot be aimed at."""
    new = begin(session, write, ancien)
    by = {"uimm_slug": new.uimm_slug, "by": ancien.candidat, "at": at(AUJOURD_HUI)}
    with write():
        choisir(session, new, blocs=[2], **by)
    assert new.capacites_visees == ["C4"]
    with pytest.raises(Refus, match="déjà acquis"), write():
        choisir(session, new, blocs=[1], **by)


def test_nothing_is_taken_up_again_when_the_delay_is_over_or_the_cqpm_whole(
    session, write, ancien
):
    """R67."""
    with pytest.raises(Refus, match="nouvelle demande entière"):
        begin(session, write, ancien, date(2031, 4, 27))
    for code in ("C4", "C5"):
        make_capacite_acquise(session, ancien, code)
    with pytest.raises(Refus, match="rien à prouver"):
        begin(session, write, ancien)
    whole = validated(session, write)
    with pytest.raises(Refus, match="en entier"):
        begin(session, write, whole)


def test_the_wallet_says_what_is_kept_and_leads_to_the_rest(
    session, write, ancien, login
):
    """R66, R67: the page, then the button."""
    client = login(ancien.candidat)
    shown = words(client.get("/mes-acquis"))
    assert "C1 : Savoir faire C1" in shown
    assert "au plus tard le 26 avril 2031" in shown
    url = f"/mes-acquis/{ancien.id}/reprendre"
    told = words(client.get(url))
    assert "Savoir faire C4" in told
    assert "une seule demande" in told.casefold()
    answer = client.post(url)
    new = session.exec(select(Dossier).where(Dossier.precedent_id == ancien.id)).one()
    assert answer.status_code == 303
    assert answer.location.endswith(f"/dossiers/{new.id}/recevabilite")
    assert "CQPM entier, pour le reste" in words(client.get(answer.location))
    with time_machine.travel(instant(date(2031, 4, 27)), tick=False):
        client = login(ancien.candidat)
        shown = words(client.get("/mes-acquis"))
        assert "délai pour reprendre ces capacités est passé" in shown
        assert client.post(url).status_code == 409


def test_the_wallet_costs_the_same_with_one_capacite_and_with_thirty(
    session, login, count_queries
):
    """R66: eight statements at most."""
    candidat = None
    counts = []
    for number in (1, 5):
        for _ in range(number):
            old = make_dossier(
                session,
                candidat,
                Etat.VALIDATION_PARTIELLE,
                certification=make_certification(session),
            )
            candidat = old.candidat
            for code in ("C1", "C2", "C3", "C4", "C5"):
                make_capacite_acquise(session, old, code)
        client = login(candidat)
        with count_queries() as statements:
            client.get("/mes-acquis")
        counts.append(len(statements))
    assert session.exec(select(CapaciteAcquise.id)).all()
    assert counts[0] == counts[1] <= 8


def test_the_uimm_sees_what_the_request_continues(session, write, ancien, staff, login):
    """R67: « Suite du dossier », and what is already acquired."""
    new = begin(session, write, ancien)
    join_pieces(session, new)
    with write():
        deposer(
            session,
            new,
            by=ancien.candidat,
            at=at(AUJOURD_HUI),
            atteste=True,
            nom_saisi="Anne-Marie Lefèvre",
        )
    bench = login(staff).get(f"/instruction/{new.id}", follow_redirects=True)
    assert f"Suite du dossier {ancien.numero}" in words(bench)
    assert "qui ne sont plus à prouver : C1, C2, C3" in words(bench)
