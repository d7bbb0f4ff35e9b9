"""What a person may open and deposit, from the upload to the answer of clamd."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlmodel import select

from portal.courrier.models import Courriel
from portal.dossiers.models import Analyse, Evenement, Fichier
from portal.droit.pieces import Genre
from portal.droit.refus import Refus
from portal.droit.workflow import Etat, Fait, Role
from portal.jobs import analyses
from portal.jobs.contexte import Contexte
from portal.jobs.models import Job
from portal.jobs.queue import MAX_ATTEMPTS
from portal.jobs.worker import run_once
from tests.antivirus.entrees import jpeg, written
from tests.factories import (
    fill,
    make_accompagnement,
    make_compte,
    make_dossier,
    make_fichier,
    make_piece,
    make_preuve,
    make_situation,
    refuse_piece,
    save,
)
from tests.recevabilite.outils import (
    HTMX,
    deposit,
    page,
    pdf,
    reload,
    root,
    upload,
    words,
)
from tests.storage.entrees import pdf as pdf_with

AWAY = "/nowhere/clamd.sock"


@pytest.fixture
def with_antivirus(app, settings, monkeypatch):
    """`with_antivirus(address)`: the portal and its worker have this one."""

    def chosen(address):
        given = settings.model_copy(update={"clamd": address, "clamd_seconds": 10})
        monkeypatch.setitem(app.extensions, "settings", given)
        return given

    return chosen


@pytest.fixture
def worker(engine, storage):
    """`worker(settings, minutes)` does what is due some minutes from now."""

    def work(settings, minutes=0):
        now = datetime.now(UTC) + timedelta(minutes=minutes)
        contexte = Contexte(engine, storage, settings, lambda: now)
        while run_once(contexte):
            pass

    return work


@pytest.fixture
def dossier(session):
    return make_dossier(session)


def sent(login, session, dossier, name, content):
    """Uploaded by its page; the row that names it."""
    answer = login(dossier.candidat).post(
        page(dossier, "/cv"), data=upload(name, content=content)
    )
    assert answer.status_code == 303, words(answer)
    reload(session)
    found = session.exec(select(Fichier)).one()
    session.commit()  # what others write next is not waited for
    return found


def address(fichier):
    return f"/dossiers/{fichier.dossier_id}/fichiers/{fichier.id}"


def test_a_file_waits_for_an_antivirus_that_is_away_then_opens(
    socket, session, login, dossier, with_antivirus, worker
):
    """Put off more often than a job is tried, it is not given up (ASVS 15)."""
    settings = with_antivirus(AWAY)
    fichier = sent(login, session, dossier, "cv.pdf", pdf())
    minutes = 0
    for _ in range(MAX_ATTEMPTS + 2):
        worker(settings, minutes)
        minutes += 9
    friend = make_accompagnement(session, dossier).compte
    held = login(friend).get(address(fichier))
    assert held.status_code == 409
    assert "en cours de contrôle" in words(held)
    assert login(dossier.candidat).get(address(fichier)).status_code == 200
    worker(with_antivirus(socket), minutes)
    assert login(friend).get(address(fichier)).data.startswith(b"%PDF")


def test_an_infected_file_is_given_to_nobody_and_its_author_is_told(
    socket, session, storage, login, dossier, with_antivirus, worker
):
    settings = with_antivirus(socket)
    infected = pdf_with(change=written, compress_streams=True)
    fichier = sent(login, session, dossier, "cv.pdf", infected)
    worker(settings)
    client = login(dossier.candidat)
    assert client.get(address(fichier)).status_code == 409
    assert "Refusé par l’antivirus" in words(client.get(page(dossier, "/cv")))
    assert "retirez-le ou remplacez-le" in words(client.get(page(dossier, "/verifier")))
    reload(session)
    [line] = session.exec(
        select(Evenement).where(Evenement.fait == Fait.FICHIER_INFECTE)
    )
    assert line.donnees["menace"].startswith("Eicar-Essai")
    [mail] = session.exec(select(Courriel).where(Courriel.modele == "fichier_infecte"))
    assert mail.destinataire == dossier.candidat.email
    archive = ZipFile(BytesIO(client.post("/mes-donnees/telecharger").data))
    assert any(name.endswith(".retenu.txt") for name in archive.namelist())
    storage.open(fichier.cle).close()
    worker(settings, 24 * 60 * settings.quarantine_days + 1)
    assert fichier.cle not in set(storage.keys(""))


def test_what_the_copy_lost_is_no_reason_to_refuse_it(
    socket, session, storage, login, dossier, with_antivirus, worker
):
    """The virus stood in a comment of the image: nobody is ever given it."""
    fichier = sent(login, session, dossier, "cv.jpg", jpeg())
    worker(with_antivirus(socket))
    with storage.open(fichier.cle) as content:
        assert b"EICAR" not in content.read()


def test_the_page_asks_again_until_the_answer(
    socket, session, login, dossier, with_antivirus, worker
):
    settings = with_antivirus(socket)
    fichier = sent(login, session, dossier, "cv.pdf", pdf())
    client = login(dossier.candidat)
    state = f"#f-{fichier.id}"
    before = root(client.get(page(dossier, "/cv"), headers=HTMX), state)
    assert 'hx-trigger="every 3s"' in before
    assert "Contrôle antivirus en cours" in before
    worker(settings)
    after = root(client.get(page(dossier, "/cv"), headers=HTMX), state)
    assert "hx-" not in after
    assert "Prêt" in after


@pytest.mark.parametrize(
    ("analyse", "said"),
    [
        (Analyse.EN_ATTENTE, "Attendez la fin du contrôle antivirus"),
        (Analyse.INFECTE, "L’antivirus a refusé"),
    ],
)
def test_a_request_is_not_deposited_with_a_file_not_cleared(session, analyse, said):
    dossier = fill(session, make_dossier(session))
    cv = session.exec(select(Fichier).where(Fichier.nom == f"{Genre.CV}.pdf")).one()
    cv.analyse = analyse
    save(session, cv)
    with pytest.raises(Refus, match=said):
        deposit(session, dossier, dossier.candidat)


def test_pieces_asked_again_are_not_sent_back_before_they_are_cleared(session, login):
    dossier = make_dossier(session, etat=Etat.A_COMPLETER)
    refused = refuse_piece(session, dossier)
    refused.retiree_at = datetime.now(UTC)
    new = make_piece(
        session, dossier, remplace_id=refused.id, created_at=refused.retiree_at
    )
    fichier = session.get(Fichier, new.fichier_id)
    fichier.analyse = Analyse.EN_ATTENTE
    session.add(refused)
    save(session, fichier)
    client = login(dossier.candidat)
    shown = root(client.get(f"/dossiers/{dossier.id}/completer"), "#renvoyer")
    assert "Attendez la fin du contrôle" in shown
    assert client.post(f"/dossiers/{dossier.id}/completer").status_code == 409


@pytest.mark.parametrize("analyse", [Analyse.EN_ATTENTE, Analyse.INFECTE])
def test_the_uimm_does_not_see_a_file_not_cleared(session, storage, login, analyse):
    dossier = make_dossier(session, etat=Etat.EN_INSTRUCTION)
    piece = make_piece(session, dossier, storage=storage)
    fichier = session.get(Fichier, piece.fichier_id)
    fichier.analyse = analyse
    save(session, fichier)
    staff = make_compte(session, Role.INSTRUCTEUR, uimm_slug=dossier.uimm_slug)
    client = login(staff)
    shown = client.get(f"/instruction/{dossier.id}/pieces/{piece.id}").text
    assert address(fichier) not in shown
    assert "antivirus" in shown
    assert client.get(address(fichier)).status_code == 409
    reload(session)
    seen = select(Evenement).where(Evenement.fait == Fait.FICHIER_CONSULTE)
    assert session.exec(seen).all() == []


@pytest.mark.parametrize("analyse", [Analyse.EN_ATTENTE, Analyse.INFECTE])
def test_preuves_are_not_deposited_with_a_file_not_cleared(session, login, analyse):
    dossier = make_dossier(session, etat=Etat.RECEVABLE)
    preuve = make_preuve(session, make_situation(session, dossier))
    fichier = session.get(Fichier, preuve.fichier_id)
    fichier.analyse = analyse
    save(session, fichier)
    shown = root(
        login(dossier.candidat).get(f"/dossiers/{dossier.id}/preuves/verifier"),
        "#restes",
    )
    assert fichier.nom in shown
    assert ("every 3s" in shown) == (analyse is Analyse.EN_ATTENTE)


def test_the_files_of_before_and_those_without_antivirus_are_open(
    session, storage, login, with_antivirus
):
    dossier = make_dossier(session, etat=Etat.DEPOSE)
    piece = make_piece(session, dossier, storage=storage)
    staff = login(make_compte(session, Role.INSTRUCTEUR, uimm_slug=dossier.uimm_slug))
    url = f"/dossiers/{dossier.id}/fichiers/{piece.fichier_id}"
    assert staff.get(url).status_code == 200
    draft = make_dossier(session)
    unsaid = "ne sont pas analysés par un antivirus"
    assert unsaid in words(login(draft.candidat).get(page(draft, "/cv")))
    with_antivirus(AWAY)
    assert staff.get(url).status_code == 200


def test_a_dead_antivirus_is_asked_once_for_all_the_files(
    session, storage, dossier, with_antivirus, worker
):
    """The mails behind a long queue of files leave all the same."""
    for _ in range(3):
        waiting = make_fichier(session, dossier, storage, analyse=Analyse.EN_ATTENTE)
        data = {"fichier_id": str(waiting.id)}
        save(session, Job(genre="analyser", donnees=data, due_at=datetime.now(UTC)))
    worker(with_antivirus(AWAY))
    reload(session)
    assert sorted(j.attempts for j in session.exec(select(Job))) == [0, 0, 1]


def test_the_day_brings_back_the_files_no_job_looks_at(session, write, dossier):
    lost = make_fichier(session, dossier, analyse=Analyse.EN_ATTENTE)
    given_up = make_fichier(session, dossier, analyse=Analyse.EN_ATTENTE)
    now = datetime.now(UTC)
    job = {"genre": "analyser", "donnees": {"fichier_id": str(given_up.id)}}
    save(session, Job(**job, due_at=now, attempts=MAX_ATTEMPTS))
    for _ in range(2):
        with write():
            analyses.relancer(session, at=now)
    jobs = session.exec(select(Job)).all()
    assert {j.donnees["fichier_id"] for j in jobs} == {str(lost.id), str(given_up.id)}
    assert [j.attempts for j in jobs] == [0, 0]


def test_ready_without_its_antivirus_and_says_so(client, with_antivirus):
    with_antivirus(AWAY)
    answer = client.get("/pret")
    assert (answer.status_code, answer.json["antivirus"]) == (200, "indisponible")
