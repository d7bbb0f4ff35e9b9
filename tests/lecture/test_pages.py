"""A dossier taken away, and its files shown from another host."""

import hashlib
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
import time_machine
from sqlmodel import select

from portal import clock, create_app
from portal.catalogue.models import Uimm
from portal.dossiers.models import Copie, Evenement
from portal.droit.pieces import Genre
from portal.droit.workflow import Etat, Fait, Role
from portal.web.downloads import SHOWN_SECONDS
from tests.client import PortalClient
from tests.factories import (
    make_compte,
    make_dossier,
    make_piece,
    make_preuve,
    make_situation,
    save,
)

pytestmark = pytest.mark.une_base


@pytest.fixture
def dossier(session, storage):
    dossier = make_dossier(session, etat=Etat.EN_INSTRUCTION)
    make_piece(session, dossier, Genre.CV, storage=storage)
    make_piece(session, dossier, Genre.IDENTITE, storage=storage)
    make_piece(session, dossier, Genre.MOTIVATION, texte="Voici pourquoi.")
    preuve = make_situation(session, dossier)
    make_preuve(session, preuve, storage=storage)
    return dossier


@pytest.fixture
def staff(session, dossier):
    return make_compte(session, Role.RESPONSABLE, uimm_slug=dossier.uimm_slug)


def unzipped(answer):
    with ZipFile(BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_zip_holds_what_one_may_read_and_its_digests(
    session, login, dossier, staff
):
    """Never the identity document; the preuves once they are deposited."""
    theirs = unzipped(login(staff).post(f"/dossiers/{dossier.id}/copie.zip"))
    mine = unzipped(login(dossier.candidat).post(f"/dossiers/{dossier.id}/copie.zip"))
    told = dict(
        reversed(line.split("  "))
        for line in mine["manifeste.sha256"].decode().split("\n")[:-1]
    )
    assert {n: hashlib.sha256(mine[n]).hexdigest() for n in told} == told
    assert [n[4:-4] for n in theirs][1:3] == ["cv", "lettre-de-motivation"]
    assert len(theirs) + 2 == len(mine)
    assert not [name for name in mine if "identite" in name]
    query = select(Evenement).where(Evenement.fait == Fait.FICHIER_CONSULTE)
    assert [e.by_id for e in session.exec(query)] == [staff.id]


def test_a_copy_on_its_way_says_how_far_it_is(session, login, dossier, staff):
    client, url = login(staff), f"/dossiers/{dossier.id}/copie"
    assert client.get(f"{url}.pdf").status_code == 404
    client.post(url)
    copie = session.exec(select(Copie)).one()
    copie.faites, copie.total = 3, 7
    save(session, copie)
    for headers in ({}, {"HX-Request": "true"}):
        text = client.get(url, headers=headers).text
        assert '<progress value="3" max="7"' in text
        assert "every 2s" in text
    copie.demandee_at = clock.now() - timedelta(hours=1)
    save(session, copie)
    late = client.get(url).text
    assert "every 2s" not in late
    assert "Préparer de nouveau" in late


def test_a_responsable_chooses_the_mark_of_its_uimm(session, login, dossier, staff):
    login(staff).post("/copies-de-consultation", data={"filigrane": "y"})
    assert session.get_one(Uimm, dossier.uimm_slug, populate_existing=True).filigrane


@pytest.fixture
def elsewhere(settings, app):
    """The portal of the same database and secret, with a second host for files."""
    built = create_app(
        settings.model_copy(update={"fichiers_url": "http://fichiers.test"})
    )
    built.test_client_class = PortalClient
    yield built
    built.extensions["engine"].dispose()


def test_a_file_is_shown_from_the_host_of_files_without_a_session(
    elsewhere, dossier, storage, session
):
    piece = make_piece(session, dossier, Genre.DIPLOME, storage=storage)
    client = elsewhere.test_client()
    client.sign_in(dossier.candidat)
    led = client.get(f"/dossiers/{dossier.id}/fichiers/{piece.fichier_id}")
    to = urlsplit(led.location)
    assert (led.status_code, to.netloc) == (303, "fichiers.test")
    there = {"Host": "fichiers.test"}
    stranger = elsewhere.test_client()
    shown = stranger.get(to.path, headers=there)
    assert shown.status_code == 200
    assert (
        "frame-ancestors http://localhost" in shown.headers["Content-Security-Policy"]
    )
    assert "X-Frame-Options" not in shown.headers
    assert "no-store" in shown.headers["Cache-Control"]
    assert "Set-Cookie" not in shown.headers
    for path, headers in (
        (to.path, {}),
        ("/connexion", there),
        (f"{to.path}x", there),
    ):
        assert stranger.get(path, headers=headers).status_code == 404
    with time_machine.travel(clock.now() + timedelta(seconds=SHOWN_SECONDS + 2)):
        assert stranger.get(to.path, headers=there).status_code == 404
    page = client.get(f"/dossiers/{dossier.id}/copie")
    assert (
        "frame-src 'self' http://fichiers.test"
        in page.headers["Content-Security-Policy"]
    )
