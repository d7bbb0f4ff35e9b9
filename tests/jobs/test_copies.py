"""A whole dossier in one PDF: what is in it, and that nothing erased stays in it."""

import os
import signal
import time
from io import BytesIO

import pikepdf
import pytest
from pypdfium2 import PdfDocument
from sqlmodel import select

from portal.dossiers.fichiers import erase_file
from portal.dossiers.models import Copie, Fichier
from portal.droit.pieces import Genre
from portal.droit.workflow import Etat
from portal.exploitation import coherence
from portal.jobs.handlers import HANDLERS
from portal.jobs.models import Job
from portal.jobs.worker import run_once
from portal.lecture import services
from portal.lecture.services import demander, key
from tests.factories import make_dossier, make_fichier, make_piece
from tests.jobs.processus import start_worker
from tests.storage import entrees


@pytest.fixture
def dossier(session):
    return make_dossier(session, etat=Etat.EN_INSTRUCTION)


@pytest.fixture
def joindre(session, dossier, storage):
    def join(genre, content, type_mime="application/pdf", **over):
        fichier = make_fichier(
            session, dossier, storage, content, type_mime=type_mime, **over
        )
        make_piece(session, dossier, genre, fichier_id=fichier.id)
        return fichier

    return join


@pytest.fixture
def demande(session, write, dossier, at):
    def ask(**over):
        options = {"consultation": True, "by": dossier.candidat, "at": at} | over
        with write():
            asked = demander(session, dossier, **options)
        copie = session.exec(select(Copie).where(Copie.dossier_id == dossier.id)).one()
        session.rollback()
        return copie.id if asked else None

    return ask


def make(contexte, id_):
    HANDLERS["copie"](contexte, {"copie_id": str(id_)})


def made(session, storage, id_):
    with storage.open(fresh(session, id_).fichier.cle) as content:
        return content.read()


def words(content):
    with PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


@pytest.mark.une_base
def test_every_piece_follows_its_title_and_every_page_its_number(
    session, dossier, joindre, demande, contexte, storage
):
    dossier.uimm.filigrane = True
    joindre(Genre.CV, entrees.pdf(2), nom="mon cv.pdf")
    joindre(Genre.IDENTITE, entrees.pdf(3))
    make_piece(session, dossier, Genre.MOTIVATION, texte="Voici pourquoi.")
    joindre(Genre.DIPLOME, entrees.image("JPEG"), "image/jpeg")
    joindre(Genre.DIPLOME, entrees.image("PNG", mode="LA"), "image/png")
    joindre(Genre.ACTIVITE, b"%PDF-1.4 broken")
    id_ = demande()
    make(contexte, id_)
    content = made(session, storage, id_)
    pages = words(content)
    assert len(pages) == 12
    assert [p.count(f"{n} / 12") for n, p in enumerate(pages, 1)] == [1] * 12
    assert all("Copie de consultation, dossier n°" in page for page in pages)
    assert "mon cv.pdf" in pages[2]
    assert "n’est dans aucune copie" in pages[5]
    assert "Voici pourquoi." in pages[6]
    assert "ne peut pas être mis" in pages[11]
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        section = outline.root[-1]
        assert [i.title for i in section.children][:2] == ["CV", "Pièce d’identité"]
        links = [a for a in pdf.pages[1].obj.Annots if a.Subtype == "/Link"]
        assert len(links) == 7


@pytest.mark.une_base
def test_the_candidate_s_own_copy_has_no_mark_across(
    session, dossier, joindre, demande, contexte, storage
):
    dossier.uimm.filigrane = True
    joindre(Genre.CV, entrees.pdf(1))
    id_ = demande(consultation=False)
    make(contexte, id_)
    assert "consultation" not in "".join(words(made(session, storage, id_)))


def test_a_copy_is_made_again_only_when_something_changed(
    session, joindre, demande, contexte, storage
):
    joindre(Genre.CV, entrees.pdf(1))
    first = demande()
    assert demande() is None
    make(contexte, first)
    assert demande() is None
    joindre(Genre.DIPLOME, entrees.pdf(1))
    second = demande()
    assert second not in {None, first}
    assert session.exec(select(Fichier).where(Fichier.cle == key(first))).all() == []


def test_what_is_erased_leaves_no_copy(
    session, write, joindre, demande, contexte, storage, at
):
    """Made, or being made: the same act erases them."""
    fichier = joindre(Genre.CV, entrees.pdf(1))
    id_ = demande()
    make(contexte, id_)
    with write():
        erase_file(session, session.get_one(Fichier, fichier.id), at=at)
    assert session.exec(select(Copie)).all() == []
    HANDLERS["effacer_cles"](contexte, {"cles": [key(id_)]})
    make(contexte, id_)
    assert list(storage.keys(key(id_))) == []


@pytest.mark.une_base
def test_a_worker_killed_while_it_merges_leaves_nothing_and_another_ends_it(
    session, joindre, demande, contexte, storage, clock
):
    """Issue 4: kill -9 when some files are in and the whole is not written."""
    for _ in range(3):
        joindre(Genre.DIPLOME, entrees.pdf(120))
    id_ = demande()
    worker = start_worker(contexte.settings)
    try:
        within(30, lambda: fresh(session, id_).faites)
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert fresh(session, id_).fichier_id is None
    assert list(storage.keys(key(id_))) == []
    job = session.exec(select(Job).where(Job.genre == "copie")).one()
    clock.at = job.leased_until
    while run_once(contexte):
        pass
    with pikepdf.open(BytesIO(made(session, storage, id_))) as pdf:
        assert len(pdf.pages) == 365
    assert not coherence.compare(contexte.engine, storage, at=clock()).absents


def fresh(session, id_):
    session.rollback()
    session.expire_all()
    return session.get_one(Copie, id_)


def within(seconds, condition):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.une_base
def test_what_is_erased_while_the_worker_merges_is_in_no_copy(
    session, write, joindre, demande, contexte, storage, monkeypatch
):
    fichier = joindre(Genre.CV, entrees.pdf(1))
    id_ = demande()
    whole = services.fabrique.make

    def make_then_erase(*args):
        content = whole(*args)
        with write():
            erase_file(session, session.get_one(Fichier, fichier.id), at=contexte.now())
        return content

    monkeypatch.setattr(services.fabrique, "make", make_then_erase)
    make(contexte, id_)
    assert list(storage.keys(key(id_))) == []
