"""`flask demo` as a process: refused, started, stopped, started again."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from sqlalchemy import func
from sqlmodel import Session, select

from portal.comptes.models import Compte
from portal.db import make_engine
from portal.dossiers.models import Dossier
from tests.rules.sources import ROOT
from tests.services.smtp import free_port

PATIENCE = 180
"""Twice what a first start is allowed: the other tests run beside it."""


@pytest.fixture
def environment(tmp_path):
    return os.environ | {
        "VAE_ENVIRONNEMENT": "demonstration",
        "VAE_DATABASE_URL": f"sqlite:///{tmp_path}/demo.db",
        "VAE_UPLOADS": str(tmp_path / "uploads"),
    }


@contextmanager
def demo(environment, *arguments):
    # A run in the background ignores Ctrl-C, and what it starts would ignore it too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "demo", *arguments],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def until_it_answers(process, port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stderr.read()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/connexion") as page:
                return page.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the demonstration does not answer")


def stop(process, how):
    process.send_signal(how)
    printed, _errors = process.communicate(timeout=20)
    return printed, process.returncode


def totals(environment):
    engine = make_engine(environment["VAE_DATABASE_URL"])
    with Session(engine) as session:
        found = [
            session.exec(select(func.count()).select_from(table)).one()
            for table in (Compte, Dossier)
        ]
    engine.dispose()
    return found


def test_it_starts_says_the_accounts_stops_and_keeps_what_was_done(environment):
    port = free_port()
    with demo(environment, "--port", str(port)) as first:
        assert "Se connecter" in until_it_answers(first, port)
        printed, code = stop(first, signal.SIGINT)
    assert code == 0
    assert re.search(r"candidat@exemple\.fr .*Demonstration-2026", printed, re.DOTALL)
    assert f"http://127.0.0.1:{port}" in printed
    loaded = totals(environment)

    with demo(environment, "--port", str(port)) as again:
        until_it_answers(again, port)
        printed, code = stop(again, signal.SIGTERM)
    assert code == 0
    assert "Chargement" not in printed
    assert totals(environment) == loaded
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)), "the server was left running"


def test_a_taken_port_is_said_before_anything_is_done(environment, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with demo(environment, "--port", str(port)) as process:
            _printed, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert f"le port {port} est déjà pris" in errors
    assert not (tmp_path / "demo.db").exists()


def test_it_refuses_to_run_elsewhere_than_in_the_demonstration(environment):
    elsewhere = environment | {"VAE_ENVIRONNEMENT": "test"}
    with demo(elsewhere) as process:
        _printed, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "VAE_ENVIRONNEMENT=demonstration" in errors
