"""Files sent from a real browser: their progress, a cut, and what is said of them."""

import pytest
from playwright.sync_api import expect
from sqlmodel import Session, create_engine, select

from portal.dossiers.models import Piece
from portal.droit.pieces import Genre
from portal.droit.workflow import Etat
from portal.storage.local import LocalStorage
from tests.parcours.fichiers import document, heavy_pdf
from tests.parcours.monde import Qui, make_monde
from tests.services import ligne as lignes

ENVOYER = "Envoyer les fichiers choisis"


@pytest.fixture
def session(portail):
    engine = create_engine(portail.database_url)
    with Session(engine, expire_on_commit=False) as session:
        yield session
    engine.dispose()


@pytest.fixture
def brouillon(session, portail):
    """A draft of its own: files are joined to it."""
    return make_monde(session, Etat.BROUILLON, LocalStorage(portail.uploads))


@pytest.fixture
def ligne(portail):
    with lignes.running(portail) as ligne:
        yield ligne


def heavy(name):
    return {
        "name": name,
        "mimeType": "application/pdf",
        "buffer": heavy_pdf(8_000_000),
    }


def choose(page, *documents):
    page.locator("input[type=file]").set_input_files(list(documents))
    page.get_by_role("button", name=ENVOYER).click()


def test_a_cut_line_loses_one_file_and_says_so(
    ouvrir, ligne, brouillon, visiter, session
):
    fenetre = ouvrir(ligne.portail)
    page = visiter(fenetre, brouillon, Qui.CANDIDAT, "recevabilite.diplomes")
    ligne.limite = 6_000_000
    choose(page, heavy("lourd.pdf"), document("BTS.pdf"), document("CAP.pdf", 1))
    said = page.locator("#annonces")
    expect(said).to_contain_text("lourd.pdf : 50 %")
    expect(said).to_contain_text("lourd.pdf : la connexion a été coupée, réessayez")
    expect(page.locator("#recus")).to_contain_text("BTS.pdf")
    expect(page.locator("#recus")).to_contain_text("CAP.pdf")

    ligne.limite = None
    fenetre.faults.clear()  # the browser tells its console of the cut
    page.get_by_role("button", name="Réessayer lourd.pdf").click()
    expect(page.get_by_role("link", name="lourd.pdf")).to_be_visible()
    expect(page.locator(".vae-envois li")).to_have_count(0)
    expect(said).to_contain_text("lourd.pdf : envoyé")
    kept = joined(session, brouillon, Genre.DIPLOME)
    assert {"BTS.pdf", "CAP.pdf", "lourd.pdf"} <= set(kept)
    assert kept.count("lourd.pdf") == 1


def test_a_file_is_cancelled_on_its_way(ouvrir, ligne, brouillon, visiter, session):
    ligne.debit = 400_000
    fenetre = ouvrir(ligne.portail)
    page = visiter(fenetre, brouillon, Qui.CANDIDAT, "recevabilite.diplomes")
    choose(page, heavy("lourd.pdf"))
    page.get_by_role("button", name="Annuler lourd.pdf").click()
    expect(page.locator("#annonces")).to_contain_text("lourd.pdf : envoi annulé")
    page.get_by_role("button", name="Retirer lourd.pdf").click()
    expect(page.locator(".vae-envois li")).to_have_count(0)
    assert "lourd.pdf" not in joined(session, brouillon, Genre.DIPLOME)


def joined(session, monde, genre):
    session.rollback()
    dossier = monde.valeurs["id_"]
    found = select(Piece).where(Piece.dossier_id == dossier, Piece.genre == genre)
    return [piece.fichier.nom for piece in session.exec(found) if piece.fichier]


def test_files_are_put_in_order_by_keyboard_then_by_drag(
    ouvrir, portail, brouillon, visiter
):
    fenetre = ouvrir(portail, viewport={"width": 1280, "height": 1600})
    page = visiter(fenetre, brouillon, Qui.CANDIDAT, "recevabilite.diplomes")
    choose(page, document("BTS.pdf"), document("CAP.pdf", 1))
    expect(page.locator(".vae-envois li")).to_have_count(0)
    rows = page.locator("#recus .vae-fichier__nom")
    expect(rows).to_have_count(3)
    down = page.get_by_role("button", name="Descendre diplome.pdf")
    down.focus()
    page.keyboard.press("Enter")
    said = page.locator("#annonces-ordre")
    expect(said).to_have_text("diplome.pdf : place 2 sur 3")
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_have_text("diplome.pdf : place 3 sur 3")
    expect(page.get_by_role("button", name="Monter diplome.pdf")).to_be_focused()

    first, last = rows.first.inner_text(), rows.last.inner_text()
    handles = page.locator("#recus .vae-format")
    handles.last.drag_to(handles.first, target_position={"x": 5, "y": 2})
    expect(said).to_have_text(f"{last} : place 1 sur 3")
    expect(rows.nth(1)).to_have_text(first)
