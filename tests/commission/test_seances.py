"""The sessions: made, composed, moved, cancelled."""

from datetime import date

import pytest
from sqlmodel import select

from portal.certification.commission.services import seances
from portal.dossiers.models import Commission
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Etat, Role
from tests.commission.aide import (
    AUJOURD_HUI,
    date_fields,
    journal,
    letters,
    mails,
    put_on,
    reread,
)
from tests.factories import (
    instant,
    make_accompagnement,
    make_commission,
    make_compte,
    make_dossier,
    make_passage,
    make_uimm,
)

AT = instant(AUJOURD_HUI)
LE = date(2026, 4, 20)
SEANCE = date_fields("le", LE) | {
    "heure": "9 h 30",
    "lieu": "60 avenue Jean-Mermoz, 69008 Lyon",
    "visio": "",
    "president_nom": "Camille Dupré",
    "president_qualite": "Responsable VAE",
}
MEMBRE = {
    "compte": "",
    "nom": "Dominique L’Hôte",
    "qualite": "Responsable de production",
    "organisme": "Ateliers du Rhône",
    "email": "dominique@exemple.fr",
}


@pytest.fixture
def planned(session, staff, seance, dossier, write):
    with write():
        put_on(session, seance, dossier, staff)
    return dossier


def test_a_session_is_made_then_its_members_are_added(session, client, staff):
    """R7, R8: presided by the representative of the UIMM, with several members."""
    page = client.get("/commissions/nouvelle")
    assert f'value="{staff.nom_affiche}"' in page.text
    made = client.post("/commissions/nouvelle", data=SEANCE)
    assert made.status_code == 303
    [commission] = session.exec(select(Commission)).all()
    assert (commission.heure, commission.uimm_slug) == ("09:30", staff.uimm_slug)
    assert made.location.endswith("/membres/nouveau")
    client.post(made.location, data=MEMBRE)
    client.post(made.location, data={"compte": str(staff.id), "qualite": "Jurée"})
    reread(session)
    shown = client.get(f"/commissions/{commission.id}").text
    assert "Dominique L’Hôte" in shown
    assert "Programmer un entretien" in shown
    told = {mail.destinataire for mail in mails(session, "seance_commission")}
    assert told == {"dominique@exemple.fr", staff.email}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (date_fields("le", AUJOURD_HUI), "Choisissez une date à venir."),
        ({"heure": "25:00"}, "Écrivez l’heure ainsi"),
        ({"lieu": ""}, "Indiquez un lieu ou une visioconférence."),
        ({"visio": "javascript:alert(1)"}, "commence par https://"),
    ],
)
def test_a_wrong_answer_comes_back_with_its_sentence(client, wrong, words):
    """R4."""
    page = client.post("/commissions/nouvelle", data=SEANCE | wrong)
    assert page.status_code == 422
    assert words in page.text
    assert 'value="Camille Dupré"' in page.text


def test_moving_a_session_puts_off_and_plans_again(
    session, staff, seance, planned, write
):
    """1.4: the journal says both, the candidate gets a new convocation."""
    values = {"le": LE, "heure": "14:00", "lieu": "", "visio": "https://v.exemple.fr"}
    with write():
        seances.modifier(session, seance, values, version=1, by=staff, at=AT)
    assert journal(session, planned)[:3] == [
        "convoque",
        "programmer_commission",
        "reporter_commission",
    ]
    assert seance.passages[0].heure == "14:30"
    assert planned.etat is Etat.COMMISSION_PROGRAMMEE
    assert planned.evenements[-1].donnees == {
        "rendez_vous": "2026-04-20",
        "heure": "14:30",
    }
    assert len(letters(session, planned)) == 2
    assert len(mails(session, "seance_commission")) == 2


def test_a_new_place_is_a_new_convocation_and_no_act(
    session, staff, seance, planned, write
):
    values = {"le": seance.le, "heure": seance.heure, "lieu": "Salle 2"}
    with write():
        seances.modifier(session, seance, values, version=1, by=staff, at=AT)
    assert journal(session, planned)[:3] == [
        "convoque",
        "convoque",
        "programmer_commission",
    ]


def test_two_windows_do_not_overwrite_each_other(client, seance):
    url = f"/commissions/{seance.id}/modifier"
    assert client.post(url, data=SEANCE | {"version": "1"}).status_code == 303
    other = SEANCE | {"version": "1", "lieu": "Salle des Capucines"}
    page = client.post(url, data=other)
    assert page.status_code == 409
    assert "Salle des Capucines" in page.text
    assert "60 avenue Jean-Mermoz" in page.text
    assert client.post(url, data=other | {"version": "2"}).status_code == 303


