"""Who may ask: anyone, whatever the employer, the trade and the years."""

from datetime import date

import pytest
from sqlmodel import select

from portal.dossiers.models import Experience, Identite
from portal.droit.pieces import Contrat, Situation
from portal.droit.workflow import Etat
from tests.factories import fill, make_compte, make_dossier
from tests.recevabilite.outils import deposit


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def draft(session, candidat):
    return fill(session, make_dossier(session, candidat))


@pytest.mark.parametrize("situation", Situation)
def test_employees_and_job_seekers_of_any_branch_may_deposit(
    session, candidat, draft, situation
):
    """R17: the branch of the employer is shown, never a condition."""
    session.get(Identite, draft.id).situation = situation
    [experience] = session.exec(select(Experience)).all()
    experience.employeur, experience.activite_principale = "Le Pain doré", "Boulangerie"
    session.commit()
    assert deposit(session, draft, candidat).etat is Etat.DEPOSE


@pytest.mark.parametrize("contrat", Contrat)
def test_one_month_of_any_experience_is_enough_to_deposit(
    session, candidat, draft, contrat
):
    """Section 0 rule 10: no minimum duration; R17; P5: volunteering counts."""
    [experience] = session.exec(select(Experience)).all()
    experience.contrat, experience.heures_hebdo = contrat, 1.0
    experience.debut_le = experience.fin_le = date(2026, 1, 1)
    session.commit()
    assert deposit(session, draft, candidat).etat is Etat.DEPOSE
