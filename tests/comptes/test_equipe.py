"""The accounts an administrateur or a responsable answers for."""

import re
from uuid import uuid4

import pytest
from sqlmodel import select

from portal import clock
from portal.comptes import services
from portal.comptes.models import Invitation
from portal.comptes.queries import managed_staff
from portal.droit.workflow import UIMM, Role
from tests.comptes.outils import mails, words
from tests.factories import make_compte, make_uimm, save


@pytest.fixture
def two_uimm(session):
    """Two UIMM, each with its responsable and its instructeur."""
    return [
        (
            make_compte(session, Role.RESPONSABLE, uimm_slug=slug),
            make_compte(session, Role.INSTRUCTEUR, uimm_slug=slug),
        )
        for slug in (
            make_uimm(session, departements=()).slug,
            make_uimm(session, departements=()).slug,
        )
    ]


def make_invitation(session, by, email="x@exemple.fr", role=Role.INSTRUCTEUR):
    services.invite_staff(
        session,
        email=email,
        role=role,
        by=by,
        at=clock.now(),
        uimm_slug=by.uimm_slug if role in UIMM else None,
    )
    session.commit()


def invitation_url(session):
    row = session.exec(select(Invitation)).one()
    return f"/comptes/invitations/{row.id}/revoquer"


def test_a_responsable_sees_its_own_team_only(session, login, two_uimm):
    """ASVS 64."""
    (mine, instructeur), (theirs, other) = two_uimm
    make_invitation(session, theirs, "secret@exemple.fr")

    page = login(mine).get("/comptes").text

    assert instructeur.email in page
    for hidden in (theirs.email, other.email, "secret@exemple.fr"):
        assert hidden not in page


def test_another_uimm_s_account_and_invitation_do_not_exist(session, login, two_uimm):
    """ASVS 64."""
    (mine, _), (theirs, other) = two_uimm
    make_invitation(session, theirs)
    client = login(mine)

    for url in (
        f"/comptes/{other.id}/suspendre",
        f"/comptes/{other.id}/retablir",
        f"/comptes/{uuid4()}/suspendre",
        invitation_url(session),
    ):
        assert client.post(url).status_code == 404


def test_a_suspended_account_is_opened_again(session, login, two_uimm):
    """ASVS 61."""
    (mine, instructeur), _ = two_uimm
    boss, worker = login(mine), login(instructeur)
    assert worker.get("/mon-compte").status_code == 200

    assert boss.post(f"/comptes/{instructeur.id}/suspendre").status_code == 303
    assert "Suspendu" in words(boss.get("/comptes"))
    assert worker.get("/mon-compte").status_code == 303

    boss.post(f"/comptes/{instructeur.id}/retablir")
    assert worker.get("/mon-compte").status_code == 303, "its sessions are closed"
    assert login(instructeur).get("/mon-compte").status_code == 200
    told = [m.donnees["mot"] for m in mails(session, "compte_evenement")]
    assert told == ["Compte suspendu", "Compte rétabli"]


def test_nobody_suspends_oneself_nor_a_peer(session, login, two_uimm):
    (mine, _), _ = two_uimm
    peer = make_compte(session, Role.RESPONSABLE, uimm_slug=mine.uimm_slug)
    client = login(mine)

    for compte in (mine, peer):
        assert client.post(f"/comptes/{compte.id}/suspendre").status_code == 409
        session.refresh(compte)
        assert compte.active


def test_an_administrateur_suspends_any_staff_but_no_candidat(session, login, two_uimm):
    (responsable, instructeur), _ = two_uimm
    admin = login(make_compte(session, Role.ADMINISTRATEUR))
    candidat = make_compte(session)

    for compte in (responsable, instructeur):
        assert admin.post(f"/comptes/{compte.id}/suspendre").status_code == 303
    assert admin.post(f"/comptes/{candidat.id}/suspendre").status_code == 404


