"""What the worker does with a job, whatever happens to it."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from smtplib import SMTPRecipientsRefused
from threading import Event, Thread

import pytest
from sqlmodel import select

from portal.courrier import letters
from portal.courrier.models import Courriel
from portal.dossiers.models import Document, Fichier
from portal.dossiers.services import issue_document
from portal.droit.workflow import Etat
from portal.jobs.handlers import HANDLERS
from portal.jobs.models import Job
from portal.jobs.queue import enqueue
from portal.jobs.worker import describe, run_daily, run_forever, run_once
from portal.storage.base import MissingFile
from tests.courrier import exemples
from tests.factories import make_certification, make_dossier, make_fichier, make_uimm

SAMEDI = date(2026, 3, 28)
"""The eve of summer time."""


@pytest.fixture
def dossier(session):
    make_certification(session)
    make_uimm(session)
    return make_dossier(session, etat=Etat.DEPOSE)


@pytest.fixture
def document(session, write, dossier, at):
    donnees = exemples.avis_favorable(exemples.entete())
    with write():
        return issue_document(session, dossier, "avis_favorable", donnees, at=at)


def forget(session):
    """What another session wrote is read again."""
    session.rollback()
    session.expire_all()


def the_job(session):
    forget(session)
    return session.exec(select(Job)).one()


def test_a_letter_becomes_the_pdf_that_was_previewed(
    session, document, contexte, storage
):
    run_once(contexte)
    forget(session)
    fichier = session.get_one(Document, document.id).fichier
    assert fichier.nom.startswith("Avis favorable de recevabilité VAE-2026-")
    with storage.open(fichier.cle) as content:
        stored = content.read()
    assert stored == letters.render("avis_favorable", document.donnees)
    assert (fichier.taille, fichier.pages) == (len(stored), 1)


def test_a_letter_made_twice_is_one_file(session, document, contexte):
    for _ in range(2):
        HANDLERS["lettre"](contexte, {"document_id": str(document.id)})
    assert len(session.exec(select(Fichier)).all()) == 1


def test_a_letter_whose_worker_died_after_storing_it_is_finished(
    session, document, contexte, storage
):
    storage.save(f"{document.dossier_id}/{document.id}", BytesIO(b"half"))
    run_once(contexte)
    forget(session)
    fichier = session.get_one(Document, document.id).fichier
    with storage.open(fichier.cle) as content:
        assert len(content.read()) == fichier.taille


def test_an_erased_file_leaves_the_storage_and_keeps_its_row(
    session, dossier, contexte, storage
):
    """R37, section 0 rule 8: the identity document."""
    fichier = make_fichier(session, dossier, storage)
    for _ in range(2):
        HANDLERS["effacer_fichier"](contexte, {"fichier_id": str(fichier.id)})
    forget(session)
    assert session.get_one(Fichier, fichier.id).efface_at
    with pytest.raises(MissingFile):
        storage.open(fichier.cle)


def test_one_bad_job_does_not_stop_the_next(session, write, contexte, document, at):
    with write():
        enqueue(session, "inconnu", {}, at=at - timedelta(hours=1))
    assert run_once(contexte)
    assert run_once(contexte)
    forget(session)
    bad = session.exec(select(Job).where(Job.genre == "inconnu")).one()
    assert (bad.done_at, bad.error) == (None, "KeyError")
    assert session.get_one(Document, document.id).fichier_id


def test_an_error_is_kept_without_personal_data():
    refused = SMTPRecipientsRefused({"anne@exemple.fr": (550, b"anne unknown")})
    assert describe(refused) == "SMTPRecipientsRefused 550"
    assert describe(ValueError("anne@exemple.fr")) == "ValueError"


def test_the_worker_stops_when_told(session, document, contexte):
    stop = Event()
    thread = Thread(target=run_forever, args=(contexte, stop))
    thread.start()
    for _ in range(200):
        if the_job(session).done_at:
            break
        stop.wait(0.05)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert the_job(session).done_at


@pytest.mark.parametrize(
    ("now", "done_for", "after"),
    [
        (datetime(2026, 3, 29, 4, 59, tzinfo=UTC), None, None),
        (datetime(2026, 3, 29, 5, 0, tzinfo=UTC), None, date(2026, 3, 29)),
        (datetime(2026, 3, 28, 5, 59, tzinfo=UTC), None, None),
        (datetime(2026, 3, 28, 6, 0, tzinfo=UTC), None, date(2026, 3, 28)),
        (
            datetime(2026, 3, 28, 22, 59, tzinfo=UTC),
            date(2026, 3, 28),
            date(2026, 3, 28),
        ),
        (datetime(2026, 3, 29, 6, 0, tzinfo=UTC), date(2026, 3, 28), date(2026, 3, 29)),
    ],
)
def test_the_day_begins_at_seven_in_paris(contexte, clock, now, done_for, after):
    clock.at = now
    assert run_daily(contexte, done_for) == after


def test_the_day_brings_its_reminders_once(session, contexte, clock):
    make_certification(session)
    make_uimm(session)
    make_dossier(session, etat=Etat.A_COMPLETER)
    limite = date(2026, 3, 16) + timedelta(days=30)
    clock.at = datetime.combine(limite - timedelta(days=7), clock.at.timetz())
    for _ in range(3):
        run_daily(contexte, None)
    (message,) = session.exec(select(Courriel)).all()
    assert message.modele == "rappel_reponse"
