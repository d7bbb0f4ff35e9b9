import pytest

from portal.droit.workflow import Etat, Role
from tests.factories import (
    make_accompagnement,
    make_compte,
    make_dossier,
    make_situation,
)


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def dossier(session, candidat):
    return make_dossier(session, candidat, Etat.RECEVABLE)


@pytest.fixture
def accompagnateur(session, dossier):
    """Whoever has access to `dossier`."""
    compte = make_compte(session, Role.ACCOMPAGNATEUR, nom_affiche="Camille Dupré")
    make_accompagnement(session, dossier, compte)
    return compte


@pytest.fixture
def situation(session, dossier):
    return make_situation(session, dossier, ("C1",), titre="Transfert de l’atelier")
