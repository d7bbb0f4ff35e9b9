"""A candidate before the commission: planned, put off, evaluated, concluded."""

import pytest
from icalendar import Calendar

from portal.courrier import letters as pdf_of
from portal.dossiers.calendrier import calendar, rendez_vous
from portal.dossiers.models import Amenagement, LienCandidat
from portal.droit.listes import Presence
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Etat, Role
from tests.commission.aide import (
    AUJOURD_HUI,
    LE,
    date_fields,
    journal,
    letters,
    put_on,
    reread,
    url_of,
)
from tests.courrier import golden, pdf
from tests.factories import (
    instant,
    make_accompagnement,
    make_commission,
    make_compte,
    make_dossier,
    make_passage,
    save,
)

AT = instant(AUJOURD_HUI)

ANSWERS = {"heure": "9:30", "modalite_1": "a", "modalite_2": "a", "modalite_3": "a"}


def test_a_dossier_is_planned_from_its_bench(session, client, seance, dossier):
    """R4, R31, R34, R36: hour, modalité of each bloc, convocation."""
    bench = client.get(f"/instruction/{dossier.id}/preuves").text
    assert "Planifier l’entretien" in bench
    assert client.get(f"/commissions/dossiers/{dossier.id}").status_code == 200
    url = f"/commissions/{seance.id}/planifier/{dossier.id}"
    page = client.get(url).text
    assert "la situation réelle d’abord" in page
    refused = client.post(url, data=ANSWERS | {"heure": "8:00", "modalite_2": ""})
    assert refused.status_code == 422
    assert "Choisissez comment ce bloc est évalué." in refused.text
    early = client.post(url, data=ANSWERS | {"heure": "8:00"})
    assert "La séance commence à 09:00." in early.text
    assert client.post(url, data=ANSWERS).status_code == 303
    reread(session)
    assert dossier.etat is Etat.COMMISSION_PROGRAMMEE
    assert journal(session, dossier)[:2] == ["convoque", "programmer_commission"]
    moved = client.get(f"/commissions/dossiers/{dossier.id}")
    assert "/entretiens/" in moved.location


def test_the_avis_of_the_company_is_never_a_modalite(client, seance, dossier):
    """R35: the référentiel has it, VAE does not."""
    url = f"/commissions/{seance.id}/planifier/{dossier.id}"
    assert "Réelle" in client.get(url).text
    assert 'value="d"' not in client.get(url).text
    assert client.post(url, data=ANSWERS | {"modalite_1": "d"}).status_code == 422


def test_the_convocation_says_when_where_and_before_whom(session, turn, dossier):
    """R4, R7, R31."""
    [letter] = letters(session, dossier)
    said = " ".join(golden.words(letter.donnees))
    for words in (
        "mercredi 15\u00a0avril\u00a02026 à 9\u00a0h\u00a030",
        "60 avenue Jean-Mermoz",
        "Camille Dupré, Responsable VAE, préside",
        "Réelle",
    ):
        assert words in said
    assert pdf_of.render(letter.modele, letter.donnees)


def test_the_candidate_s_calendar_has_the_hour(turn, dossier):
    feed = Calendar.from_ical(calendar(rendez_vous(dossier), "https://vae.exemple.fr"))
    starts = [event["DTSTART"].dt for event in feed.walk("VEVENT")]
    assert [start.isoformat() for start in starts] == ["2026-04-15T07:30:00+00:00"]


def test_an_accommodation_is_settled_before_the_convocation(
    session, staff, client, seance, dossier
):
    """R37: asked for, so answered in words; the members are told nothing."""
    save(session, Amenagement(dossier_id=dossier.id, demande="Un tiers-temps."))
    url = f"/commissions/{seance.id}/planifier/{dossier.id}"
    assert "Un tiers-temps." in client.get(url).text
    assert client.post(url, data=ANSWERS).status_code == 422
    client.post(url, data=ANSWERS | {"amenagement": "Vingt minutes de plus."})
    [letter] = letters(session, dossier)
    assert "Vingt minutes de plus." in golden.words(letter.donnees)


