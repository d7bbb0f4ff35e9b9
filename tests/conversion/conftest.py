import os
import shutil
import signal
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from portal.dossiers.models import Fichier
from portal.jobs.contexte import Contexte
from portal.jobs.worker import run_once
from tests.factories import make_dossier
from tests.recevabilite.outils import page, reload, upload, words

PATIENCE = 60


@pytest.fixture
def soffice():
    return shutil.which("soffice") or pytest.skip("no LibreOffice here")


@pytest.fixture
def portal(app, settings, monkeypatch):
    """`portal(libreoffice=…)`: the pages and the worker have these settings."""

    def chosen(**values):
        given = settings.model_copy(update=values)
        monkeypatch.setitem(app.extensions, "settings", given)
        return given

    return chosen


@pytest.fixture
def work(engine, storage):
    """`work(settings, minutes)` does what is due some minutes from now."""

    def done(settings, minutes=0):
        now = datetime.now(UTC) + timedelta(minutes=minutes)
        contexte = Contexte(engine, storage, settings, lambda: now)
        while run_once(contexte):
            pass

    return done


@pytest.fixture
def dossier(session):
    return make_dossier(session)


@pytest.fixture
def sent(session, login, dossier):
    """`sent(name, content)`: uploaded by its page; the row that names it."""

    def row(name, content):
        answer = login(dossier.candidat).post(
            page(dossier, "/cv"), data=upload(name, content=content)
        )
        assert answer.status_code == 303, words(answer)
        return again(session)

    return row


def again(session):
    session.rollback()
    reload(session)
    # A worker's day adds the seal of the journal, which is of no dossier.
    found = session.exec(select(Fichier).where(col(Fichier.dossier_id).is_not(None)))
    fichier = found.one()
    session.commit()  # what others write next is not waited for
    return fichier


def folder_of(fichier):
    return Path(tempfile.gettempdir()) / f"vae-conversion-{fichier.id}"


def converters(fichier):
    """The processes that name its folder: LibreOffice, and what limits it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words_ = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if str(folder_of(fichier)).encode() in words_:
            found.append(int(process.name))
    return found


def within(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def kill(process):
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
