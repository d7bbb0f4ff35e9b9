"""Two addresses for a supervisor, one log line a request."""

import json
import shutil
from datetime import timedelta

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from portal import clock
from portal.jobs.models import Job
from tests.factories import make_compte, make_dossier, save


def test_the_process_is_up(client):
    assert client.get("/sante").json == {"statut": "ok"}


def test_ready_when_database_storage_and_queue_answer(client):
    response = client.get("/pret")
    assert response.status_code == 200
    assert set(response.json.values()) == {"ok"}


def test_a_lost_storage_is_named(client, settings):
    shutil.rmtree(settings.uploads, ignore_errors=True)
    settings.uploads.write_text("not a folder")
    try:
        response = client.get("/pret")
    finally:
        settings.uploads.unlink()
    assert response.status_code == 503
    assert response.json["stockage"] == "indisponible"


def test_a_stuck_queue_is_named(client, session):
    save(session, Job(genre="courriel", due_at=clock.now() - timedelta(hours=1)))
    response = client.get("/pret")
    assert response.status_code == 503
    assert response.json["file"] == "indisponible"


def test_a_request_is_one_line_without_personal_data(client, capfd):
    secret = "/invitation/un-jeton-secret"
    response = client.get(secret)
    [line] = [
        entry
        for entry in map(json.loads, capfd.readouterr().err.splitlines())
        if entry.get("request_id") == response.headers["X-Request-ID"]
    ]
    assert line["status"] == response.status_code
    assert line["route"] == "/invitation/<token>"
    assert "un-jeton" not in json.dumps(line)


def test_a_refusal_says_whom_it_was_said_to(client, session, login, capfd):
    """ASVS row 69: an account by its number; never an address nor what was typed."""
    known = make_compte(session)
    login(known).get("/instruction/%0d%0a{}")
    login(known).get("/instruction/")
    for email in (known.email, "personne@exemple.fr"):
        client.post("/connexion", data={"email": email, "password": "Un mauvais mot"})
    said = capfd.readouterr().err
    lines = [json.loads(line) for line in said.splitlines()]
    found = [(e["event"], e.get("status"), e.get("compte")) for e in lines]
    qui = str(known.id)
    assert found == [
        ("request", 404, qui),
        ("request", 403, qui),
        ("sign_in_refused", None, qui),
        ("request", 422, None),
        ("sign_in_refused", None, ""),
        ("request", 422, None),
    ]
    assert all(entry["timestamp"].endswith("Z") for entry in lines)
    assert "exemple.fr" not in said
    assert "mauvais" not in said


def test_a_database_lost_in_the_middle_of_a_page_is_a_pause(engine, login, session):
    """Who asks is known by then: their menu and session are not asked of it again."""
    dossier = make_dossier(session)
    client = login(dossier.candidat)

    def cut(connection, _cursor, statement, *_more):
        if "FROM dossier" in statement:
            connection.invalidate()
            raise OperationalError(statement, {}, Exception("server closed"))

    event.listen(engine, "before_cursor_execute", cut)
    try:
        response = client.get(f"/dossiers/{dossier.id}")
    finally:
        event.remove(engine, "before_cursor_execute", cut)
    assert response.status_code == 503
    assert "momentanément indisponible" in response.text
