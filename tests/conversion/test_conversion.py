"""From the upload of a document to the PDF that is kept, by a real LibreOffice."""

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from sqlmodel import select

from portal.dossiers.models import Analyse, Dossier
from portal.jobs import analyses
from portal.jobs.models import Job
from portal.storage import derives
from portal.storage.conversion import LibreOffice
from portal.storage.verdicts import Retrait
from tests.conversion import entrees as e
from tests.conversion.conftest import again, converters, folder_of, kill, within
from tests.factories import make_accompagnement, make_fichier
from tests.jobs.processus import start_worker
from tests.recevabilite.outils import page, words

AWAY = "/nowhere/soffice"


def address(fichier):
    return f"/dossiers/{fichier.dossier_id}/fichiers/{fichier.id}"


def text(content):
    return pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()


def test_a_document_waits_for_its_conversion_then_its_pdf_is_given(
    soffice, session, storage, login, portal, sent, work
):
    """Before, the file leaves for nobody; after, the PDF alone is kept."""
    settings = portal(libreoffice=soffice, clamd="/nowhere/clamd.sock")
    content = e.docx("Tourneur depuis 2019")
    before = sent("Mon CV.docx", content)
    dossier = session.get_one(Dossier, before.dossier_id)
    client = login(dossier.candidat)
    assert "Conversion en PDF en cours" in words(client.get(page(dossier, "/cv")))
    assert "Attendez la fin de la conversion" in words(
        client.get(page(dossier, "/verifier"))
    )
    assert client.get(address(before)).status_code == 409
    work(settings)
    after = again(session)
    assert (after.nom, after.type_mime) == ("Mon CV.pdf", "application/pdf")
    assert (after.pages, after.analyse) == (1, Analyse.EN_ATTENTE)
    assert after.retraits == [Retrait.CONVERTI_PDF]
    assert after.sha256_origine == sha256(content).hexdigest()
    given = client.get(address(after)).data
    assert (len(given), sha256(given).hexdigest()) == (after.taille, after.sha256)
    assert "Tourneur depuis 2019" in text(given)
    assert set(storage.keys(str(dossier.id))) == {after.cle}
    shown = words(client.get(page(dossier, "/cv")))
    assert "Contrôle antivirus en cours" in shown
    assert "Ce document a été converti en PDF." in shown
    assert not folder_of(after).exists()


@pytest.mark.une_base
def test_a_document_shows_no_file_of_the_machine(soffice, tmp_path):
    """Its author chooses where a picture is: the worker's files are not theirs."""
    secret = tmp_path / "secret.png"
    Image.new("RGB", (50, 50), "red").save(secret)
    document = BytesIO(e.with_a_picture_of(secret.as_uri()))
    with LibreOffice(soffice).pdf(document, ".odt", tmp_path / "ici") as pdf:
        drawn = pypdfium2.PdfDocument(pdf.read())[0].render(scale=0.3)
    colours = {colour for _, colour in drawn.to_pil().convert("RGB").getcolors(10**6)}
    assert (255, 0, 0) not in colours
    assert (255, 255, 255) in colours


@pytest.mark.une_base
def test_one_that_takes_too_long_is_stopped_with_all_it_started(
    soffice, session, login, dossier, portal, sent, work
):
    settings = portal(libreoffice=soffice, convert_seconds=1)
    sent("cv.docx", e.docx())
    work(settings)
    fichier = again(session)
    assert fichier.analyse is Analyse.INCONVERTIBLE
    assert converters(fichier) == []
    assert not folder_of(fichier).exists()
    client = login(dossier.candidat)
    assert "enregistrez-le en PDF" in words(client.get(page(dossier, "/cv")))
    assert "n’a pas pu être converti" in words(client.get(page(dossier, "/verifier")))
    assert client.get(address(fichier)).status_code == 409
    friend = make_accompagnement(session, dossier).compte
    assert login(friend).get(address(fichier)).status_code == 409


@pytest.mark.une_base
def test_a_worker_killed_in_the_middle_leaves_nothing_and_another_ends_it(
    soffice, session, storage, portal, sent, work, monkeypatch
):
    settings = portal(libreoffice=soffice)
    before = sent("cv.odt", e.odt())
    monkeypatch.setenv("VAE_LIBREOFFICE", soffice)
    worker = start_worker(settings)
    try:
        within(lambda: (folder_of(before) / "profil" / "user" / "database").exists())
    finally:
        kill(worker)
    held = again(session)
    assert (held.analyse, held.cle) == (Analyse.A_CONVERTIR, before.cle)
    assert set(storage.keys("")) >= {before.cle}
    within(lambda: not converters(before))
    work(settings, minutes=6)
    after = again(session)
    assert after.type_mime == "application/pdf"
    kept = set(storage.keys(str(before.dossier_id)))
    assert kept == {after.cle, derives.vignette(after.cle)}
    assert not folder_of(before).exists()


def test_a_document_waits_for_a_libreoffice_that_is_away(session, portal, sent, work):
    """It is no fault of the document; withdrawn from the settings, it is said."""
    settings = portal(libreoffice=AWAY)
    fichier = sent("cv.docx", e.docx())
    work(settings)
    assert again(session).analyse is Analyse.A_CONVERTIR
    assert not folder_of(fichier).exists()
    work(portal(libreoffice=""), minutes=5)
    assert again(session).analyse is Analyse.INCONVERTIBLE


@pytest.mark.une_base
def test_the_day_brings_back_a_document_no_job_looks_at(session, write, dossier):
    lost = make_fichier(session, dossier, analyse=Analyse.A_CONVERTIR)
    with write():
        analyses.relancer(session, at=datetime.now(UTC))
    [job] = session.exec(select(Job)).all()
    assert (job.genre, job.donnees) == ("convertir", {"fichier_id": str(lost.id)})
