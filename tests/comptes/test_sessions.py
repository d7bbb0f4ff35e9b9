"""Sessions kept on the server."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from portal import clock
from portal.comptes import services, services_sessions
from portal.comptes.models import EvenementCompte, SessionOuverte
from portal.config import SESSION_STEP, SESSIONS
from portal.droit.workflow import Role
from tests.comptes.outils import (
    is_signed_in,
    mails,
    make_known,
    sign_in,
    words,
)
from tests.factories import make_compte

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def key(client) -> str:
    return client.get_cookie("session").value


def rows(session):
    session.rollback()
    return session.exec(select(SessionOuverte)).all()


def copy_of(app, client):
    """Another browser with the same cookie."""
    thief = app.test_client()
    thief.set_cookie("session", key(client))
    return thief


def test_a_key_says_nothing_and_each_sign_in_makes_another(app, client, session):
    """ASVS 57: 256 bits, of which the table keeps a hash."""
    compte, other = make_known(app, session), app.test_client()
    for browser in (client, other):
        sign_in(browser, compte.email)
    assert key(client) != key(other)
    assert all(len(key(browser)) == 43 for browser in (client, other))
    kept = " ".join(row.model_dump_json() for row in rows(session))
    assert key(client) not in kept
    other.set_cookie("session", "A" * 43)
    assert not is_signed_in(other)


def test_a_cookie_known_before_signing_in_opens_nothing_after(app, client, session):
    """ASVS 58: nor does the token of its forms."""
    compte = make_known(app, session)
    page = client.get("/connexion")
    assert rows(session) == [], "a visitor costs no row"
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    thief = copy_of(app, client)

    data = {"csrf_token": token}
    sign_in(client, compte.email)

    assert is_signed_in(client)
    assert not is_signed_in(thief)
    assert client.post("/deconnexion", data=data, csrf=False).status_code == 400


def test_a_signed_cookie_opens_nothing_even_signed_by_us(app, session):
    """A leaked secret forges no session."""
    compte, client = make_compte(session), app.test_client()
    signer = app.session_interface.get_signing_serializer(app)
    client.set_cookie("session", signer.dumps({"_user_id": compte.fs_uniquifier}))
    assert not is_signed_in(client)


def test_a_cookie_copied_before_signing_out_is_dead_after(app, client, session):
    """ASVS 60."""
    sign_in(client, make_known(app, session).email)
    thief = copy_of(app, client)
    assert is_signed_in(thief)
    left = client.post("/deconnexion")
    assert left.headers["Clear-Site-Data"] == '"cache"'
    assert not is_signed_in(thief)
    assert rows(session) == []


@pytest.mark.parametrize("role", [Role.CANDIDAT, Role.ADMINISTRATEUR])
def test_a_session_ends_idle_or_old(app, client, session, role):
    """ASVS 59."""
    limites, start = SESSIONS[role], clock.now()
    compte = make_known(app, session, role=role)
    with time_machine.travel(start, tick=False) as clock_:
        sign_in(client, compte.email)
        clock_.shift(limites.inactivite - timedelta(seconds=1))
        assert is_signed_in(client)
        clock_.shift(limites.inactivite)
        asked = client.get("/mon-compte")
        assert asked.location == "/connexion?next=/mon-compte&fin=1"
        assert "Votre session a pris fin" in words(client.get(asked.location))

        sign_in(client, compte.email)
        again = clock.now()
        while is_signed_in(client):
            clock_.shift(limites.inactivite - timedelta(seconds=1))
        assert timedelta(0) <= clock.now() - again - limites.duree < limites.inactivite


def test_what_was_written_when_the_session_ended_is_given_back(app, client, session):
    start = clock.now()
    with time_machine.travel(start, tick=False) as clock_:
        sign_in(client, make_known(app, session).email)
        clock_.shift(timedelta(days=1))
        answer = client.post(
            "/mon-compte",
            data={"nom_affiche": "Camille Martin"},
            headers={"Sec-Fetch-Site": "same-origin"},
            csrf=False,
        )
    assert answer.status_code == 400
    assert "Votre session a pris fin" in words(answer)
    assert "Camille Martin" in words(answer)


def test_a_session_costs_one_statement_and_is_seen_now_and_then(
    app, client, session, count_queries
):
    with time_machine.travel(clock.now(), tick=False) as clock_:
        sign_in(client, make_known(app, session).email)
        client.get("/mot-de-passe")
        for wait, expected in ((timedelta(0), []), (SESSION_STEP, ["UPDATE"])):
            clock_.shift(wait)
            with count_queries() as statements:
                client.get("/mot-de-passe")
            known = [s for s in statements if "session" in s or "FROM compte" in s]
            assert [s.split()[0] for s in known] == ["SELECT", *expected], known
        with count_queries() as statements:
            client.get("/static/css/portail.css")
        assert statements == []


def test_a_person_sees_and_closes_its_sessions(app, client, session):
    compte, phone = make_known(app, session), app.test_client()
    other = app.test_client()
    sign_in(other, make_known(app, session).email)
    phone.environ_base["HTTP_USER_AGENT"] = IPHONE
    client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    for browser in (phone, client):
        sign_in(browser, compte.email)
    page = client.get("/mon-compte/connexions")
    assert "Safari sur iPhone" in words(page)
    assert "Firefox sur Windows Cette session" in words(page)
    assert "Connexion depuis un nouvel appareil" in words(page)

    mine = {row.appareil: row for row in rows(session) if row.compte_id == compte.id}
    close = f"/mon-compte/connexions/{mine['Safari sur iPhone'].id}/fermer"
    assert other.post(close).status_code == 404, "not one's own"
    assert client.post(close).status_code == 303
    assert not is_signed_in(phone)

    sign_in(phone, compte.email)
    client.post("/mon-compte/connexions/fermer-les-autres")
    assert [is_signed_in(b) for b in (client, phone, other)] == [True, False, True]
    told = [m.donnees["mot"] for m in mails(session, "compte_evenement")]
    assert told[1:] == ["Sessions fermées"] * 2
    assert told[0] == "Connexion depuis un nouvel appareil"


def test_a_new_role_renews_the_key_and_ends_the_other_sessions(
    app, client, session, responsable
):
    compte = make_known(
        app, session, role=Role.INSTRUCTEUR, uimm_slug=responsable.uimm_slug
    )
    boss = make_compte(session, Role.ADMINISTRATEUR)
    token = services.invite(
        session,
        email=compte.email,
        role=Role.RESPONSABLE,
        by=boss,
        at=clock.now(),
        uimm_slug=responsable.uimm_slug,
    )
    session.commit()
    other = app.test_client()
    for browser in (client, other):
        sign_in(browser, compte.email)
    thief = copy_of(app, client)

    assert client.post(f"/invitation/{token}").status_code == 303

    assert [is_signed_in(b) for b in (client, other, thief)] == [True, False, False]


def test_what_is_over_is_purged(app, client, session, write):
    sign_in(client, make_known(app, session).email)
    with write():
        services_sessions.purger(session, at=clock.now())
    assert len(rows(session)) == 1
    with write():
        services_sessions.purger(session, at=clock.now() + timedelta(days=400))
    assert rows(session) == []
    assert session.exec(select(EvenementCompte)).all() == []
