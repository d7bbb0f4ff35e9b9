"""What the daily job proposes, to whom, once (1.9, section 7, K8)."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from portal.courrier.models import Courriel
from portal.droit.conservations import Regle, StatutPurge
from portal.droit.workflow import Etat
from tests.archives.outils import LE, make_purge, morning, purges
from tests.factories import make_dossier

DEMAIN = timedelta(days=1)


def mails(session, modele):
    return session.exec(select(Courriel).where(Courriel.modele == modele)).all()


@pytest.mark.parametrize(
    ("etat", "depot", "last", "regle"),
    [
        (Etat.NON_RECEVABLE, "2026-03-02", "2027-03-16", Regle.REFUS),
        (Etat.RETIRE, "2028-02-22", "2029-02-28", Regle.REFUS),
        (Etat.CERTIFIE, "2026-03-02", "2031-12-31", Regle.VALIDATION),
    ],
)
def test_a_purge_is_proposed_the_day_after_the_last_one(
    session, chief, etat, depot, last, regle
):
    make_dossier(session, etat=etat, le=LE(depot))
    assert morning(session, LE(last)) == 0
    assert morning(session, LE(last) + DEMAIN) == 1
    assert morning(session, LE(last) + 2 * DEMAIN) == 0
    [purge] = purges(session)
    assert (purge.regle, purge.statut) == (regle, StatutPurge.PROPOSEE)
    [mail] = mails(session, "purges_proposees")
    assert (mail.destinataire, mail.donnees["nombre"]) == (chief.email, 1)


def test_a_draft_is_warned_about_once_and_taken_up_again_is_forgotten(session):
    draft = make_dossier(session, le=date(2026, 3, 2))
    morning(session, LE("2026-08-02"))
    assert not purges(session)
    morning(session, LE("2026-08-03"))
    morning(session, LE("2026-08-04"))
    [mail] = mails(session, "brouillon_bientot_efface")
    assert mail.donnees["limite"] == "2026-09-02"
    draft.updated_at += timedelta(days=160)
    session.commit()
    morning(session, LE("2026-09-03"))
    assert not purges(session)


def test_a_late_warning_makes_a_late_erasure(session):
    """After an outage nobody loses a draft they were not told about."""
    make_dossier(session, le=date(2026, 3, 2))
    morning(session, LE("2026-12-01"))
    assert mails(session, "brouillon_bientot_efface")[0].donnees["limite"] == (
        "2026-12-31"
    )
    morning(session, LE("2026-12-30"))
    assert purges(session)[0].statut is StatutPurge.PROPOSEE
    morning(session, LE("2026-12-31"))
    assert purges(session)[0].statut is StatutPurge.CONFIRMEE


def test_what_was_kept_longer_is_proposed_again(session, chief):
    dossier = make_dossier(session, etat=Etat.NON_RECEVABLE)
    make_purge(
        session,
        dossier,
        Regle.REFUS,
        statut=StatutPurge.GARDEE,
        gardee_jusqu_au=LE("2027-05-31"),
        motif="Un recours est en cours.",
    )
    assert morning(session, LE("2027-05-31")) == 0
    assert morning(session, LE("2027-06-01")) == 1
    [purge] = purges(session)
    assert (purge.statut, purge.motif) == (
        StatutPurge.PROPOSEE,
        "Un recours est en cours.",
    )
