"""A file is stored before its row: what no row names is said, then removed."""

from io import BytesIO

import pytest
from sqlmodel import select

from portal import clock as horloge
from portal.courrier.models import Courriel
from portal.db import write as writing
from portal.dossiers.fichiers import erase_file
from portal.droit.workflow import Role
from portal.jobs.models import Job
from portal.jobs.worker import run_daily, run_once
from portal.storage.base import StorageAway
from portal.storage.local import LocalStorage
from tests.factories import make_compte, make_dossier, make_fichier


@pytest.fixture
def storage(tmp_path):
    return LocalStorage(tmp_path / "uploads")


@pytest.fixture
def named(session, storage, clock):
    """A file and its row; the worker's clock says the present, as files do."""
    clock.at = horloge.now().replace(hour=9)
    make_compte(session, role=Role.ADMINISTRATEUR)
    return make_fichier(session, make_dossier(session), storage)


def mails(session):
    session.commit()
    query = select(Courriel).where(Courriel.modele == "ecarts_fichiers")
    return [mail.donnees for mail in session.exec(query)]


def removals(session):
    """The jobs, the messages left aside: a test's mail server has its own tests."""
    query = select(Job.due_at).where(Job.genre == "retirer_cles").order_by(Job.id)
    return session.exec(query).all()


def left(storage):
    """But the seals of the days gone by, which have their rows."""
    return {cle for cle in storage.keys("") if not cle.startswith("scelles/")}


def next_day(contexte, clock, days=1):
    clock.forward(days=days)
    run_daily(contexte, None)


def work(contexte):
    while run_once(contexte):
        pass


def test_a_file_without_a_row_is_said_then_removed(
    session, storage, contexte, clock, named
):
    storage.save("perdu/1", BytesIO(b"cut before its row"))
    run_daily(contexte, None)
    assert mails(session) == [], "its row may still come"
    next_day(contexte, clock, days=2)
    run_daily(contexte, None)
    assert mails(session) == [{"absents": 0, "inconnus": 1}], "once, whoever runs it"
    next_day(contexte, clock)
    work(contexte)
    assert len(removals(session)) == 1, "it waits already: nothing new to say"
    assert left(storage) == {named.cle, "perdu/1"}
    clock.forward(days=2)
    work(contexte)
    assert left(storage) == {named.cle}


def test_a_row_that_came_meanwhile_keeps_its_file(
    session, storage, contexte, clock, named
):
    storage.save("tard/1", BytesIO(b"a letter tried again"))
    (storage.root / "pas à nous.txt").write_text("")
    next_day(contexte, clock, days=2)
    assert mails(session) == [{"absents": 0, "inconnus": 2}]
    make_fichier(session, make_dossier(session), cle="tard/1")
    clock.forward(days=4)
    work(contexte)
    assert left(storage) == {named.cle, "tard/1", "pas à nous.txt"}


def test_a_lost_file_is_said_every_day(session, storage, contexte, clock, named):
    storage.delete(named.cle)
    for _ in range(2):
        next_day(contexte, clock)
    assert mails(session) == [{"absents": 1, "inconnus": 0}] * 2
    assert removals(session) == []


def test_a_file_being_erased_is_nobody_s_concern(
    session, storage, contexte, clock, named
):
    next_day(contexte, clock, days=2)
    with writing(session):
        erase_file(session, named, at=clock())
    run_daily(contexte, None)
    assert mails(session) == []


def test_a_storage_away_does_not_stop_the_day(contexte, clock, named, monkeypatch):
    def away(**_):
        raise StorageAway("down")

    monkeypatch.setattr(contexte.storage, "clean", away)
    assert run_daily(contexte, None) is not None
