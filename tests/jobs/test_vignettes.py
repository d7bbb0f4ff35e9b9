"""The picture of a first page: drawn by a job, read as its file is, gone with it."""

from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from portal.dossiers.fichiers import erase_file, stored, write_row
from portal.dossiers.models import Fichier
from portal.droit.pieces import Genre
from portal.exploitation import coherence
from portal.jobs.handlers import HANDLERS
from portal.jobs.models import Job
from portal.jobs.worker import run_once
from portal.storage import derives
from portal.web.uploads import Recu
from tests.factories import make_dossier, make_fichier, make_piece
from tests.storage import entrees

JPEG = entrees.image("JPEG")


@pytest.fixture
def dossier(session):
    return make_dossier(session)


def draw(contexte, session, fichier):
    HANDLERS["vignette"](contexte, {"fichier_id": str(fichier.id)})
    session.rollback()
    session.refresh(fichier)


def keys(storage, fichier):
    return set(storage.keys(fichier.cle))


@pytest.mark.parametrize(
    ("content", "type_mime"),
    [(entrees.pdf(), "application/pdf"), (JPEG, "image/jpeg")],
)
def test_a_picture_is_drawn_kept_and_erased_with_its_file(
    session, write, dossier, contexte, storage, content, type_mime
):
    fichier = make_fichier(session, dossier, storage, content, type_mime=type_mime)
    draw(contexte, session, fichier)
    with storage.open(derives.vignette(fichier.cle)) as drawn:
        assert Image.open(BytesIO(drawn.read())).format == "JPEG"
    assert not coherence.compare(contexte.engine, storage, at=contexte.now())
    with write():
        erase_file(session, session.get_one(Fichier, fichier.id), at=contexte.now())
    run_once(contexte)
    assert keys(storage, fichier) == set()


@pytest.mark.une_base
@pytest.mark.parametrize("content", [b"%PDF-1.4 no page", b""])
def test_a_file_that_cannot_be_drawn_is_tried_once(
    session, dossier, contexte, storage, content
):
    fichier = make_fichier(session, dossier, storage, content)
    draw(contexte, session, fichier)
    assert (fichier.vignette, keys(storage, fichier)) == ("", {fichier.cle})


@pytest.mark.une_base
def test_an_identity_document_has_no_picture(
    session, dossier, contexte, storage, login
):
    piece = make_piece(session, dossier, Genre.IDENTITE, storage=storage)
    fichier = session.get_one(Fichier, piece.fichier_id)
    draw(contexte, session, fichier)
    assert (fichier.vignette, keys(storage, fichier)) == ("", {fichier.cle})
    url = f"/dossiers/{dossier.id}/fichiers/{fichier.id}/vignette"
    assert login(dossier.candidat).get(url).status_code == 404


@pytest.mark.une_base
def test_a_file_erased_before_its_picture_has_none(
    session, write, dossier, contexte, storage, at
):
    fichier = make_fichier(session, dossier, storage, entrees.pdf())
    with write():
        erase_file(session, session.get_one(Fichier, fichier.id), at=at)
    draw(contexte, session, fichier)
    assert keys(storage, fichier) == {fichier.cle}


@pytest.mark.une_base
def test_what_arrives_asks_for_its_picture(session, write, dossier, storage, at):
    recu = Recu("fichier", "a.pdf", "application/pdf", BytesIO(entrees.pdf()))
    with stored(storage, dossier, recu, quota=1) as depose, write():
        of_it = {"dossier_id": dossier.id, "by": dossier.candidat}
        row = write_row(session, depose, **of_it, at=at)
    job = session.exec(select(Job)).one()
    assert (job.genre, job.donnees) == ("vignette", {"fichier_id": str(row.id)})
