"""A kill -9 leaves nothing half-written and nothing unsent."""

import os
import socket
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, create_engine, select

from portal.courrier.models import Courriel
from portal.dossiers.models import Fichier, Piece
from portal.jobs.models import Job
from portal.jobs.worker import LEASE
from tests.parcours.fichiers import heavy_pdf
from tests.parcours.visiteur import Visiteur
from tests.services import serveur, smtp

PATIENCE = 30


@pytest.fixture
def portail(tmp_path):
    """Its own, as its processes are killed."""
    url = f"sqlite:///{tmp_path}/portail.db"
    with (
        smtp.running() as boite,
        serveur.running(tmp_path, url, boite) as portail,
    ):
        yield portail


@pytest.fixture
def session(portail):
    engine = create_engine(portail.database_url)
    with Session(engine, expire_on_commit=False) as session:
        yield session
    engine.dispose()


def test_a_mail_whose_worker_is_killed_leaves_at_the_next_start(portail, session):
    boite = portail.boite
    boite.silence.set()
    ask_for_a_mail(portail, "attente@exemple.fr")
    first = boite.wait("attente@exemple.fr", "Passerelle VAE")
    portail.kill("worker")
    boite.silence.clear()
    assert session.exec(select(Courriel.sent_at)).all() == [None]

    let_the_lease_end(session)
    portail.work()
    second = boite.wait("attente@exemple.fr", "Passerelle VAE", seen=1)
    wait_until(lambda: nothing_waits(session))
    assert len(boite.messages) == 2
    # At least once: the server that took both knows them for one message.
    assert first["Message-ID"] == second["Message-ID"]


def test_no_mail_asked_for_while_the_worker_is_dead_is_lost(portail, session):
    portail.kill("worker")
    for rank in range(5):
        ask_for_a_mail(portail, f"cinq{rank}@exemple.fr")
    assert portail.boite.messages == []
    portail.work()
    wait_until(lambda: nothing_waits(session))
    addresses = sorted(message["To"] for message in portail.boite.messages)
    assert addresses == [f"cinq{rank}@exemple.fr" for rank in range(5)]


def test_a_server_killed_during_an_upload_keeps_nothing_of_it(portail, session):
    visiteur, page = candidate_at_the_cv(portail)
    content = heavy_pdf(6_000_000)
    line = visiteur.begin_upload(page, name="fichier", content=content)
    wait_until(lambda: bytes_being_received(portail) > 4_000_000)
    portail.kill("server")
    line.close()
    assert stored_files(portail) == []
    sent = select(Fichier.taille).where(col(Fichier.by_id).is_not(None))
    assert session.exec(sent).all() == []
    assert session.exec(select(Piece)).all() == []

    portail.serve()
    visiteur.upload(page, name="fichier", content=content)
    session.rollback()
    assert session.exec(sent).all() == [len(content)]
    assert [path.stat().st_size for path in stored_files(portail)] == [len(content)]
    assert "Tout concorde" in portail.command("verifier")


def test_told_to_stop_each_process_ends_what_it_has(portail, session):
    """SIGTERM, as systemd and a container send it: a request and a mail half-way."""
    portail.boite.silence.set()
    ask_for_a_mail(portail, "arret@exemple.fr")
    portail.boite.wait("arret@exemple.fr", "Passerelle VAE")
    with socket.create_connection(("127.0.0.1", portail.port), 20) as line:
        line.sendall(HALF_A_FORM)
        # The portal has begun to read it.
        assert line.recv(100).startswith(b"HTTP/1.1 100 ")
        stopped = list(portail.processes.values())
        for process in stopped:
            process.terminate()
        line.sendall(b"&reste=1")
        assert line.recv(100).startswith(b"HTTP/1.1 400 ")
    portail.boite.silence.clear()
    assert [process.wait(PATIENCE) for process in stopped] == [0, 0]
    assert session.exec(select(Courriel.sent_at)).one()
    assert nothing_waits(session)


HALF_A_FORM = (
    b"POST /connexion HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 15\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
    b"Expect: 100-continue\r\nConnection: close\r\n\r\nmoiti=1"
)


def candidate_at_the_cv(portail):
    """Someone who registered, confirmed, signed in and began a request."""
    who = {"email": "coupure@exemple.fr", "password": "Trois-ponts-sur-le-Rhone"}
    visiteur = Visiteur(portail.url)
    visiteur.post("/inscription", **who)
    message = portail.boite.wait(who["email"], "Confirmez votre adresse")
    visiteur.post(smtp.link_of(message).removeprefix(portail.url))
    visiteur.post("/connexion", **who)
    slug = "concepteur-modelisateur-numerique"
    visiteur.post(f"/dossiers/nouveau/{slug}", portee="entier", departement="69")
    return visiteur, f"{visiteur.here}/cv"


def bytes_being_received(portail):
    """What the server's processes hold in files that have no name."""
    group = portail.processes["server"].pid
    held = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getpgid(int(process.name)) == group:
                held += sum(map(size_if_deleted, (process / "fd").iterdir()))
    return held


def size_if_deleted(descriptor):
    try:
        named = "(deleted)" not in str(descriptor.readlink())
        return 0 if named else descriptor.stat().st_size
    except OSError:
        return 0


def stored_files(portail):
    """But the seals of the journal, which the worker writes each morning."""
    found = [path for path in portail.uploads.rglob("*") if path.is_file()]
    return [path for path in found if path.parent.name != "scelles"]


def ask_for_a_mail(portail, email):
    """By the page, as anyone does: an account to confirm."""
    visitor = Visiteur(portail.url)
    visitor.post("/inscription", email=email, password="Trois-ponts-sur-le-Rhone")


def let_the_lease_end(session):
    """As if its minutes had passed."""
    leased = col(Job.leased_until).is_not(None)
    for job in session.exec(select(Job).where(leased)).all():
        job.leased_until -= LEASE + timedelta(seconds=1)
    session.commit()


def nothing_waits(session):
    session.rollback()
    return not session.exec(select(Job).where(col(Job.done_at).is_(None))).all()


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "still waiting"
        time.sleep(0.1)
