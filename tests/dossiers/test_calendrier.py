"""A calendar program cannot sign in: the address is the secret, and is revocable."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from icalendar import Calendar

from portal.dossiers.calendrier import Entree, calendar
from portal.droit.workflow import Etat, Role
from tests.factories import (
    JOUR,
    instant,
    make_accompagnement,
    make_capacite_acquise,
    make_certification,
    make_commission,
    make_compte,
    make_dossier,
    make_jury,
    make_uimm,
)


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


def test_the_appointments_stand_at_their_hour_in_paris(session, login, client):
    """R31: the candidate's own, on both sides of a clock change; still no name."""
    candidat = make_compte(session)
    for etat, le in (
        (Etat.COMMISSION_PROGRAMMEE, date(2026, 1, 19)),
        (Etat.JURY_PROGRAMME, date(2026, 2, 2)),
    ):
        make_dossier(session, candidat, etat, le=le, rang=le.month)
    mine = login(candidat)
    mine.post("/dossiers/calendrier")
    found = {e["SUMMARY"].split(" (")[0]: e for e in events(client, address(mine))}
    entretien = found["Entretien avec la commission"]["DTSTART"].dt
    jury = found["Réunion du jury, sans les personnes candidates"]["DTSTART"].dt
    # 09:00 in Paris, before and after 29 March.
    assert entretien == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert jury == datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert "Décision du jury" in found


def test_what_is_kept_has_its_last_day_in_the_candidate_s_calendar(
    session, login, client
):
    """R67, K7: theirs alone."""
    dossier = make_dossier(session, etat=Etat.VALIDATION_PARTIELLE)
    make_capacite_acquise(session, dossier)
    friend = make_accompagnement(session, dossier).compte
    for who, expected in ((dossier.candidat, [date(2031, 4, 26)]), (friend, [])):
        session_of = login(who)
        session_of.post("/dossiers/calendrier")
        found = events(client, address(session_of))
        assert [e["DTSTART"].dt for e in found] == expected


@time_machine.travel("2030-06-01")
def test_the_responsable_has_the_last_day_of_the_archives(session, login, client):
    """K8, of this civil year and of the next: one line for a year's validations."""
    uimm = make_uimm(session)
    for etat in (Etat.CERTIFIE, Etat.NON_VALIDE, Etat.JURY_DELIBERE):
        # Deposited in 2025: validated that year, at the RNCP.
        make_dossier(session, etat=etat, uimm=uimm, le=date(2025, 3, 3))
    make_dossier(session, etat=Etat.CERTIFIE, uimm=uimm, le=date(2027, 3, 3))
    expected = {
        Role.RESPONSABLE: {
            "Dernier jour de garde des documents de 2 dossiers": date(2030, 12, 31)
        },
        Role.INSTRUCTEUR: {},
    }
    for role, entries in expected.items():
        theirs = login(make_compte(session, role, uimm_slug=uimm.slug))
        theirs.post("/dossiers/calendrier")
        found = {
            str(e["SUMMARY"]): e["DTSTART"].dt for e in events(client, address(theirs))
        }
        assert {k: v for k, v in found.items() if "garde" in k} == entries


@time_machine.travel("2026-04-01")
def test_the_staff_has_the_sessions_and_what_is_due_before_a_jury(
    session, login, client, count_queries
):
    """R40, R41: K3 and K4 until they are met; not those of another UIMM."""
    make_certification(session)
    uimm = make_uimm(session)
    staff = make_compte(session, Role.INSTRUCTEUR, uimm_slug=uimm.slug)
    make_commission(session, uimm)
    make_commission(session, uimm, annulee_at=instant(JOUR))
    make_jury(session, uimm)
    make_jury(session, uimm, annule_at=instant(JOUR))
    make_jury(session, make_uimm(session, departements=("42",)))
    theirs = login(staff)
    theirs.post("/dossiers/calendrier")
    url = address(theirs)
    found = {str(e["SUMMARY"]): e["DTSTART"].dt for e in events(client, url)}
    assert found == {
        "Commission de validation": datetime(2026, 4, 12, 7, tzinfo=UTC),
        "Jury": datetime(2026, 4, 26, 12, tzinfo=UTC),
        "Demandes de désignation (jury du 26/04/2026)": date(2026, 4, 11),
        "Convocations du jury (jury du 26/04/2026)": date(2026, 4, 11),
    }
    with count_queries() as one:
        client.get(url)
    for _ in range(29):
        make_jury(session, uimm)
        make_commission(session, uimm)
    with count_queries() as thirty:
        client.get(url)
    assert len(one) == len(thirty) <= 8


@pytest.mark.parametrize(
    ("le", "heure_utc"),
    [("2026-03-28", 8), ("2026-03-29", 7), ("2026-10-24", 7), ("2026-10-25", 8)],
)
def test_a_meeting_keeps_its_hour_across_the_clock_changes(le, heure_utc):
    day = date.fromisoformat(le)
    entree = Entree("1", day, "Jury", "/jurys/1", instant(JOUR), heure="09:00")
    [event] = Calendar.from_ical(calendar([entree], "")).walk("VEVENT")
    expected = datetime(day.year, day.month, day.day, heure_utc, tzinfo=UTC)
    assert event["DTSTART"].dt == expected
