"""The candidate says who reads its dossier, and until when (R9, section 0 rule 9)."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from portal import clock
from portal.accompagnement.permissions import INVITATIONS_PAR_JOUR
from portal.comptes.models import Invitation
from portal.droit.workflow import CLOS, Etat, Fait, Role
from tests.accompagnement.outils import (
    EMAIL,
    accesses,
    facts,
    invite,
)
from tests.comptes.outils import link, mails, words
from tests.factories import make_accompagnement, make_compte, make_dossier

INVITATION = "invitation_accompagnateur"


def url(dossier):
    return f"/dossiers/{dossier.id}/accompagnateur"


def read(client, dossier):
    """The page without the message of the act before."""
    return words(client.get(url(dossier))).split("Être accompagné·e", 1)[1]


def test_the_candidate_invites_by_mail(session, login, candidat, dossier):
    """R9."""
    client = login(candidat)
    assert invite(client, dossier, " Camille@Exemple.fr ").status_code == 303

    [mail] = mails(session, INVITATION)
    assert mail.destinataire == EMAIL
    assert mail.donnees["par"] == dossier.nom_candidat
    assert mail.donnees["lien"].startswith("/accompagnement/invitation/")
    assert Fait.ACCOMPAGNATEUR_INVITE in facts(session, dossier)
    shown = read(client, dossier)
    assert EMAIL in shown
    assert "Invitations sans réponse" in shown


def test_the_page_says_what_an_accompagnateur_sees(login, candidat, dossier):
    """Section 0 rules 8 and 9."""
    shown = read(login(candidat), dossier)
    for promise in (
        "Jamais votre pièce d’identité",
        "ne modifie et ne dépose rien",
        "L’UIMM ne voit pas vos échanges",
        "C’est facultatif",
    ):
        assert promise in shown


def test_inviting_says_nothing_of_accounts(session, login, candidat, dossier):
    """ASVS 54."""
    known = make_compte(session, Role.ACCOMPAGNATEUR, email="connu@exemple.fr")
    pages = []
    for email in (known.email, "nulle@exemple.fr"):
        client = login(candidat)
        response = invite(client, dossier, email)
        assert response.status_code == 303
        pages.append(read(client, dossier).replace(email, ""))
        session.rollback()
        row = session.exec(select(Invitation).where(Invitation.email == email)).one()
        client.post(f"{url(dossier)}/invitations/{row.id}/annuler")

    assert pages[0] == pages[1]
    assert len(mails(session, INVITATION)) == 2


@pytest.mark.parametrize("email", ["", "pas une adresse", "a@b", "x\x00@exemple.fr"])
def test_an_unreadable_address_is_asked_again(login, candidat, dossier, email):
    response = invite(login(candidat), dossier, email)
    assert response.status_code == 422


def test_nobody_invites_oneself(session, login, candidat, dossier):
    response = invite(login(candidat), dossier, candidat.email.upper())
    assert response.status_code == 422
    assert "Cette adresse est la vôtre" in response.text
    assert not mails(session, INVITATION)


def test_who_accompanies_already_is_not_invited_again(
    session, login, candidat, dossier, accompagnateur
):
    response = invite(login(candidat), dossier, accompagnateur.email)
    assert response.status_code == 422
    assert "accompagne déjà votre dossier" in response.text
    assert not mails(session, INVITATION)


def test_a_new_link_ends_the_earlier_one(session, login, client, candidat, dossier):
    signed = login(candidat)
    invite(signed, dossier)
    first = link(session, INVITATION)
    invite(signed, dossier)
    assert link(session, INVITATION) == first, "pressed twice, it leaves once"
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        invite(signed, dossier)

    assert client.get(first).status_code == 404
    assert client.get(link(session, INVITATION)).status_code == 200
    assert read(signed, dossier).count(EMAIL) == 3  # name and two actions


def test_an_invitation_is_revoked_at_once(session, login, client, candidat, dossier):
    signed = login(candidat)
    invite(signed, dossier)
    path = link(session, INVITATION)
    row = session.exec(select(Invitation)).one()

    for _ in range(2):
        answer = signed.post(f"{url(dossier)}/invitations/{row.id}/annuler")
        assert answer.status_code == 303

    assert client.get(path).status_code == 404
    assert EMAIL not in read(signed, dossier)
    assert facts(session, dossier).count(Fait.ACCOMPAGNATEUR_REVOQUE) == 1


def test_an_expired_invitation_can_be_sent_again(session, login, candidat, dossier):
    with time_machine.travel("2026-03-02", tick=False):
        invite(login(candidat), dossier)
    with time_machine.travel("2026-03-17", tick=False):
        client = login(candidat)
        assert "Expirée" in read(client, dossier)
        assert invite(client, dossier).status_code == 303
        shown = read(client, dossier)

    assert "Expirée" not in shown
    assert "Valable jusqu’au 31 mars 2026" in shown


def test_an_access_is_revoked_once_in_two_tabs(
    session, login, candidat, dossier, accompagnateur
):
    [access] = accesses(session)
    tabs = [login(candidat), login(candidat)]

    answers = [tab.post(f"{url(dossier)}/{access.id}/retirer") for tab in tabs]

    assert [a.status_code for a in answers] == [303, 303]
    assert accesses(session)[0].revoque_at is not None
    assert facts(session, dossier).count(Fait.ACCOMPAGNATEUR_REVOQUE) == 1
    shown = read(tabs[0], dossier)
    assert "Accès retirés" in shown
    assert "Inviter de nouveau" in shown


def test_who_was_revoked_may_be_invited_again(session, login, candidat, dossier):
    compte = make_compte(session, Role.ACCOMPAGNATEUR, email=EMAIL)
    ended = dossier.created_at + timedelta(days=1)
    make_accompagnement(session, dossier, compte, revoque_at=ended)

    assert invite(login(candidat), dossier).status_code == 303
    assert login(compte).post(link(session, INVITATION)).status_code == 303
    assert login(compte).get(f"/accompagnement/{dossier.id}").status_code == 200


@pytest.mark.parametrize("etat", list(Etat))
def test_one_may_invite_while_the_dossier_is_open(session, login, candidat, etat):
    dossier = make_dossier(session, candidat, etat)
    client = login(candidat)

    assert invite(client, dossier).status_code == (409 if etat in CLOS else 303)
    assert ("Votre dossier est clos" in client.get(url(dossier)).text) == (etat in CLOS)


def test_invitations_are_counted_each_day(session, login, candidat, dossier):
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False):
        client = login(candidat)
        codes = [
            invite(client, dossier, f"a{n}@exemple.fr").status_code
            for n in range(INVITATIONS_PAR_JOUR + 1)
        ]
    with time_machine.travel("2026-03-03T09:00:00Z", tick=False):
        codes.append(invite(login(candidat), dossier).status_code)

    assert codes == [303] * INVITATIONS_PAR_JOUR + [409, 303]
    assert len(mails(session, INVITATION)) == INVITATIONS_PAR_JOUR + 1


def test_another_candidate_manages_nothing(session, login, dossier, accompagnateur):
    other = login(make_compte(session))
    [access] = accesses(session)

    assert other.get(url(dossier)).status_code == 404
    assert invite(other, dossier).status_code == 404
    assert other.post(f"{url(dossier)}/{access.id}/retirer").status_code == 404


def test_an_access_is_revoked_on_its_own_dossier_only(
    session, login, dossier, accompagnateur
):
    """The id of another's access under one's own dossier is an unknown page."""
    mine = make_dossier(session, make_compte(session))
    client = login(mine.candidat)
    [access] = accesses(session)
    invitation = session.exec(select(Invitation)).first()

    assert client.post(f"{url(mine)}/{access.id}/retirer").status_code == 404
    path = f"{url(mine)}/invitations/{invitation.id}/annuler"
    assert client.post(path).status_code == 404
    assert accesses(session)[0].revoque_at is None
