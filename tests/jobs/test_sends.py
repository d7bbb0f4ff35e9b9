"""From the outbox to a real SMTP server: everything is sent, nothing twice."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlmodel import select

from portal.config import Environnement
from portal.courrier.annonces import queue_mail
from portal.courrier.mailer import TIMEOUT
from portal.courrier.models import Courriel
from portal.droit.workflow import Etat
from portal.jobs.models import Job
from portal.jobs.queue import MAX_ATTEMPTS, given_up
from portal.jobs.worker import LEASE, run_once
from tests.factories import make_certification, make_dossier, make_uimm
from tests.jobs.processus import start_worker


@pytest.fixture
def queue(session, write, at):
    """`queue(**over)` puts an invitation in the outbox."""

    def put(**over):
        values = {
            "destinataire": f"{uuid4().hex[:8]}@exemple.fr",
            "modele": "invitation",
            "donnees": {"lien": "/invitation/secret", "par": "Camille"},
            "at": at,
        }
        with write():
            return queue_mail(session, **values | over)

    return put


def courriels(session):
    session.rollback()
    return session.exec(select(Courriel)).all()


def job(session):
    session.rollback()
    return session.exec(select(Job)).one()


def work(contexte):
    while run_once(contexte):
        pass


def test_a_message_is_sent_with_its_words_and_headers(
    session, queue, contexte, mailbox
):
    queue(destinataire="anne@exemple.fr")
    work(contexte)
    (message,) = mailbox.messages
    (row,) = courriels(session)
    assert message["To"] == "anne@exemple.fr"
    assert message["Subject"] == "Votre invitation à Passerelle VAE"
    assert message["Message-ID"] == f"<{row.id}@exemple.fr>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "http://localhost/invitation/secret" in message.get_content()


def test_what_could_sign_in_is_forgotten_once_sent(session, queue, contexte):
    queue()
    work(contexte)
    (row,) = courriels(session)
    assert (row.donnees, row.texte) == ({}, "")
    assert row.sent_at == contexte.now()


def test_a_reply_goes_to_the_uimm_of_the_dossier(session, queue, contexte, mailbox):
    make_certification(session)
    uimm = make_uimm(session)
    queue(dossier_id=make_dossier(session, etat=Etat.DEPOSE).id)
    work(contexte)
    assert mailbox.messages[0]["Reply-To"] == uimm.email


def test_the_demonstration_keeps_the_text_and_sends_nothing(
    session, queue, contexte, mailbox
):
    over = {"environnement": Environnement.DEMONSTRATION}
    queue()
    work(replace(contexte, settings=contexte.settings.model_copy(update=over)))
    (row,) = courriels(session)
    assert row.sujet == "Votre invitation à Passerelle VAE"
    assert "http://localhost/invitation/secret" in row.texte
    assert row.sent_at
    assert not mailbox.messages


def test_a_server_that_refuses_is_asked_again_later(
    session, queue, contexte, mailbox, clock
):
    mailbox.answer = "451 4.7.1 Greylisted anne@exemple.fr"
    queue(destinataire="anne@exemple.fr")
    assert run_once(contexte)
    assert not run_once(contexte)
    waiting = job(session)
    assert waiting.error == "SMTPDataError 451"
    assert not courriels(session)[0].sent_at

    mailbox.answer = "250 OK"
    clock.forward(minutes=1)
    work(contexte)
    assert len(mailbox.messages) == 1
    assert job(session).done_at == clock()


def test_a_server_that_is_away_is_asked_again_later(session, queue, contexte, clock):
    queue()
    nowhere = contexte.settings.model_copy(update={"smtp_port": 1})
    assert run_once(replace(contexte, settings=nowhere))
    assert job(session).error == "ConnectionRefusedError"
    clock.forward(minutes=1)
    work(contexte)
    assert courriels(session)[0].sent_at


def test_an_address_the_server_never_takes_is_given_up_in_sight(
    session, queue, contexte, mailbox, clock, at
):
    mailbox.answer = "554 5.1.1 No such user anne@exemple.fr"
    queue(destinataire="anne@exemple.fr")
    for _ in range(MAX_ATTEMPTS + 2):
        run_once(contexte)
        clock.forward(days=3)
    (left,) = given_up(session, at=at)
    assert left.attempts == MAX_ATTEMPTS
    assert "anne" not in left.error


def test_an_address_that_is_not_one_stops_nobody_else(
    session, queue, contexte, mailbox
):
    """ASVS 24."""
    queue(destinataire="a@exemple.fr\r\nBcc: victime@exemple.fr")
    queue(destinataire="b@exemple.fr, victime@exemple.fr")
    queue(destinataire="anne@exemple.fr")
    work(contexte)
    sent_to = {message["To"] for message in mailbox.messages}
    assert "anne@exemple.fr" in sent_to
    assert not any("Bcc" in message for message in mailbox.messages)
    assert all(len(m["To"].addresses) == 1 for m in mailbox.messages)


def test_a_key_already_used_queues_nothing(queue, contexte, mailbox):
    assert queue(cle="rappel:1")
    assert not queue(cle="rappel:1")
    assert queue(cle="rappel:2")
    work(contexte)
    assert len(mailbox.messages) == 2


def test_two_workers_alive_never_send_twice(queue, contexte, mailbox):
    for _ in range(20):
        queue()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, [contexte, contexte]))
    ids = [message["Message-ID"] for message in mailbox.messages]
    assert len(ids) == len(set(ids)) == 20


def test_a_worker_killed_while_sending_leaves_nothing_unsent(
    session, queue, contexte, mailbox, clock
):
    """Issue, 7: kill -9 when the server has the message and has not said yes."""
    queue()
    mailbox.silent = True
    worker = start_worker(contexte.settings)
    try:
        assert mailbox.received.wait(30)
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert not courriels(session)[0].sent_at
    assert courriels(session)[0].donnees

    mailbox.silent = False
    clock.at = job(session).leased_until
    work(contexte)
    assert courriels(session)[0].sent_at
    assert job(session).attempts == 2
    first, second = mailbox.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_the_lease_outlives_the_slowest_server():
    """Eight answers, from the greeting to the goodbye, each at the last moment."""
    assert LEASE.total_seconds() > 8 * TIMEOUT
