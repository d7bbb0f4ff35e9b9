"""The link an invited person receives: once, for its addressee, for a time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from sqlmodel import select

from portal.comptes.models import Invitation
from portal.dossiers.permissions import why_not
from portal.droit.workflow import Acte, Etat, Fait, Role
from tests.accompagnement.outils import EMAIL, accesses, facts, invite
from tests.comptes.outils import (
    PASSWORD,
    account,
    is_signed_in,
    link,
    mails,
    make_known,
    sign_in,
    words,
)
from tests.factories import make_compte, make_dossier, save

ANSWER = {"nom_affiche": "Camille Dupré", "password": PASSWORD}


@pytest.fixture
def path(session, login, candidat, dossier):
    """The link sent to EMAIL."""
    assert invite(login(candidat), dossier).status_code == 303
    return link(session, "invitation_accompagnateur")


def test_a_new_person_opens_an_account_and_reads(session, client, dossier, path):
    shown = client.get(path)
    assert dossier.nom_candidat in words(shown)
    assert 'content="no-referrer"' in shown.text

    opened = client.post(path, data=ANSWER | {"role": "administrateur"})

    assert opened.location == f"/accompagnement/{dossier.id}"
    assert client.get(opened.location).status_code == 200
    compte = account(session, EMAIL)
    assert (compte.role, compte.nom_affiche) == (Role.ACCOMPAGNATEUR, "Camille Dupré")
    assert accesses(session)[0].compte_id == compte.id


def test_the_candidate_is_told(session, client, candidat, dossier, path):
    client.post(path, data=ANSWER)

    [mail] = mails(session, "accompagnement_accepte")
    assert mail.destinataire == candidat.email
    assert mail.donnees == {
        "lien": f"/dossiers/{dossier.id}/accompagnateur",
        "par": "Camille Dupré",
    }
    assert facts(session, dossier).count(Fait.ACCOMPAGNATEUR_ACCEPTE) == 1


def test_a_wrong_answer_keeps_the_link(client, path):
    refused = client.post(path, data=ANSWER | {"password": "court"})
    assert refused.status_code == 422
    assert 'value="Camille Dupré"' in refused.text
    assert client.post(path, data=ANSWER).status_code == 303


def test_an_account_that_exists_signs_in_then_accepts(app, client, session, path):
    compte = make_known(app, session, role=Role.ACCOMPAGNATEUR, email=EMAIL)
    assert f"next={path}" in client.get(path).text
    assert client.post(path, data=ANSWER).status_code != 303
    assert sign_in(client, compte.email, next=path).location == path
    assert "Accepter" in words(client.get(path))
    assert not accesses(session)

    assert client.post(path).status_code == 303
    assert accesses(session)[0].compte_id == compte.id


@pytest.mark.parametrize(
    "role", [Role.CANDIDAT, Role.ACCOMPAGNATEUR, Role.INSTRUCTEUR, Role.RESPONSABLE]
)
def test_an_account_keeps_its_role_and_accompanies(session, login, dossier, path, role):
    """R9: any third party the candidate chooses."""
    compte = make_compte(session, role, email=EMAIL)
    client = login(compte)

    assert client.post(path).status_code == 303
    assert client.get(f"/accompagnement/{dossier.id}").status_code == 200
    assert account(session, EMAIL).role is role


@pytest.mark.parametrize("role", [Role.GTP, Role.ADMINISTRATEUR])
def test_the_national_roles_accompany_nobody(session, login, path, role):
    client = login(make_compte(session, role, email=EMAIL))

    assert "n’accompagne personne" in client.get(path).text
    assert client.post(path).status_code == 409
    assert not accesses(session)


def test_who_accepts_can_no_longer_judge(session, login, dossier, path):
    """Section 0 rule 9, D.6412-6: said before, true after, even once revoked."""
    compte = make_compte(
        session, Role.RESPONSABLE, email=EMAIL, uimm_slug=dossier.uimm_slug
    )
    client = login(compte)
    assert "ne pourrez plus juger" in client.get(path).text
    client.post(path)

    [access] = accesses(session)
    session.refresh(dossier)
    assert "accompagné" in why_not(Acte.REVENIR_SUR_AVIS, dossier, compte)
    access.revoque_at = access.accepte_at
    save(session, access)
    assert "accompagné" in why_not(Acte.REVENIR_SUR_AVIS, dossier, compte)


def test_the_link_is_for_its_addressee(session, login, path):
    other = login(make_compte(session, Role.ACCOMPAGNATEUR))
    assert "une autre adresse" in other.get(path).text
    assert other.post(path).status_code == 409
    assert not accesses(session)


def test_the_candidate_is_not_its_own_accompagnateur(session, login, candidat, path):
    """Even when its address becomes the invited one."""
    candidat.email = EMAIL
    save(session, candidat)
    client = login(candidat)
    assert "votre propre dossier" in client.get(path).text
    assert client.post(path).status_code == 409


def test_a_dossier_closed_since_is_not_accompanied(session, client, dossier, path):
    dossier.etat = Etat.RETIRE
    save(session, dossier)

    assert "Ce dossier est clos" in client.get(path).text
    client.post(path, data=ANSWER)

    assert account(session, EMAIL) is None
    assert not accesses(session)


def test_every_lost_link_is_one_same_page(app, session, login, candidat):
    def sent(email, day="2026-03-02"):
        with time_machine.travel(day, tick=False):
            invite(login(candidat), dossier, email)
        return link(session, "invitation_accompagnateur")

    dossier = make_dossier(session, candidat, Etat.RECEVABLE)
    expired = sent("a@exemple.fr", "2026-02-15")
    with time_machine.travel("2026-03-02", tick=False):
        used, revoked = sent("b@exemple.fr"), sent("c@exemple.fr")
        app.test_client().post(used, data=ANSWER)
        row = session.exec(select(Invitation).where(Invitation.email == "c@exemple.fr"))
        login(candidat).post(
            f"/dossiers/{dossier.id}/accompagnateur/invitations/{row.one().id}/annuler"
        )
        unknown = "/accompagnement/invitation/inconnue"
        pages = [
            app.test_client().open(path, method=method)
            for path in (unknown, expired, used, revoked)
            for method in ("GET", "POST")
        ]

    assert {page.status_code for page in pages} == {404}
    assert len({words(page) for page in pages}) == 1


def test_a_staff_link_opens_nothing_here(session, login, client):
    admin = make_compte(session, Role.ADMINISTRATEUR)
    data = {"email": "gtp@exemple.fr", "role": "gtp", "uimm": ""}
    login(admin).post("/comptes/inviter", data=data)
    token = link(session, "invitation").rsplit("/", 1)[1]

    assert client.get(f"/accompagnement/invitation/{token}").status_code == 404


def test_two_tabs_open_one_account(app, session, path):
    tabs = [app.test_client(), app.test_client()]
    for tab in tabs:
        assert tab.get(path).status_code == 200

    assert [tab.post(path, data=ANSWER).status_code for tab in tabs] == [303, 404]
    assert [is_signed_in(tab) for tab in tabs] == [True, False]


def test_eight_acceptances_at_once_give_one_access(session, login, dossier, path):
    compte = make_compte(session, Role.ACCOMPAGNATEUR, email=EMAIL)
    tabs = [login(compte) for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda tab: tab.post(path).status_code, tabs))

    assert codes.count(303) == 1
    assert set(codes) <= {303, 404, 409}
    assert len(accesses(session)) == 1
    assert facts(session, dossier).count(Fait.ACCOMPAGNATEUR_ACCEPTE) == 1
    assert len(mails(session, "accompagnement_accepte")) == 1
