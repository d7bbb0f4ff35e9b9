"""K3 to K7: who is told what of a jury, of a transmission, of what is kept."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from portal.comptes.models import Compte
from portal.courrier.mailer import write as write_mail
from portal.courrier.models import Courriel
from portal.droit.echeances import Cle
from portal.droit.workflow import Etat, Role
from tests.factories import (
    JOUR,
    instant,
    make_capacite_acquise,
    make_certification,
    make_compte,
    make_designation,
    make_dossier,
    make_jury,
    make_organisation,
    make_uimm,
)
from tests.jobs.rappels import run

UN = timedelta(days=1)


@pytest.fixture(autouse=True)
def uimm(session):
    make_certification(session)
    return make_uimm(session)


def test_the_uimm_is_told_of_the_transmission_before_and_after_its_limit(session):
    """R60, K6: two months from the day of the jury, then the alert."""
    dossier = make_dossier(session, etat=Etat.JURY_DELIBERE)
    limite = dossier.echeance_le
    assert not run(session, limite - timedelta(days=16))
    for day, modele in ((limite, "alerte_bientot"), (limite + UN, "alerte_retard")):
        (message,) = run(session, day)
        assert (message.modele, message.donnees["cle"]) == (modele, Cle.K6)
        assert message.destinataire == dossier.instructeur.email
        assert "GTP" in write_mail(modele, message.donnees, "http://localhost").texte


def test_the_candidate_is_told_twice_that_what_is_kept_ends(session):
    """R67, K7: the first day of each reminder, then nothing, nor to the UIMM."""
    dossier = make_dossier(session, etat=Etat.VALIDATION_PARTIELLE)
    limite = date(2031, 4, 26)
    for code in ("C1", "C2"):
        make_capacite_acquise(session, dossier, code, limite_le=limite)
    make_capacite_acquise(session, make_dossier(session, etat=Etat.CERTIFIE))
    left = (181, 180, 179, 31, 30, 1, 0, -1)
    told = [n for n in left if run(session, limite - timedelta(days=n))]
    assert told == [180, 30]
    rows = session.exec(select(Courriel)).all()
    assert {row.destinataire for row in rows} == {dossier.candidat.email}


@pytest.mark.parametrize(
    ("etat", "reminded"), [(Etat.BROUILLON, 1), (Etat.DEPOSE, 0), (Etat.RETIRE, 1)]
)
def test_a_new_request_ends_the_reminders_once_filed(session, etat, reminded):
    """R67: a draft is no request yet, and one withdrawn uses nothing up."""
    dossier = make_dossier(session, etat=Etat.VALIDATION_PARTIELLE)
    acquise = make_capacite_acquise(session, dossier)
    suite = {"le": date(2027, 1, 4), "precedent_id": dossier.id}
    make_dossier(session, dossier.candidat, etat, **suite)
    assert len(run(session, acquise.limite_le - timedelta(days=20))) == reminded


def test_the_staff_is_told_of_what_is_due_before_a_jury_and_then_late(session, uimm):
    """R40, R41, R51: one message for K3 and K4, then K5 when it is late."""
    staff = make_compte(session, Role.INSTRUCTEUR, uimm_slug=uimm.slug)
    jury = make_jury(session, membres=False, created_at=instant(JOUR))
    make_organisation(session)
    by = session.get(Compte, jury.by_id)
    limite = jury.le - timedelta(days=15)
    assert not run(session, limite - timedelta(days=16))
    for on, modele, cles in (
        (limite - timedelta(days=15), "alerte_jury_bientot", [Cle.K3, Cle.K4]),
        (limite + UN, "alerte_jury_retard", [Cle.K3, Cle.K4]),
        (jury.le - timedelta(days=7), "alerte_jury_retard", [Cle.K5]),
    ):
        added = run(session, on)
        assert {m.destinataire for m in added} == {staff.email, by.email}
        assert {m.modele for m in added} == {modele}
        assert added[0].donnees["cles"] == cles
        assert write_mail(modele, added[0].donnees, "http://localhost").texte
        assert not run(session, on + UN)
    assert not run(session, jury.le + UN)


def test_nobody_is_told_of_a_jury_all_ready_or_called_off(session):
    """K3 is met once every union was asked, K4 and K5 once the members are convened."""
    union = make_organisation(session)
    ready = make_jury(session, membres=False, convoque_le=JOUR)
    make_designation(session, ready, union)
    make_jury(session, membres=False, annule_at=instant(JOUR))
    make_jury(session, membres=False, delibere_at=instant(JOUR))
    for days in (29, 14, 7):
        assert not run(session, ready.le - timedelta(days=days))
