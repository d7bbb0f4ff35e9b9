import pytest
import time_machine

from portal.droit.listes import College
from portal.droit.workflow import Etat, Role
from tests.factories import instant, make_compte, make_dossier, save
from tests.factories.certification import (
    make_fichier_de_jury,
    make_jury,
    make_membre_jury,
    make_organisation,
    make_passage,
)
from tests.jury.aide import AUJOURD_HUI, decide, enroll, identify


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(instant(AUJOURD_HUI), tick=False):
        yield AUJOURD_HUI


@pytest.fixture
def staff(session):
    return make_compte(session, Role.INSTRUCTEUR, qualite="Instructrice VAE")


@pytest.fixture
def client(login, staff):
    return login(staff)


@pytest.fixture
def jury(session, staff):
    """Sixteen days ahead, with one member of each side."""
    return make_jury(session, staff.uimm)


@pytest.fixture
def conclu(session, staff):
    """A dossier the commission has concluded: C5 not acquise."""
    dossier = make_dossier(session, etat=Etat.CONCLUSIONS_RENDUES, instructeur=staff)
    make_passage(session, dossier, acquises=("C1", "C2", "C3", "C4"))
    return dossier


@pytest.fixture
def union(session, staff):
    return make_organisation(session, staff.uimm, nom="Organisation du Rhône")


@pytest.fixture
def guest(session, jury):
    return make_membre_jury(session, jury, College.INVITE, nom="Personne invitée")


@pytest.fixture
def tour(session, jury, conclu, staff):
    identify(session, conclu)
    conclu.nom_candidat = "Lefèvre Anne-Marie"
    return enroll(session, jury, conclu, staff)


@pytest.fixture
def decided(session, jury, tour, storage):
    """C1 and C2 acquises, the sheet filed: everything but the deliberation."""
    decide(session, jury, tour, "C1", "C2", commentaire="=À revoir")
    sheet = make_fichier_de_jury(session, jury, storage, nom="Emargement.pdf")
    jury.emargement_fichier_id = sheet.id
    save(session, jury)
    return tour
