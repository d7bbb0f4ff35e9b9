"""The page of a candidate, whose browser asks by itself what clamd has said."""

import pytest
from playwright.sync_api import expect
from sqlmodel import Session, create_engine

from tests.antivirus.entrees import written
from tests.factories import make_compte, make_dossier
from tests.services import navigateur, serveur, smtp
from tests.storage.entrees import pdf


def sheet(name, content):
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


@pytest.fixture
def portail(socket, tmp_path):
    """Its worker is not at work yet."""
    with smtp.running() as boite:
        url = f"sqlite:///{tmp_path}/portail.db"
        portail = serveur.Portail(tmp_path, url, boite, VAE_CLAMD=socket)
        try:
            portail.install()
            portail.serve()
            yield portail
        finally:
            portail.stop()


def draft(portail):
    engine = create_engine(portail.database_url)
    with Session(engine, expire_on_commit=False) as session:
        candidat = make_compte(session)
        dossier = make_dossier(session, candidat)
    engine.dispose()
    return candidat, dossier


def test_the_state_of_a_file_comes_by_itself(chromium, portail):
    candidat, dossier = draft(portail)
    fenetre = navigateur.Fenetre(chromium, portail)
    fenetre.sign_in(candidat)
    page = fenetre.page
    page.goto(f"/dossiers/{dossier.id}/recevabilite/diplomes")
    infected = pdf(change=written, compress_streams=True)
    sent = [sheet("sain.pdf", pdf()), sheet("infecté.pdf", infected)]
    page.set_input_files("input[type=file]", sent)
    page.get_by_role("button", name="Envoyer les fichiers choisis").click()
    files = page.get_by_role("list", name="Vos fichiers")
    expect(files.get_by_text("Contrôle antivirus en cours")).to_have_count(2)
    portail.work()
    expect(files).to_contain_text("Prêt")
    expect(files).to_contain_text("Refusé par l’antivirus")
    expect(page.locator("[hx-trigger]")).to_have_count(0)
    assert not fenetre.faults
    mail = portail.boite.wait(candidat.email, "refusé par l’antivirus")
    assert f"/dossiers/{dossier.id}" in smtp.text_of(mail)
