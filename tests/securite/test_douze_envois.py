"""Every write sent twelve times at once, by two processes: one effect."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO
from multiprocessing import get_context

import pytest
from sqlmodel import SQLModel, func, literal, select, union_all

from portal import clock
from tests.recevabilite.outils import pdf
from tests.securite.pages import PAGES, filled, post_forms

pytestmark = pytest.mark.postgresql

PROCESSUS, FOIS = 2, 6
LE = clock.today() + timedelta(days=30)
DATE = {"le-jour": str(LE.day), "le-mois": str(LE.month), "le-annee": str(LE.year)}
EN_COURS = {"fin_le-mois": "", "fin_le-annee": ""}
RESTE: dict[str, dict[str, str]] = {
    "recevabilite.nouvelle_activite": EN_COURS,
    "recevabilite.activite": EN_COURS,
    "jurys.deplacer": DATE,
    "jurys.ligne": {"origine": "SL", "financement": "CVAE"},
}
"""What some forms need that is not guessed from their page."""
SANS_FICHIER = {"recevabilite.motivation"}
"""A text or a file, not both."""
FICHIER = "each sending is a file of its own"
TEXTE = "the same words may be meant twice"
LIEN = "asks for a mail: the brake counts them"
MOT_DE_PASSE = "sets what it is told, and each time is told by mail"
REPETES = {
    "archives.telecharger": "each time one’s data leave is written down",
    "recevabilite.piece_identite": FICHIER,
    "recevabilite.diplomes": FICHIER,
    "recevabilite.justificatifs": FICHIER,
    "recevabilite.repondre": FICHIER,
    "preuves.joindre": FICHIER,
    "preuves.ecrire": TEXTE,
    "preuves.nouvelle": TEXTE,
    "recevabilite.nouvelle_activite": TEXTE,
    "jurys.nouveau": TEXTE,
    "commissions.nouvelle": TEXTE,
    "accompagnement.commentaires": TEXTE,
    "accompagnement.repondre": TEXTE,
    "accompagnement.fil": TEXTE,
    "comptes.inviter": "a link replaces the one before",
    "security.send_confirmation": LIEN,
    "security.forgot_password": LIEN,
    "security.reset_password": MOT_DE_PASSE,
    "security.change_password": MOT_DE_PASSE,
}
"""Repeating is a way to use them; a double click is stopped in the page."""


class Partage:
    """What the forked processes find of the one they come from."""

    app = None
    barrier = None


def begin():
    """Its own connections: those of its parent are not shared."""
    Partage.app.extensions["engine"].dispose(close=False)


@pytest.fixture
def processus(app):
    context = get_context("fork")
    Partage.app, Partage.barrier = app, context.Barrier(PROCESSUS * FOIS)
    with ProcessPoolExecutor(PROCESSUS, context, begin) as pool:
        yield pool


def send(cookie, url, data, files, kind):
    """Six at once in this process, and six in the other one."""

    def one(_rank):
        client = Partage.app.test_client()
        client.set_cookie(Partage.app.config["SESSION_COOKIE_NAME"], cookie)
        joined = {name: (BytesIO(PDF), "essai.pdf") for name in files}
        Partage.barrier.wait(timeout=60)
        sent = data | joined
        return client.post(url, data=sent, content_type=kind, csrf=False).status_code

    with ThreadPoolExecutor(FOIS) as threads:
        return list(threads.map(one, range(FOIS)))


PDF = pdf()


@pytest.mark.parametrize("etat", sorted({etat for _qui, etat in PAGES.values()}))
def test_every_write_sent_twelve_times_at_once_has_one_effect(
    ouvrir, app, session, processus, etat
):
    monde, seen, told, wrong = None, set(), {}, []
    for endpoint in (e for e, (_qui, its) in PAGES.items() if its == etat):
        for _rank in range(20):
            client, url, monde = ouvrir(endpoint, monde)
            page = client.get(url)
            if page.status_code != 200:
                client, url, monde = ouvrir(endpoint)
                page = client.get(url)
            there = [f for f in post_forms(page.text) if where(app, f, url) not in seen]
            if not there:
                break
            form = there[0]
            act = where(app, form, url)
            seen.add(act)
            before = rows(session)
            answers = Counter(twelve(processus, client, url, form, act))
            twins = twice(session, before, told)
            if max(answers) >= 500 or (twins and act not in REPETES):
                wrong.append((act, answers, twins))
    assert not wrong


def where(app, form, url) -> str:
    path = (form["action"] or url).partition("?")[0]
    return app.url_map.bind("localhost").match(path, method="POST")[0]


def twelve(processus, client, url, form, act):
    name = client.application.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name).value if client.get_cookie(name) else ""
    files = [f["name"] for f in form.select("input[type=file]")]
    files = [] if act in SANS_FICHIER else files
    kind = form.get("enctype", "application/x-www-form-urlencoded")
    what = (form["action"] or url, filled(form) | RESTE.get(act, {}), files, kind)
    sent = [processus.submit(send, cookie, *what) for _ in range(PROCESSUS)]
    return [status for each in sent for status in each.result()]


def rows(session) -> dict[str, int]:
    session.rollback()
    tables = SQLModel.metadata.sorted_tables
    counts = [select(literal(t.name), func.count()).select_from(t) for t in tables]
    return dict(session.execute(union_all(*counts)).all())


def twice(session, before, told) -> list[str]:
    """Tables where several new rows say the same; `told`: what was read of them."""
    now = rows(session)
    grown = [n for n in now.keys() - IGNORES if now[n] > before[n] + 1]
    twins = []
    for name in grown:
        known, told[name] = told.get(name, Counter()), words(session, name)
        if max((told[name] - known).values(), default=0) > 1:
            twins.append(name)
    return twins


IGNORES = {"sessionouverte", "fichier"}
"""A session is a browser's own; a file is told by the row that names it."""
SANS = {"id", "cle", "fichier_id", "token_hash", "jeton", "vignette"}
SANS |= {"rang", "precedent", "sel", "contenu", "empreinte", "numero"}
"""What tells two rows apart that say the same."""


def words(session, name) -> Counter:
    table = SQLModel.metadata.tables[name]
    return Counter(
        tuple(
            repr(v)
            for k, v in row.items()
            if k not in SANS and not isinstance(v, datetime)
        )
        for row in session.execute(table.select()).mappings()
    )