def test_an_administrateur_invites_a_responsable_of_a_uimm_or_the_gtp(session, login):
    admin = make_compte(session, Role.ADMINISTRATEUR)
    uimm = make_uimm(session, departements=())
    client = login(admin)

    def post(**data):
        form = {"email": "x@exemple.fr"} | data
        return client.post("/comptes/inviter", data=form).status_code

    assert post(role="responsable", uimm=uimm.slug) == 303
    assert post(role="gtp", uimm="") == 303
    assert post(role="gtp", uimm=uimm.slug) == 303
    assert post(role="responsable", uimm="") == 422
    assert post(role="responsable", uimm="nulle-part") == 422
    assert post(role="administrateur", uimm="") == 422
    assert post(role="instructeur", uimm=uimm.slug) == 422
    assert post() == 422
    assert len(mails(session, "invitation")) == 3


def test_a_responsable_cannot_choose_the_role_it_gives(session, login, two_uimm):
    """ASVS 65."""
    (mine, _), (theirs, _) = two_uimm
    forged = {
        "email": "x@exemple.fr",
        "role": "gtp",
        "uimm": theirs.uimm_slug,
        "uimm_slug": theirs.uimm_slug,
    }

    login(mine).post("/comptes/inviter", data=forged)

    row = session.exec(select(Invitation)).one()
    assert (row.role, row.uimm_slug) == (Role.INSTRUCTEUR, mine.uimm_slug)


@pytest.mark.parametrize(
    "role", [Role.CANDIDAT, Role.ACCOMPAGNATEUR, Role.INSTRUCTEUR, Role.GTP]
)
def test_the_other_roles_manage_nobody(session, login, two_uimm, role):
    """ASVS 63."""
    (responsable, instructeur), _ = two_uimm
    make_invitation(session, responsable)
    client = login(make_compte(session, role))

    assert client.get("/comptes").status_code == 403
    assert client.get("/comptes/inviter").status_code == 403
    for url in (
        "/comptes/inviter",
        f"/comptes/{instructeur.id}/suspendre",
        f"/comptes/{instructeur.id}/retablir",
        invitation_url(session),
    ):
        assert client.post(url).status_code == 403


def test_the_list_goes_on_page_after_page(session, two_uimm):
    (mine, _), _ = two_uimm
    for _ in range(5):
        make_compte(
            session, Role.INSTRUCTEUR, uimm_slug=mine.uimm_slug, nom_affiche="Même nom"
        )

    seen, after = [], None
    while True:
        page, after = managed_staff(session, mine, after=after, size=3)
        seen += [compte.id for compte in page]
        if after is None:
            break

    assert len(seen) == len(set(seen)) == 7


def test_the_second_page_is_one_link_away(session, login, two_uimm):
    (mine, _), _ = two_uimm
    save_many(session, mine.uimm_slug, 51)

    first = login(mine).get("/comptes")
    following = re.search(r'href="(/comptes\?apres=[^"]+)"', first.text).group(1)
    second = login(mine).get(following)

    assert "50 comptes affichés" in words(first)
    assert "3 comptes affichés" in words(second)


def test_the_list_costs_the_same_for_one_and_thirty(
    session, login, two_uimm, count_queries
):
    (mine, _), _ = two_uimm
    counts = []
    for more in (1, 29):
        save_many(session, mine.uimm_slug, more)
        for n in range(more):
            make_invitation(session, mine, f"x{more}{n}@exemple.fr")
        client = login(mine)
        with count_queries() as statements:
            client.get("/comptes")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 8


def save_many(session, uimm_slug, count):
    for _ in range(count):
        make_compte(session, Role.INSTRUCTEUR, uimm_slug=uimm_slug)


def test_an_account_s_marks_change_at_the_next_request(session, login, two_uimm):
    """ASVS 66."""
    (mine, _), _ = two_uimm
    client = login(mine)
    assert client.get("/comptes").status_code == 200

    mine.role = Role.INSTRUCTEUR
    save(session, mine)

    assert client.get("/comptes").status_code == 403
