"""The matrix (Etat × Role × Acte), square by square, on a real database."""

from datetime import timedelta
from itertools import product

import pytest
from sqlmodel import select

from portal.courrier.annonces import ANNONCES
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import Accompagnement, Dossier, Evenement
from portal.dossiers.permissions import why_not
from portal.dossiers.queries import visible_dossier
from portal.dossiers.services import perform
from portal.droit.echeances import attendue
from portal.droit.refus import Refus
from portal.droit.workflow import TRANSITIONS, UIMM, Acte, Etat, Role, open_actes
from tests.factories import instant, make_accompagnement, make_compte, make_dossier
from tests.factories.base import JOUR

# Who may do what, square by square: the rows they read are read on both elsewhere.
pytestmark = pytest.mark.une_base


def someone(session, dossier, role):
    """An account that stands in this role towards this dossier."""
    if role is Role.CANDIDAT:
        return dossier.candidat
    if role is Role.ACCOMPAGNATEUR:
        return make_accompagnement(session, dossier).compte
    if role in UIMM:
        return make_compte(session, role, uimm_slug=dossier.uimm_slug)
    return make_compte(session, role)


@pytest.mark.parametrize("etat", list(Etat))
@pytest.mark.parametrize("role", list(Role))
def test_every_square_opens_its_acts_and_refuses_the_others(session, etat, role):
    dossier = make_dossier(session, etat=etat)
    by = someone(session, dossier, role)
    allowed = {a for a in Acte if why_not(a, dossier, by) is None}
    assert allowed == set(open_actes(etat, role))


@pytest.mark.parametrize(
    ("etat", "acte"),
    [(e, a) for e, a in product(Etat, Acte) if e in TRANSITIONS[a].sources],
)
def test_an_open_act_moves_writes_and_announces(session, write, etat, acte):
    dossier = make_dossier(session, etat=etat)
    role = min(TRANSITIONS[acte].by)
    by = someone(session, dossier, role)
    before = len(dossier.evenements)
    donnees = {"reponse_le": str(JOUR + timedelta(days=90))}
    if acte is Acte.DEPOSER:
        dossier.depose_le, dossier.annee_civile = JOUR, JOUR.year

    with write():
        line = perform(session, acte, dossier, by=by, at=instant(JOUR), donnees=donnees)

    target = TRANSITIONS[acte].target or line.vers
    awaited = attendue(target, echeances_du(dossier))
    session.expire_all()
    dossier = session.get(Dossier, dossier.id)
    assert dossier.etat is target
    assert dossier.echeance_le == (awaited.limite if awaited else None)
    assert len(dossier.evenements) == before + 1
    assert (line.de, line.vers, line.by_id) == (etat, target, by.id)
    assert acte in ANNONCES


@pytest.mark.parametrize("acte", list(Acte))
def test_a_refused_act_changes_nothing(session, write, acte):
    etat = next(e for e in Etat if e not in TRANSITIONS[acte].sources)
    dossier = make_dossier(session, etat=etat)
    by = someone(session, dossier, min(TRANSITIONS[acte].by))
    lines = len(session.exec(select(Evenement)).all())
    with pytest.raises(Refus), write():
        perform(session, acte, dossier, by=by, at=instant(JOUR))
    session.expire_all()
    assert session.get(Dossier, dossier.id).etat is etat
    assert len(session.exec(select(Evenement)).all()) == lines


def test_a_stale_page_cannot_decide_twice(session, engine, write):
    """The move leaves the expected state or nothing."""
    dossier = make_dossier(session, etat=Etat.DEPOSE)
    first = make_compte(session, Role.INSTRUCTEUR)
    second = make_compte(session, Role.INSTRUCTEUR)
    with write():
        perform(session, Acte.PRENDRE_EN_CHARGE, dossier, by=first, at=instant(JOUR))
    with pytest.raises(Refus), write():
        perform(session, Acte.PRENDRE_EN_CHARGE, dossier, by=second, at=instant(JOUR))


def test_lifting_caducite_returns_where_the_dossier_was(session, write):
    dossier = make_dossier(session, etat=Etat.CADUC)
    by = someone(session, dossier, Role.RESPONSABLE)
    with write():
        perform(session, Acte.LEVER_CADUCITE, dossier, by=by, at=instant(JOUR))
    assert dossier.etat is Etat.RECEVABLE


@pytest.mark.parametrize("revoked", [False, True])
def test_an_accompagnateur_never_judges_the_person(session, revoked):
    """D.6412-6, section 0 rule 9: even once revoked, even as staff of the UIMM."""
    dossier = make_dossier(session, etat=Etat.DEPOSE)
    staff = make_compte(session, Role.INSTRUCTEUR, uimm_slug=dossier.uimm_slug)
    link = make_accompagnement(session, dossier, compte=staff)
    if revoked:
        link.revoque_at = instant(JOUR)
        session.add(link)
        session.commit()
    assert "accompagné" in why_not(Acte.PRENDRE_EN_CHARGE, dossier, staff)


def test_a_dossier_is_visible_to_its_people_and_to_nobody_else(session):
    """R1, R2: one centre d'examen; R9: an accompagnateur until revoked."""
    dossier = make_dossier(session, etat=Etat.DEPOSE)
    strangers = [make_compte(session, role) for role in (Role.CANDIDAT, Role.GTP)]
    strangers += [make_compte(session, Role.ADMINISTRATEUR)]
    insiders = [someone(session, dossier, role) for role in (Role.CANDIDAT, *UIMM)]
    friend = someone(session, dossier, Role.ACCOMPAGNATEUR)
    assert all(visible_dossier(session, c, dossier.id) for c in [*insiders, friend])
    assert not any(visible_dossier(session, c, dossier.id) for c in strangers)

    link = session.exec(select(Accompagnement)).one()
    link.revoque_at = instant(JOUR)
    session.add(link)
    session.commit()
    assert visible_dossier(session, friend, dossier.id) is None


def test_a_draft_is_visible_to_its_candidate_only(session):
    dossier = make_dossier(session)
    staff = make_compte(session, Role.RESPONSABLE, uimm_slug=dossier.uimm_slug)
    assert visible_dossier(session, dossier.candidat, dossier.id)
    assert visible_dossier(session, staff, dossier.id) is None
