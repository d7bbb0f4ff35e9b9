"""Unread comments: one message a day and reader at most, without their text."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.courrier.mailer import write as write_mail
from portal.dossiers.models import Ancre, Commentaire, Lecture
from portal.droit.workflow import Etat
from tests.courrier.test_annonces import accompany
from tests.factories import (
    instant,
    make_certification,
    make_compte,
    make_dossier,
    make_uimm,
    save,
)
from tests.jobs.test_reminders import run

LUNDI = date(2026, 4, 6)


@pytest.fixture
def conversation(session):
    """A dossier, its accompagnateur, and `say(compte, le)`."""
    make_certification(session)
    make_uimm(session)
    dossier = make_dossier(session, etat=Etat.RECEVABLE)
    helper = accompany(session, dossier)

    def say(by, le, hour=10, dossier=dossier):
        save(
            session,
            Commentaire(
                dossier_id=dossier.id,
                ancre=Ancre.DOSSIER,
                auteur_id=by.id,
                texte="Secret",
                created_at=instant(le, hour),
            ),
        )

    return dossier, helper, say


def test_unread_comments_make_one_message_the_next_morning(session, conversation):
    dossier, helper, say = conversation
    say(helper, LUNDI)
    say(helper, LUNDI, 15)
    assert not run(session, LUNDI)
    (message,) = run(session, LUNDI + timedelta(days=1))
    assert message.destinataire == dossier.candidat.email
    assert message.donnees == {"nombre": 2, "liens": [f"/dossiers/{dossier.id}"]}
    assert not run(session, LUNDI + timedelta(days=2))


def test_a_new_comment_is_told_even_if_the_old_ones_are_still_unread(
    session, conversation
):
    _dossier, helper, say = conversation
    say(helper, LUNDI)
    run(session, LUNDI + timedelta(days=1))
    say(helper, LUNDI + timedelta(days=1))
    (message,) = run(session, LUNDI + timedelta(days=2))
    assert message.donnees["nombre"] == 2


def test_what_is_read_is_not_told(session, conversation):
    dossier, helper, say = conversation
    say(helper, LUNDI)
    save(
        session,
        Lecture(
            dossier_id=dossier.id,
            compte_id=dossier.candidat_id,
            lu_at=instant(LUNDI, 11),
        ),
    )
    assert not run(session, LUNDI + timedelta(days=1))
    say(helper, LUNDI, 12)
    (message,) = run(session, LUNDI + timedelta(days=1))
    assert message.donnees["nombre"] == 1


def test_an_accompagnateur_has_one_message_for_several_dossiers(session, conversation):
    dossier, helper, say = conversation
    other = make_dossier(session, make_compte(session), Etat.RECEVABLE)
    accompany(session, other, compte=helper)
    say(dossier.candidat, LUNDI)
    say(other.candidat, LUNDI, dossier=other)
    (message,) = run(session, LUNDI + timedelta(days=1))
    assert message.destinataire == helper.email
    assert message.donnees["nombre"] == len(message.donnees["liens"]) == 2


def test_a_revoked_accompagnateur_and_the_uimm_are_told_nothing(session, conversation):
    """Section 0 rule 9."""
    dossier, _helper, say = conversation
    gone = accompany(session, dossier, revoque_at=datetime(2026, 4, 1, tzinfo=UTC))
    say(dossier.candidat, LUNDI)
    told = {m.destinataire for m in run(session, LUNDI + timedelta(days=1))}
    assert gone.email not in told
    assert dossier.instructeur.email not in told


def test_the_text_of_a_comment_never_leaves(session, conversation):
    _dossier, helper, say = conversation
    say(helper, LUNDI)
    (message,) = run(session, LUNDI + timedelta(days=1))
    assert "Secret" not in write_mail(message.modele, message.donnees, "").texte
