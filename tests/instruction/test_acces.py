"""Who may open the pages of the instruction, and on which dossier."""

import pytest

from portal.droit.workflow import Etat, Role
from portal.instruction.permissions import why_not_reattribuer
from tests.factories import fill, make_compte, make_dossier, make_uimm
from tests.instruction.aide import accompany

PAGES = ("", "/pieces", "/avis", "/demander-pieces", "/reattribuer", "/preuves")
RESPONSABLE_SEULEMENT = ("/revenir", "/derogation", "/caducite", "/prolonger")
ACTES = ("/prendre", "/identite", "/demander-preuves", "/recevoir-preuves")


@pytest.mark.parametrize("path", [*PAGES, *RESPONSABLE_SEULEMENT])
def test_another_uimm_does_not_know_the_dossier(session, login, dossier, path):
    """R1, R2: a dossier has one centre d'examen."""
    elsewhere = make_uimm(session, departements=())
    other = make_compte(session, Role.RESPONSABLE, uimm_slug=elsewhere.slug)
    assert login(other).get(f"/instruction/{dossier.id}{path}").status_code == 404


@pytest.mark.parametrize("path", ACTES)
def test_another_uimm_cannot_act(session, login, dossier, path):
    elsewhere = make_uimm(session, departements=())
    other = make_compte(session, Role.RESPONSABLE, uimm_slug=elsewhere.slug)
    answer = login(other).post(f"/instruction/{dossier.id}{path}", data={})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "role", [Role.CANDIDAT, Role.ACCOMPAGNATEUR, Role.GTP, Role.ADMINISTRATEUR]
)
def test_the_instruction_is_the_uimm_s(session, login, dossier, role):
    client = login(make_compte(session, role))
    for path in ("/instruction/", f"/instruction/{dossier.id}"):
        assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", RESPONSABLE_SEULEMENT)
def test_some_acts_are_the_responsable_s(login, dossier, staff, path):
    assert login(staff).get(f"/instruction/{dossier.id}{path}").status_code == 403


def test_a_draft_does_not_exist_for_the_uimm(session, login, staff):
    draft = fill(session, make_dossier(session))
    assert login(staff).get(f"/instruction/{draft.id}").status_code == 404


def test_a_reviewer_accompanying_a_candidate_of_another_uimm_sees_no_bench(
    session, login, staff
):
    """Section 0 rules 8 and 9: the identity document is that UIMM's alone."""
    elsewhere = make_uimm(session, departements=())
    dossier = fill(session, make_dossier(session, etat=Etat.DEPOSE, uimm=elsewhere))
    accompany(session, dossier, staff)
    assert login(staff).get(f"/instruction/{dossier.id}/pieces").status_code == 404


def test_a_dossier_is_not_attributed_to_who_accompanied_the_candidate(
    session, dossier, staff, chief
):
    """Section 0 rule 9."""
    accompany(session, dossier, chief, revoked=True)
    session.expire_all()
    assert "accompagné" in why_not_reattribuer(dossier, staff, chief)


def test_someone_not_signed_in_is_asked_to(client, dossier):
    assert client.get(f"/instruction/{dossier.id}").status_code == 303
