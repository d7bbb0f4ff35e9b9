"""What was taken out of a file is kept in its row, and said to who reads the page."""

from hashlib import sha256

import pytest
from sqlmodel import select

from portal.dossiers.models import Fichier
from portal.storage.verdicts import RETRAITS, Retrait, typographie
from tests.factories import make_compte, make_dossier
from tests.recevabilite.outils import page, reload, upload, words
from tests.storage import entrees

SCRIPT = typographie(RETRAITS[Retrait.SCRIPT])


@pytest.fixture
def dossier(session):
    return make_dossier(session, make_compte(session))


def kept_of(session, storage):
    reload(session)
    fichier = session.exec(select(Fichier)).one()
    with storage.open(fichier.cle) as content:
        return fichier, content.read()


def test_a_script_is_taken_out_and_its_author_is_told(session, login, dossier, storage):
    sent = entrees.pdf(change=entrees.with_page_script)
    client = login(dossier.candidat)
    client.post(page(dossier, "/cv"), data=upload("cv.pdf", content=sent))
    fichier, kept = kept_of(session, storage)
    assert fichier.retraits == [Retrait.SCRIPT]
    assert fichier.sha256_origine == sha256(sent).hexdigest()
    assert fichier.sha256 == sha256(kept).hexdigest() != fichier.sha256_origine
    assert fichier.taille == len(kept)
    assert b"JavaScript" not in kept
    assert SCRIPT in client.get(page(dossier, "/cv")).text


def test_a_sound_file_keeps_its_very_bytes(session, login, dossier, storage):
    sent = entrees.pdf()
    login(dossier.candidat).post(
        page(dossier, "/cv"), data=upload("cv.pdf", content=sent)
    )
    fichier, kept = kept_of(session, storage)
    assert kept == sent
    assert fichier.retraits == []
    assert fichier.sha256 == fichier.sha256_origine == sha256(sent).hexdigest()


def test_a_refused_format_says_how_to_save_it(login, dossier):
    sent = login(dossier.candidat).post(
        page(dossier, "/cv"), data=upload("cv.docx", content=entrees.docx())
    )
    assert sent.status_code == 422
    assert "Enregistrez-le en PDF" in words(sent)
