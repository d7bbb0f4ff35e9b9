"""Files joined, replaced, tied, removed; and what is refused without a trace."""

from io import BytesIO

import pytest
from sqlmodel import select

from portal.dossiers.models import Dossier, Evenement, Fichier, Piece
from portal.dossiers.queries import total_size
from portal.droit.pieces import Genre
from portal.droit.workflow import Etat
from portal.jobs.models import Job
from portal.recevabilite import permissions
from portal.storage.base import MissingFile
from tests.factories import (
    make_compte,
    make_dossier,
    make_piece,
)
from tests.recevabilite.outils import (
    HTMX,
    multipart,
    page,
    pdf,
    png,
    reload,
    root,
    upload,
    words,
)

FILE_PAGES = ["cv", "motivation", "piece-identite", "diplomes", "justificatifs"]


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def client(login, candidat):
    return login(candidat)


@pytest.fixture
def dossier(session, candidat):
    return make_dossier(session, candidat)


def pieces(session, genre=None):
    reload(session)
    rows = session.exec(select(Piece).order_by(Piece.created_at)).all()
    return [p for p in rows if genre is None or p.genre is genre]


@pytest.mark.parametrize("path", FILE_PAGES)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_file_joined_is_kept_and_shown(
    session, client, dossier, storage, path, headers
):
    """P1, P2, P3, P6, P7."""
    url = page(dossier, f"/{path}")
    sent = client.post(url, data=upload("fichier.pdf"), headers=headers)
    assert sent.status_code == (200 if headers else 303)
    [piece] = pieces(session)
    with storage.open(piece.fichier.cle) as stored:
        assert stored.read().startswith(b"%PDF")
    assert "fichier.pdf" in client.get(url).text
    assert str(piece.fichier_id) in client.get(url).text


@pytest.mark.parametrize("path", FILE_PAGES)
def test_a_swap_leaves_the_page_as_a_reload_would(client, dossier, path):
    url = page(dossier, f"/{path}")
    swap = client.post(url, data=upload("fichier.pdf"), headers=HTMX)
    assert root(swap, "#pieces") == root(client.get(url), "#pieces")


BAD_FILES = [
    ("vide.pdf", b"", "Ce fichier est vide"),
    ("texte.pdf", b"bonjour", "ni un PDF, ni une image"),
    ("image.pdf", png(), "son nom finit par"),
    ("coupe.pdf", pdf()[:150], "incomplet ou abîmé"),
]


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad[0])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_bad_file_says_why_and_leaves_nothing(
    session, client, dossier, storage, bad, headers
):
    name, content, sentence = bad
    data = {"fichier": (BytesIO(content), name)}
    sent = client.post(page(dossier, "/cv"), data=data, headers=headers)
    assert sent.status_code == 422
    assert sentence in words(sent)
    assert not pieces(session)
    assert not list(storage.keys(f"{dossier.id}/"))


def test_of_two_files_the_good_one_is_kept(session, client, dossier):
    data = {"fichier": [(BytesIO(pdf()), "bon.pdf"), (BytesIO(b"x"), "mauvais.pdf")]}
    sent = client.post(page(dossier, "/justificatifs"), data=data)
    assert sent.status_code == 422
    assert "mauvais.pdf" in sent.text
    assert [p.fichier.nom for p in pieces(session)] == ["bon.pdf"]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_file_too_big_says_the_limit(session, app, client, dossier, headers):
    settings = app.extensions["settings"]
    before, settings.max_file_size = settings.max_file_size, 1024 * 1024
    try:
        big = multipart("gros.pdf", bytes(1024 * 1024 + 1))
        sent = client.post(page(dossier, "/cv"), **big, headers=headers)
    finally:
        settings.max_file_size = before
    assert sent.status_code == (422 if headers else 413)
    assert "1 Mo" in words(sent)
    assert not pieces(session)


def test_a_dossier_has_a_quota(session, app, client, dossier):
    settings = app.extensions["settings"]
    before, settings.max_dossier_size = settings.max_dossier_size, len(pdf()) + 10
    try:
        client.post(page(dossier, "/justificatifs"), data=upload("un.pdf"))
        sent = client.post(page(dossier, "/justificatifs"), data=upload("deux.pdf"))
    finally:
        settings.max_dossier_size = before
    assert sent.status_code == 422
    assert "dépasserait" in sent.text
    assert len(pieces(session)) == 1
    assert total_size(session, dossier) == len(pdf())


def test_a_kind_has_a_limit_of_documents(session, client, dossier, monkeypatch):
    monkeypatch.setattr(permissions, "DOCUMENTS_PAR_GENRE", 1)
    make_piece(session, dossier, Genre.DIPLOME)
    sent = client.post(page(dossier, "/diplomes"), data=upload("deux.pdf"))
    assert "Vous avez déjà joint 1 document" in words(sent)


def test_without_a_token_nothing_is_read(session, app, client, dossier):
    sent = client.post(page(dossier, "/cv"), data=upload("cv.pdf"), csrf=False)
    assert sent.status_code == 400
    assert not pieces(session)


