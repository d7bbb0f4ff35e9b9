"""A calendar program cannot sign in: the address is the secret, and is revocable."""

from datetime import date

from icalendar import Calendar

from portal.droit.workflow import Etat
from tests.factories import make_compte, make_dossier


def address(client):
    page = client.get("/dossiers/calendrier").text
    return page.split('value="http://localhost')[-1].split('"')[0]


def events(client, url):
    return Calendar.from_ical(client.get(url).data).walk("VEVENT")


def test_the_feed_holds_the_open_deadlines_and_no_name(session, login, client):
    dossier = make_dossier(session, etat=Etat.DEPOSE, le=date(2026, 3, 2))
    mine = login(dossier.candidat)
    mine.post("/dossiers/calendrier")
    [event] = events(client, address(mine))
    assert event["DTSTART"].dt == date(2026, 6, 2)
    assert dossier.numero in event["SUMMARY"]
    assert b"Lef" not in client.get(address(mine)).data


def test_a_new_address_revokes_the_old_one(session, login, client):
    mine = login(make_dossier(session, etat=Etat.DEPOSE).candidat)
    mine.post("/dossiers/calendrier")
    old = address(mine)
    mine.post("/dossiers/calendrier")
    assert client.get(old).status_code == 404
    new = address(mine)
    mine.post("/dossiers/calendrier/fermer")
    assert client.get(new).status_code == 404


def test_nobody_else_s_dates_are_in_it(session, login, client):
    make_dossier(session, etat=Etat.DEPOSE)
    stranger = login(make_compte(session))
    stranger.post("/dossiers/calendrier")
    assert events(client, address(stranger)) == []