def test_a_linked_member_stops_the_planning_with_the_reason(
    session, staff, client, seance, dossier, write
):
    """D.6412-6, R8: accompagnateur of yesterday, or link declared."""
    save(
        session,
        LienCandidat(
            membre_id=seance.membres[0].id,
            dossier_id=dossier.id,
            motif="Même équipe.",
        ),
    )
    page = client.get(f"/commissions/{seance.id}/planifier/{dossier.id}").text
    assert "Même équipe." in page
    with write(), pytest.raises(Refus, match="en lien"):
        put_on(session, seance, dossier, staff)
    alone = make_commission(session, le=LE, membres=1)
    with write(), pytest.raises(Refus, match="au moins 2"):
        put_on(session, alone, dossier, staff)


def test_who_accompanied_plans_nothing(session, seance, dossier, write):
    """Section 0 rule 9."""
    guide = make_compte(session, Role.INSTRUCTEUR)
    make_accompagnement(session, dossier, guide, revoque_at=AT)
    reread(session)
    with write(), pytest.raises(Refus, match="accompagné"):
        put_on(session, seance, dossier, guide)


def test_who_accompanies_reads_nothing_of_the_commission(session, login, turn, dossier):
    """Section 0 rule 9: even of the same UIMM."""
    guide = make_compte(session, Role.INSTRUCTEUR)
    make_accompagnement(session, dossier, guide)
    assert login(guide).get(url_of(turn)).status_code == 404
    url = f"/commissions/{turn.commission_id}/planifier/{dossier.id}"
    assert login(guide).get(url).status_code == 404


def test_the_modalites_are_printed_for_the_centre_de_ressources(client, turn):
    """R4; nothing of an accommodation (R37)."""
    got = client.get(url_of(turn, "/modalites.pdf"))
    shown = pdf.words(got.data)
    assert pdf.squeeze("Bloc 1 : conduire") in shown
    assert "Réelle" in shown
    assert "attachment" in got.headers["Content-Disposition"]
    sent = url_of(turn, "/ressources")
    assert client.post(sent, data={}).status_code == 422
    client.post(sent, data=date_fields("ressources_informe_le", AUJOURD_HUI))
    assert "Envoyées le 10" in client.get(url_of(turn)).text


def test_the_absent_are_planned_again(session, client, turn, dossier, the_day):
    """1.4: back to the preuves received, with the reason."""
    url = url_of(turn, "/reporter")
    assert client.post(url, data={"presence": "absent"}).status_code == 422
    client.post(url, data={"presence": "absent", "motif": "Sans nouvelles."})
    reread(session)
    assert (dossier.etat, turn.presence) == (Etat.PREUVES_RECUES, Presence.ABSENT)
    assert dossier.evenements[-1].motif == "Sans nouvelles."
    assert client.get(url_of(turn)).status_code == 200
    assert (
        client.post(url, data={"presence": "absent", "motif": "x"}).status_code == 409
    )


def test_nobody_is_absent_before_the_day(client, turn):
    answers = {"presence": "absent", "motif": "Trop tôt."}
    page = client.post(url_of(turn, "/reporter"), data=answers)
    assert page.status_code == 422
    assert "Trop tôt." in page.text


@pytest.mark.parametrize("rows", [1, 30])
def test_the_dossiers_to_plan_cost_the_same(
    session, client, seance, count_queries, rows
):
    for _ in range(rows):
        make_dossier(session, etat=Etat.PREUVES_RECUES, actes=(Acte.DEPOSER,))
    with count_queries() as statements:
        assert client.get(f"/commissions/{seance.id}/planifier").status_code == 200
    assert len(statements) <= 8


def test_planning_a_dossier_costs_the_same_whoever_accompanied(
    session, client, seance, dossier, count_queries
):
    other = make_dossier(session, etat=Etat.COMMISSION_PROGRAMMEE)
    make_passage(session, other, seance, acquises=())
    for _ in range(3):
        make_accompagnement(session, dossier)
    urls = (
        f"/commissions/{seance.id}/planifier/{dossier.id}",
        f"/commissions/dossiers/{dossier.id}",
        f"/commissions/{seance.id}/membres/{seance.membres[0].id}/lien",
    )
    for url in urls:
        with count_queries() as statements:
            assert client.get(url).status_code == 200
        assert len(statements) <= 8, url
