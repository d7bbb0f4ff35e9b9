"""One request per civil year and CQPM, whoever races (section 0 rule 3)."""

from datetime import date
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, func, select

from portal.dossiers.models import Derogation, Dossier
from portal.droit.refus import Refus
from portal.droit.workflow import Etat, Role
from tests.factories import (
    fill,
    make_compte,
    make_dossier,
    make_uimm,
)
from tests.recevabilite.outils import NOM, deposit, page, paris, reload


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def draft(session, candidat):
    return fill(session, make_dossier(session, candidat))


@pytest.mark.parametrize(
    "etat", [Etat.DEPOSE, Etat.NON_RECEVABLE, Etat.RETIRE, Etat.RECEVABLE]
)
def test_a_second_request_in_the_year_is_refused(session, candidat, draft, etat):
    """Section 0 rule 3: refused and withdrawn requests count too."""
    make_dossier(session, candidat, etat, le=date(2026, 2, 2))
    with pytest.raises(Refus, match="une seule est possible par année civile"):
        deposit(session, draft, candidat)


def test_the_year_after_is_another_one(session, candidat, draft):
    """Section 0 rule 3."""
    make_dossier(session, candidat, Etat.DEPOSE, le=date(2025, 12, 31))
    assert deposit(session, draft, candidat).rang == 1


def test_another_uimm_or_registration_is_the_same_cqpm(session, candidat, draft):
    """Section 0 rule 3: per certification, across all UIMM territoriales."""
    other = make_uimm(session, departements=("42",))
    make_dossier(session, candidat, Etat.DEPOSE, uimm=other, le=date(2026, 2, 2))
    with pytest.raises(Refus, match="une seule est possible"):
        deposit(session, draft, candidat)


def test_a_draft_withdrawn_does_not_count(session, candidat, draft):
    """Section 0 rule 3: counted by deposit date."""
    make_dossier(session, candidat, Etat.RETIRE, actes=())
    assert deposit(session, draft, candidat).rang == 1


def test_an_exception_opens_one_more_request(session, candidat, draft):
    """Section 0 rule 3: a responsable's reasoned exception."""
    first = make_dossier(session, candidat, Etat.NON_RECEVABLE, le=date(2026, 1, 5))
    session.add(
        Derogation(
            candidat_id=candidat.id,
            certification_slug=draft.certification_slug,
            annee_civile=2026,
            motif="Première demande sur un bloc.",
            dossier_id=first.id,
            by_id=make_compte(session, Role.RESPONSABLE).id,
            at=paris(2026, 2, 1),
        )
    )
    session.commit()
    assert deposit(session, draft, candidat).rang == 2
    third = fill(session, make_dossier(session, candidat))
    with pytest.raises(Refus, match="une seule est possible"):
        deposit(session, third, candidat)


def test_two_tabs_deposit_one_request(session, engine, candidat):
    """Section 0 rule 3: the database decides, and the loser reads the sentence."""
    drafts = [fill(session, make_dossier(session, candidat)) for _ in range(2)]
    outcomes = race(engine, candidat, [d.id for d in drafts])
    assert sorted(outcomes) == ["", "once a year"]
    assert count_deposited(session) == 1


def test_two_tabs_deposit_the_same_draft_once(session, engine, candidat, draft):
    outcomes = race(engine, candidat, [draft.id, draft.id])
    assert outcomes.count("") == 1
    assert count_deposited(session) == 1


def test_the_loser_of_a_race_gets_a_page_not_an_error(session, login, candidat):
    """Section 0 rule 3: 409 and the same sentence, never 500."""
    first = fill(session, make_dossier(session, candidat))
    second = fill(session, make_dossier(session, candidat))
    client = login(candidat)
    signed = {"atteste": "y", "nom": NOM}
    assert client.post(page(first, "/verifier"), data=signed).status_code == 303
    late = client.post(page(second, "/verifier"), data=signed)
    assert late.status_code == 409
    assert "une seule est possible par année civile" in late.text
    shown = client.get(page(second, "/verifier"))
    assert "une seule est possible par année civile" in shown.text
    assert "Déposer ma demande" not in shown.text


def test_numbers_follow_one_another_without_hole(session):
    for rank in (1, 2, 3):
        candidat = make_compte(session)
        draft = fill(session, make_dossier(session, candidat))
        deposit(session, draft, candidat)
        assert draft.numero == f"VAE-2026-69-{rank:05d}"


def test_first_numbers_taken_at_once_are_two_numbers(session, engine):
    people = [make_compte(session) for _ in range(4)]
    drafts = [fill(session, make_dossier(session, p)) for p in people]
    outcomes = race(engine, people, [d.id for d in drafts])
    assert outcomes == [""] * 4
    reload(session)
    numbers = {d.numero for d in session.exec(select(Dossier))}
    assert numbers == {f"VAE-2026-69-{n:05d}" for n in (1, 2, 3, 4)}


def race(engine, people, ids):
    """Deposit each at the same time, from its own session; '' is a success."""
    people = people if isinstance(people, list) else [people] * len(ids)
    barrier = Barrier(len(ids))
    outcomes = []

    def run(person, id_):
        with Session(engine, expire_on_commit=False) as session:
            dossier = session.get(Dossier, id_)
            by = session.get(type(person), person.id)
            barrier.wait()
            try:
                deposit(session, dossier, by)
                outcomes.append("")
            except Refus as refusal:
                yearly = "une seule est possible" in str(refusal)
                outcomes.append("once a year" if yearly else str(refusal))

    threads = [Thread(target=run, args=args) for args in zip(people, ids, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def count_deposited(session):
    reload(session)
    query = select(func.count()).where(Dossier.depose_le.is_not(None))
    return session.exec(query).one()