@pytest.mark.parametrize("etat", [Etat.DEPOSE, Etat.EN_INSTRUCTION, Etat.RECEVABLE])
@pytest.mark.parametrize("path", FILE_PAGES)
def test_a_deposited_request_takes_no_file(session, candidat, client, etat, path):
    dossier = make_dossier(session, candidat, etat)
    sent = client.post(page(dossier, f"/{path}"), data=upload("cv.pdf"))
    assert sent.status_code == 409
    assert not pieces(session)


def test_someone_else_s_piece_is_out_of_reach(session, client, dossier):
    other = make_dossier(session)
    piece = make_piece(session, other)
    theirs = page(other, f"/pieces/{piece.id}/retirer")
    assert client.post(theirs).status_code == 404
    mine = page(dossier, f"/pieces/{piece.id}/retirer")
    assert client.post(mine).status_code == 409
    assert len(pieces(session)) == 1


def test_a_second_cv_replaces_the_first(session, client, dossier, storage):
    """P1: one; the replaced file is erased by a job, once this is committed."""
    client.post(page(dossier, "/cv"), data=upload("un.pdf"))
    client.post(page(dossier, "/cv"), data=upload("deux.pdf"))
    assert [p.fichier.nom for p in pieces(session)] == ["deux.pdf"]
    [gone] = session.exec(select(Fichier).where(Fichier.efface_at.is_not(None)))
    assert gone.nom == "un.pdf"
    [job] = session.exec(select(Job).where(Job.genre == "effacer_fichier"))
    assert str(gone.id) in job.donnees.values()
    with storage.open(gone.cle) as still_there:
        assert still_there.read()


def test_removing_a_piece_erases_its_file(session, client, dossier):
    client.post(page(dossier, "/piece-identite"), data=upload("recto.pdf"))
    removal = page(dossier, f"/pieces/{pieces(session)[0].id}/retirer")
    sent = client.post(removal)
    assert sent.location == page(dossier, "/piece-identite")
    assert not pieces(session)
    assert session.exec(select(Fichier)).one().efface_at
    again = client.post(removal)
    assert again.status_code == 409
    assert "déjà retirée" in again.text


def test_a_draft_writes_nothing_in_the_journal(session, client, dossier):
    client.post(page(dossier, "/cv"), data=upload("un.pdf"))
    assert not session.exec(select(Evenement)).all()


def test_a_letter_may_be_typed_then_emptied(session, client, dossier):
    """P3: a text typed in the page."""
    url = page(dossier, "/motivation")
    client.post(url, data={"texte": "Ma lettre\r\nen deux lignes."})
    assert pieces(session, Genre.MOTIVATION)[0].texte == "Ma lettre\nen deux lignes."
    assert "en deux lignes." in client.get(url).text
    client.post(url, data={"texte": ""})
    assert not pieces(session)


def test_a_file_replaces_the_typed_letter(session, client, dossier):
    """P3: or a file."""
    url = page(dossier, "/motivation")
    client.post(url, data={"texte": "Ma lettre."})
    client.post(url, data=upload("lettre.pdf", texte=""))
    [piece] = pieces(session)
    assert (piece.texte, piece.fichier.nom) == ("", "lettre.pdf")


def test_a_letter_and_a_file_at_once_is_a_question(session, client, dossier):
    """P3: the typed text comes back."""
    sent = client.post(
        page(dossier, "/motivation"), data=upload("l.pdf", texte="Ma longue lettre.")
    )
    assert sent.status_code == 422
    assert "Ma longue lettre." in sent.text
    assert not pieces(session)


def test_no_diploma_is_an_answer_a_file_takes_back(session, client, dossier):
    """P6: « aucun » is said by the candidate."""
    url = page(dossier, "/diplomes")
    client.post(url, data={"aucun": "y"})
    reload(session)
    assert session.get(Dossier, dossier.id).sans_diplome
    both = client.post(url, data=upload("bts.pdf", aucun="y"))
    assert both.status_code == 422
    client.post(url, data=upload("bts.pdf"))
    reload(session)
    assert not session.get(Dossier, dossier.id).sans_diplome


@pytest.mark.parametrize("suite", ["continuer", "plus_tard"])
def test_continuing_sends_the_chosen_file_too(session, client, dossier, suite):
    sent = client.post(page(dossier, "/cv"), data=upload("cv.pdf", suite=suite))
    after = {"continuer": "/motivation", "plus_tard": ""}[suite]
    assert sent.location == page(dossier, after)
    assert len(pieces(session)) == 1


def test_htmx_is_told_to_leave_the_page(client, dossier):
    data = upload("cv.pdf", suite="continuer")
    sent = client.post(page(dossier, "/cv"), data=data, headers=HTMX)
    assert sent.status_code == 204
    assert sent.headers["HX-Redirect"] == page(dossier, "/motivation")


def test_the_storage_knows_only_our_keys(session, client, dossier, storage):
    client.post(page(dossier, "/cv"), data=upload("../../etc/passwd.pdf"))
    [piece] = pieces(session)
    assert piece.fichier.cle == f"{dossier.id}/{piece.fichier_id}"
    assert piece.fichier.nom == "passwd.pdf"
    with pytest.raises(MissingFile):
        storage.open(f"{dossier.id}/passwd.pdf")
