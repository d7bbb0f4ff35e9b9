"""The page of an invitation: it serves its addressee, once."""

from datetime import timedelta
from types import SimpleNamespace

from sqlmodel import select

from portal import clock
from portal.comptes import services
from portal.comptes.models import Invitation
from portal.comptes.permissions import why_not_accept
from portal.comptes.queries import find_invitation
from portal.droit.workflow import Role
from tests.comptes.outils import (
    PASSWORD,
    account,
    invite,
    is_signed_in,
    link,
    mails,
    make_known,
    sign_in,
    words,
)
from tests.factories import make_compte, make_uimm

ANSWER = {
    "nom_affiche": "Camille Martin",
    "qualite": "Instructrice VAE",
    "password": PASSWORD,
}


def test_the_invited_person_opens_an_account_and_is_signed_in(
    session, client, login, responsable
):
    sent = login(responsable).post("/comptes/inviter", data={"email": "c@exemple.fr"})
    assert sent.status_code == 303
    path = link(session, "invitation")
    assert mails(session, "invitation")[0].donnees["par"] == responsable.nom_affiche

    shown = client.get(path)
    assert "c@exemple.fr" in shown.text
    assert 'content="no-referrer"' in shown.text
    opened = client.post(path, data=ANSWER | {"role": "administrateur"})

    assert opened.status_code == 303
    assert is_signed_in(client)
    compte = account(session, "c@exemple.fr")
    assert (compte.role, compte.uimm_slug) == (
        Role.INSTRUCTEUR,
        responsable.uimm_slug,
    )
    assert (compte.nom_affiche, compte.qualite) == (
        "Camille Martin",
        "Instructrice VAE",
    )
    assert compte.confirmed_at is not None


def test_two_tabs_open_one_account(app, session, responsable):
    path = f"/invitation/{invite(session, by=responsable)}"
    tabs = [app.test_client(), app.test_client()]
    for tab in tabs:
        assert tab.get(path).status_code == 200

    answers = [tab.post(path, data=ANSWER).status_code for tab in tabs]

    assert answers == [303, 404]
    assert [is_signed_in(tab) for tab in tabs] == [True, False]


def test_a_wrong_answer_keeps_the_link(session, client, responsable):
    path = f"/invitation/{invite(session, by=responsable)}"

    refused = client.post(path, data=ANSWER | {"password": "trop court"})
    assert refused.status_code == 422
    assert 'value="Camille Martin"' in refused.text
    assert "trop court" not in refused.text

    assert client.post(path, data=ANSWER).status_code == 303


def test_every_lost_link_is_one_same_page(app, session, login, responsable):
    now = clock.now()
    expired = invite(
        session, by=responsable, email="a@exemple.fr", at=now - timedelta(days=15)
    )
    used = invite(session, by=responsable, email="b@exemple.fr")
    app.test_client().post(f"/invitation/{used}", data=ANSWER)
    revoked = invite(session, by=responsable, email="d@exemple.fr")
    rows = session.exec(select(Invitation).where(Invitation.email == "d@exemple.fr"))
    url = f"/comptes/invitations/{rows.one().id}/revoquer"
    assert login(responsable).post(url).status_code == 303

    answers = [
        app.test_client().get(f"/invitation/{token}")
        for token in ("inconnue", expired, used, revoked)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({words(answer) for answer in answers}) == 1


def test_inviting_says_nothing_of_accounts(session, login, responsable):
    """ASVS 54."""
    known = make_compte(session, email="connu@exemple.fr")
    pages = {}
    for email in (known.email, "nul@exemple.fr"):
        client = login(responsable)
        client.post("/comptes/inviter", data={"email": email})
        text = words(client.get("/comptes"))
        pages[email] = text[: text.index("Invitations en attente")].replace(email, "")

    assert len(set(pages.values())) == 1
    assert len(mails(session, "invitation")) == 2


def test_an_account_that_exists_signs_in_then_accepts(
    app, client, session, responsable
):
    compte = make_known(app, session, role=Role.INSTRUCTEUR)
    admin = make_compte(session, Role.ADMINISTRATEUR)
    token = services.invite(
        session,
        email=compte.email,
        role=Role.RESPONSABLE,
        by=admin,
        at=clock.now(),
        uimm_slug=compte.uimm_slug,
    )
    session.commit()
    path = f"/invitation/{token}"

    assert f"next={path}" in client.get(path).text
    assert sign_in(client, compte.email, next=path).location == path
    assert "Accepter" in words(client.get(path))
    assert client.post(path).status_code == 303

    session.refresh(compte)
    assert compte.role is Role.RESPONSABLE
    assert client.get(path).status_code == 404


def test_a_candidat_account_never_becomes_staff(app, client, session, responsable):
    """An account has one role."""
    compte = make_known(app, session, email="camille@exemple.fr")
    path = f"/invitation/{invite(session, by=responsable)}"
    sign_in(client, compte.email)

    shown = client.get(path)
    assert "un compte n’a qu’un rôle" in shown.text
    refused = client.post(path)

    assert refused.status_code == 409
    assert "un compte n’a qu’un rôle" in refused.text
    session.refresh(compte)
    assert compte.role is Role.CANDIDAT


def test_a_link_opened_in_someone_else_s_session_is_refused(
    session, login, responsable
):
    path = f"/invitation/{invite(session, by=responsable)}"
    other = login(make_compte(session, Role.INSTRUCTEUR))

    assert "une autre adresse" in other.get(path).text
    assert other.post(path).status_code == 409


def test_an_account_of_another_uimm_does_not_move(session, responsable):
    other = make_compte(
        session,
        Role.INSTRUCTEUR,
        email="camille@exemple.fr",
        uimm_slug=make_uimm(session, departements=()).slug,
    )
    row = find_invitation(session, invite(session, by=responsable), at=clock.now())

    assert "autre UIMM" in why_not_accept(other, row)


def test_the_link_of_an_accompagnateur_is_not_for_this_page(session, client):
    candidat = make_compte(session)
    token = services.invite(
        session,
        email="x@exemple.fr",
        role=Role.ACCOMPAGNATEUR,
        by=candidat,
        at=clock.now(),
        dossier=SimpleNamespace(id=None, candidat_id=candidat.id),
    )
    session.commit()

    assert client.get(f"/invitation/{token}").status_code == 404


def test_the_first_administrateur_is_invited_from_the_command_line(session, client):
    path = services.invite_first_administrateur(
        session, email="Admin@exemple.fr", at=clock.now()
    )
    session.commit()

    client.post(path, data=ANSWER)

    compte = account(session, "admin@exemple.fr")
    assert compte.role is Role.ADMINISTRATEUR
    assert client.get("/comptes").status_code == 200