def test_a_cancelled_session_puts_every_turn_off(session, client, seance, planned):
    """1.4: with the reason; the members are told."""
    url = f"/commissions/{seance.id}/annuler"
    assert client.post(url, data={"motif": " "}).status_code == 422
    client.post(url, data={"motif": "La salle est fermée."})
    reread(session)
    assert planned.etat is Etat.PREUVES_RECUES
    assert planned.evenements[-1].motif == "La salle est fermée."
    assert seance.passages[0].clos_at is not None
    assert len(mails(session, "seance_annulee")) == 2
    assert client.post(url, data={"motif": "Encore."}).status_code == 409


def test_a_commission_with_turns_keeps_two_members(session, client, seance, planned):
    """R8."""
    first, other = (m.nom for m in seance.membres)
    url = f"/commissions/{seance.id}/membres/{seance.membres[0].id}/retirer"
    assert client.post(url).status_code == 409
    client.post(f"/commissions/{seance.id}/membres/nouveau", data=MEMBRE)
    assert client.post(url).status_code == 303
    reread(session)
    assert [m.nom for m in seance.membres] == ["Dominique L’Hôte", other]
    assert len(mails(session, "seance_sans_vous")) == 1
    assert first != other


def test_who_accompanied_a_planned_candidate_may_not_join(
    session, client, seance, planned
):
    """D.6412-6, section 0 rule 9: even once the access is taken back."""
    guide = make_compte(session, Role.ACCOMPAGNATEUR)
    make_accompagnement(session, planned, guide, revoque_at=AT)
    typed = MEMBRE | {"email": guide.email.upper()}
    page = client.post(f"/commissions/{seance.id}/membres/nouveau", data=typed)
    assert page.status_code == 422
    assert "a accompagné Lefèvre Anne-Marie" in page.text
    assert 'value="Responsable de production"' in page.text


def test_a_passed_session_no_longer_changes(session, staff, write):
    passed = make_commission(session, le=AUJOURD_HUI.replace(day=9))
    values = {"le": LE}
    with write(), pytest.raises(Refus, match="passée"):
        seances.modifier(session, passed, values, version=1, by=staff, at=AT)


def test_the_session_of_another_uimm_does_not_exist(session, login, seance):
    """R7: each centre d'examen has its own."""
    elsewhere = make_uimm(session, departements=())
    other = login(make_compte(session, Role.RESPONSABLE, uimm_slug=elsewhere.slug))
    assert other.get(f"/commissions/{seance.id}").status_code == 404
    assert seance.lieu not in other.get("/commissions").text


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_whatever_it_holds(
    session, client, staff, count_queries, rows
):
    for _ in range(rows):
        commission = make_commission(session, le=LE, membres=1)
    make_passage(
        session, make_dossier(session, etat=Etat.COMMISSION_PROGRAMMEE), commission
    )
    with count_queries() as statements:
        assert client.get("/commissions").status_code == 200
    assert len(statements) == 5


@pytest.mark.parametrize("rows", [1, 30])
def test_a_session_costs_the_same_whatever_it_holds(
    session, client, seance, count_queries, rows
):
    for _ in range(rows):
        dossier = make_dossier(
            session, etat=Etat.COMMISSION_PROGRAMMEE, actes=(Acte.DEPOSER,)
        )
        make_passage(session, dossier, seance)
    with count_queries() as statements:
        assert client.get(f"/commissions/{seance.id}").status_code == 200
    assert len(statements) <= 8


def test_the_list_is_paged_by_key_and_told_apart(session, client, staff):
    for _ in range(31):
        make_commission(session, le=LE, membres=0)
    make_commission(session, le=date(2026, 1, 5), lieu="Salle du passé")
    make_commission(session, le=LE, annulee_at=AT, lieu="Salle annulée")
    first = client.get("/commissions").text
    assert first.count('class="pu-ligne"') == 30
    after = first.split("apres=")[1].split('"')[0]
    second = client.get(f"/commissions?quand=a-venir&apres={after}").text
    assert second.count('class="pu-ligne"') == 1
    assert "Salle du passé" in client.get("/commissions?quand=passees").text
    assert "Salle annulée" in client.get("/commissions?quand=annulees").text
    assert client.get("/commissions?quand=x&apres=x").status_code == 200


def test_the_calendar_of_a_session_names_no_candidate(client, seance, planned):
    got = client.get(f"/commissions/{seance.id}/seance.ics")
    assert b"DTSTART;TZID=Europe/Paris:20260415T090000" in got.data
    assert b"Lef" not in got.data
