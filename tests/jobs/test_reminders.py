"""K9, K2, K1: who is reminded of what, on which day, and never twice."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from portal import db
from portal.courrier.mailer import write as write_mail
from portal.courrier.models import Courriel
from portal.dossiers.faits import echeance_attendue, echeances_du
from portal.droit.echeances import Cle, Echeance
from portal.droit.reglements import REGLEMENTS
from portal.droit.workflow import Acte, Etat, Role
from portal.jobs.reminders import RETARD, palier, queue_reminders
from tests.factories import (
    CHEMINS,
    JOUR,
    instant,
    make_certification,
    make_compte,
    make_dossier,
    make_uimm,
)
from tests.jobs.rappels import run

DEMANDE = JOUR + timedelta(weeks=2)
REPONSE = DEMANDE + timedelta(days=30)


@pytest.fixture(autouse=True)
def uimm(session):
    make_certification(session)
    return make_uimm(session)


def days_with_mail(session, first, last):
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [on for on in span if run(session, on)]


def test_the_candidate_is_reminded_14_7_and_2_days_before_the_answer(session):
    """1.4, K9: never twice."""
    make_dossier(session, etat=Etat.A_COMPLETER)
    on = days_with_mail(session, DEMANDE, REPONSE + timedelta(days=40))
    assert [(REPONSE - day).days for day in on] == [14, 7, 2]


def test_preuves_asked_for_are_reminded_too(session):
    dossier = make_dossier(session, etat=Etat.PREUVES_A_COMPLETER)
    limite = dossier.echeance_le
    (message,) = run(session, limite - timedelta(days=2))
    assert message.modele == "rappel_reponse"
    assert message.destinataire == dossier.candidat.email


def test_run_again_the_day_adds_nothing(session):
    make_dossier(session, etat=Etat.A_COMPLETER)
    assert run(session, REPONSE - timedelta(days=7))
    assert not run(session, REPONSE - timedelta(days=7))


def test_after_an_outage_only_the_most_pressing_reminder_leaves(session):
    make_dossier(session, etat=Etat.A_COMPLETER)
    (message,) = run(session, REPONSE - timedelta(days=1))
    assert message.donnees["jours"] == 1
    assert not run(session, REPONSE)


def test_a_second_request_has_its_own_reminders(session):
    actes = (Acte.DEPOSER, Acte.PRENDRE_EN_CHARGE, Acte.DEMANDER_PIECES)
    again = (*actes, Acte.COMPLETER, Acte.DEMANDER_PIECES)
    make_dossier(session, etat=Etat.A_COMPLETER, actes=again)
    second = REPONSE + timedelta(weeks=2)
    on = days_with_mail(session, DEMANDE, second)
    assert [(second - day).days for day in on] == [14, 7, 2]


def test_an_answered_request_is_not_reminded(session):
    actes = (Acte.DEPOSER, Acte.PRENDRE_EN_CHARGE, Acte.DEMANDER_PIECES)
    make_dossier(session, etat=Etat.EN_INSTRUCTION, actes=(*actes, Acte.COMPLETER))
    assert not days_with_mail(session, DEMANDE, REPONSE)


@pytest.mark.parametrize(
    ("etat", "reprise"),
    [
        (Etat.A_COMPLETER, Acte.REPRENDRE),
        (Etat.PREUVES_A_COMPLETER, Acte.REPRENDRE_PREUVES),
    ],
)
def test_a_request_given_up_is_not_reminded_even_after_another_one(
    session, etat, reprise
):
    """K9: the second request alone."""
    actes = (*CHEMINS[etat], reprise, CHEMINS[etat][-1])
    dossier = make_dossier(session, etat=etat, actes=actes)
    given_up, second = [e for e in echeances_du(dossier) if e.cle is Cle.K9]
    on = days_with_mail(session, given_up.limite - timedelta(days=14), second.limite)
    assert [(second.limite - day).days for day in on] == [14, 7, 2]


def test_the_candidate_is_told_before_the_target_of_the_preuves_and_the_limit(session):
    """K2 and its target, section 0 rule 2: then the UIMM, once."""
    dossier = make_dossier(session, etat=Etat.RECEVABLE)
    staff = make_compte(session, Role.RESPONSABLE)
    cible = dossier.echeance_le
    limite = date(2027, 3, 16)
    (first,) = run(session, cible - timedelta(days=15))
    assert (first.modele, first.destinataire) == (
        "rappel_preuves",
        dossier.candidat.email,
    )
    assert not run(session, cible + timedelta(days=1))
    (second,) = run(session, limite - timedelta(days=3))
    assert second.modele == "rappel_parcours"
    late = run(session, limite + timedelta(days=1))
    assert {m.modele for m in late} == {"alerte_parcours"}
    assert staff.email in {m.destinataire for m in late}
    assert dossier.candidat.email not in {m.destinataire for m in late}
    assert not run(session, limite + timedelta(days=2))


@pytest.mark.parametrize("etat", [Etat.DEPOSE, Etat.EN_INSTRUCTION])
def test_the_staff_of_the_uimm_is_told_before_and_after_the_three_months(session, etat):
    """K1, section 0 rule 1: passing the limit raises an alert."""
    other = make_uimm(session, departements=("42",))
    make_compte(session, Role.INSTRUCTEUR, uimm_slug=other.slug)
    dossier = make_dossier(session, etat=etat)
    make_compte(session, Role.RESPONSABLE, uimm_slug=dossier.uimm_slug)
    limite = date(2026, 6, 2)
    assert dossier.echeance_le == limite
    for day, modele in (
        (limite - timedelta(days=15), "alerte_bientot"),
        (limite + timedelta(days=1), "alerte_retard"),
    ):
        added = run(session, day)
        assert {m.modele for m in added} == {modele}
        assert len(added) == (2 if etat is Etat.EN_INSTRUCTION else 1)
        assert not run(session, day + timedelta(days=1))


def test_once_the_preuves_are_there_the_lateness_is_the_uimms(session):
    """Section 0 rule 2."""
    dossier = make_dossier(session, etat=Etat.PREUVES_DEPOSEES)
    (message,) = run(session, date(2027, 3, 17))
    assert message.modele == "alerte_retard"
    assert message.destinataire == dossier.instructeur.email
    assert message.donnees["cle"] == Cle.K2


@pytest.mark.parametrize("etat", [Etat.NON_RECEVABLE, Etat.CADUC, Etat.RETIRE])
def test_nobody_is_reminded_of_a_closed_dossier(session, etat):
    make_dossier(session, etat=etat)
    assert not days_with_mail(session, date(2026, 4, 1), date(2026, 6, 10))


@pytest.mark.parametrize(
    ("left", "length", "expected"),
    [
        (15, 30, None),
        (14, 30, 14),
        (8, 30, 14),
        (7, 30, 7),
        (2, 30, 2),
        (0, 30, 2),
        (-1, 30, RETARD),
        (5, 5, None),
        (2, 5, 2),
        (7, 7, None),
    ],
)
def test_which_reminder_is_due(left, length, expected):
    """A short delay is not reminded on the day it is given."""
    on = date(2026, 3, 2)
    limite = on + timedelta(days=left)
    echeance = Echeance(
        cle=Cle.K9,
        debut=limite - timedelta(days=length),
        limite=limite,
        qui=Role.CANDIDAT,
    )
    assert palier(echeance, on, REGLEMENTS[0]) == expected


def test_every_reminder_can_be_written(session):
    for etat in (Etat.DEPOSE, Etat.A_COMPLETER, Etat.RECEVABLE, Etat.PREUVES_RECUES):
        make_dossier(session, etat=etat, certification=make_certification(session))
    days_with_mail(session, date(2026, 4, 1), date(2026, 6, 10))
    days_with_mail(session, date(2027, 1, 1), date(2027, 3, 20))
    rows = session.exec(select(Courriel)).all()
    assert len({row.modele for row in rows}) == 6
    for row in rows:
        assert write_mail(row.modele, row.donnees, "http://localhost").texte


def test_the_day_asks_as_many_questions_for_thirty_dossiers_as_for_one(
    session, count_queries
):
    def selects(on):
        session.commit()
        session.expunge_all()
        with count_queries() as sent, db.write(session):
            queue_reminders(session, on=on, at=instant(on))
        return [s for s in sent if s.startswith("SELECT")]

    make_compte(session, Role.RESPONSABLE)
    make_dossier(session, etat=Etat.DEPOSE)
    one = selects(date(2026, 6, 2))
    for _ in range(29):
        make_dossier(session, make_compte(session), Etat.DEPOSE)
    assert len(selects(date(2026, 6, 2))) == len(one)
    assert len(session.exec(select(Courriel)).all()) == 30


def test_all_dossiers_are_seen_page_after_page(session, monkeypatch):
    monkeypatch.setattr("portal.jobs.queries.PAGE", 2)
    for _ in range(5):
        make_dossier(session, make_compte(session), Etat.A_COMPLETER)
    assert len(run(session, REPONSE - timedelta(days=7))) == 5


def test_the_stored_sort_key_is_the_computed_date(session):
    """The daily job finds dossiers by the first and speaks of the second."""
    dossier = make_dossier(session, etat=Etat.A_COMPLETER)
    assert echeance_attendue(dossier).limite == dossier.echeance_le == REPONSE
