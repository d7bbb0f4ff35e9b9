"""An error reaches the collector of the settings, without a word of anybody's."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import brotli
import pytest
import sentry_sdk

from portal import clock, create_app, reports
from portal.jobs.contexte import Contexte
from portal.jobs.models import Job
from portal.jobs.worker import run_once
from tests.factories import save

NAME = "anne.lefevre@exemple.fr"


class Collecteur(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Encoding"] == "br"
        self.server.received.append(brotli.decompress(body).decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words):
        """Nothing: a test's output is its own."""


@pytest.fixture
def collector(settings):
    """Its settings, and what it receives."""
    with HTTPServer(("127.0.0.1", 0), Collecteur) as server:
        server.received = []
        thread = Thread(target=server.serve_forever)
        thread.start()
        dsn = f"http://cle@127.0.0.1:{server.server_port}/1"
        over = {"sentry_dsn": type(settings.sentry_dsn)(dsn)}
        yield settings.model_copy(update=over), server.received
        sentry_sdk.get_client().close()
        sentry_sdk.get_global_scope().set_client(None)
        server.shutdown()
        thread.join()


@pytest.mark.une_base
def test_an_error_of_a_page_says_where_and_never_with_what(built_app, collector, capfd):
    settings, received = collector
    app = create_app(settings)

    @app.post("/panne/<qui>", endpoint="panne")
    def panne(qui):
        secret = NAME
        raise ValueError(f"{secret} {qui}")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.config["WTF_CSRF_ENABLED"] = False
    response = app.test_client().post(
        f"/panne/{NAME}?q={NAME}",
        data={"nom": NAME},
        headers={"Cookie": f"session={NAME}", "User-Agent": NAME},
    )
    assert response.status_code == 500
    event = the_event(received)
    assert event["exception"]["values"][0]["type"] == "ValueError"
    assert event["transaction"] == "panne"
    assert event["tags"]["request_id"] == response.headers["X-Request-ID"]
    assert event["exception"]["values"][0]["stacktrace"]["frames"][-1]["function"]
    for word in (NAME, "lefevre", "127.0.0.1", "Cookie", "server_name"):
        assert not any(word in body for body in received)
    logged = capfd.readouterr().err
    assert NAME not in logged
    assert '"type": "builtins.ValueError"' in logged
    app.extensions["engine"].dispose()


@pytest.mark.une_base
def test_so_does_an_error_of_a_job(engine, session, storage, collector):
    settings, received = collector
    save(session, Job(genre="inconnu", donnees={"nom": NAME}, due_at=clock.now()))
    reports.init(settings)
    run_once(Contexte(engine, storage, settings))
    event = the_event(received)
    assert event["exception"]["values"][0]["type"] == "KeyError"
    assert NAME not in "".join(received)


def the_event(received):
    sentry_sdk.flush(5)
    [envelope] = received
    return json.loads(envelope.splitlines()[2])
