"""Each account of the demonstration finds pages that work, and only its own."""

import pytest
from bs4 import BeautifulSoup
from sqlmodel import select

from portal.comptes.models import Compte
from portal.demonstration.donnees import adresse_de
from portal.demonstration.personnes import LYON, MOT_DE_PASSE, PRINCIPAUX
from portal.dossiers.models import Dossier
from portal.droit.workflow import Etat
from tests.demonstration.parcourir import pages

# `make demo` is on SQLite.
pytestmark = pytest.mark.une_base

ADRESSES = [email for email, _what in PRINCIPAUX]
AUTRES = {adresse_de(etat) for etat in Etat} - set(ADRESSES)
AUTRES |= {"responsable2@exemple.fr", "candidat-reprise@exemple.fr"}


@pytest.fixture
def signed_in(demonstration, lecture):
    def sign_in(email):
        client = demonstration.test_client()
        client.sign_in(lecture.exec(select(Compte).where(Compte.email == email)).one())
        return client

    return sign_in


@pytest.mark.parametrize("email", ADRESSES)
def test_every_page_within_two_links_of_home_answers(signed_in, email):
    found = pages(signed_in(email), "/mon-espace")
    wrong = {address: status for address, status in found.items() if status != 200}
    assert not wrong
    assert len(found) >= 6


@pytest.mark.parametrize("email", sorted(AUTRES))
def test_the_home_of_each_other_account_answers(signed_in, email):
    found = pages(signed_in(email), "/mon-espace", depth=0)
    assert set(found.values()) == {200}


def test_the_password_printed_at_start_opens_the_account(demonstration):
    client = demonstration.test_client()
    form = {"email": "candidat@exemple.fr", "password": MOT_DE_PASSE}
    response = client.post("/connexion", data=form)
    assert response.status_code in {302, 303}
    assert response.location.endswith("/mon-espace")


def test_the_sign_in_page_gives_the_accounts_and_the_mailbox(demonstration):
    page = demonstration.test_client().get("/connexion")
    text = BeautifulSoup(page.text, "html.parser").get_text()
    assert MOT_DE_PASSE in text
    assert all(email in text for email in [e for e, _what in PRINCIPAUX])
    assert "/demonstration/boite" in page.text


def test_the_two_uimm_never_see_each_other_s_dossiers(signed_in, lecture):
    """R1, R2: a dossier is its centre d’examen's."""
    client = signed_in("instructeur2@exemple.fr")
    lyon = lecture.exec(select(Dossier).where(Dossier.uimm_slug == LYON)).all()
    queue = client.get("/instruction/")
    assert queue.status_code == 200
    for dossier in lyon:
        assert client.get(f"/dossiers/{dossier.id}").status_code == 404
        assert client.get(f"/instruction/{dossier.id}").status_code == 404
        assert str(dossier.id) not in queue.text
