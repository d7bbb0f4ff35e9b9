"""Who reaches which address (section 0 rules 8 and 9, R9)."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.dossiers.models import Ancre
from portal.droit.workflow import Etat, Role
from tests.accompagnement.outils import HTMX, accesses, comments, hour, open_thread
from tests.factories import (
    make_accompagnement,
    make_compte,
    make_dossier,
    make_preuve,
    make_situation,
    make_uimm,
)

# Who may do what, square by square: the rows they read are read on both elsewhere.
pytestmark = pytest.mark.une_base

WHO = {
    "candidat": 200,
    "accompagnateur": 200,
    "accompagnateur revoque": 404,
    "accompagnateur d’un autre": 404,
    "autre candidat": 404,
    "instructeur": 404,
    "responsable": 404,
    "instructeur d’une autre UIMM": 404,
    "gtp": 403,
    "administrateur": 403,
    "personne": 303,
}


@pytest.fixture
def thread(session, dossier, accompagnateur):
    return open_thread(session, dossier, accompagnateur)


@pytest.fixture
def browser(session, app, login, dossier, accompagnateur):
    """`browser(who)` is signed in as one of WHO."""

    def revoked():
        compte = make_compte(session, Role.ACCOMPAGNATEUR)
        make_accompagnement(session, dossier, compte, revoque_at=hour(0))
        return compte

    def of_another():
        compte = make_compte(session, Role.ACCOMPAGNATEUR)
        make_accompagnement(session, make_dossier(session, etat=Etat.DEPOSE), compte)
        return compte

    def staff(role, uimm_slug=dossier.uimm_slug):
        return make_compte(session, role, uimm_slug=uimm_slug)

    makers = {
        "candidat": lambda: dossier.candidat,
        "accompagnateur": lambda: accompagnateur,
        "accompagnateur revoque": revoked,
        "accompagnateur d’un autre": of_another,
        "autre candidat": lambda: make_compte(session),
        "instructeur": lambda: staff(Role.INSTRUCTEUR),
        "responsable": lambda: staff(Role.RESPONSABLE),
        "instructeur d’une autre UIMM": lambda: staff(
            Role.INSTRUCTEUR, make_uimm(session, departements=()).slug
        ),
        "gtp": lambda: make_compte(session, Role.GTP),
        "administrateur": lambda: make_compte(session, Role.ADMINISTRATEUR),
    }
    return lambda who: login(makers[who]()) if who in makers else app.test_client()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
@pytest.mark.parametrize(
    "path", ["", "?ancre=dossier", "/fil?ancre=dossier", "/fil?ancre=capacite&cible=C1"]
)
@pytest.mark.parametrize("who", WHO)
def test_the_conversation_is_between_two(browser, dossier, thread, who, path, headers):
    """Section 0 rule 9: the UIMM, whichever, gets the page of what does not exist."""
    url = f"/dossiers/{dossier.id}/commentaires{path}"
    response = browser(who).get(url, headers=headers)
    asks_to_sign_in = 401 if headers else 303
    assert response.status_code == (asks_to_sign_in if who == "personne" else WHO[who])
    assert ("Bonjour." in response.text) == (WHO[who] == 200 and "capacite" not in path)


@pytest.mark.parametrize("act", ["", "/{0}", "/{0}/resoudre", "/{0}/rouvrir", "/lus"])
@pytest.mark.parametrize("who", [who for who in WHO if WHO[who] != 200])
def test_nobody_else_writes_there(session, browser, dossier, thread, who, act):
    url = f"/dossiers/{dossier.id}/commentaires{act.format(thread.id)}"
    data = {"texte": "Intrus.", "sur": "dossier:", "dernier": thread.id}
    assert browser(who).post(url, data=data).status_code == WHO[who]
    assert [(c.texte, c.resolu_at) for c in comments(session)] == [("Bonjour.", None)]


@pytest.mark.parametrize("who", WHO)
def test_the_reading_page_is_the_accompagnateur_s(browser, dossier, who):
    expected = 404 if who == "candidat" else WHO[who]
    assert browser(who).get(f"/accompagnement/{dossier.id}").status_code == expected


@pytest.mark.parametrize("who", WHO)
def test_only_the_candidate_sees_who_accompanies(browser, dossier, who):
    """The address of an accompagnateur is told to nobody else."""
    expected = {"candidat": 200, "autre candidat": 404, "personne": 303}.get(who, 403)
    response = browser(who).get(f"/dossiers/{dossier.id}/accompagnateur")
    assert response.status_code == expected


def test_a_revoked_access_ends_at_the_next_request(
    session, login, storage, dossier, accompagnateur
):
    """Section 0 rule 9: pages, fragments, acts and files."""
    situation = make_situation(session, dossier)
    preuve = make_preuve(session, situation, storage=storage)
    thread = open_thread(session, dossier, accompagnateur)
    client = login(accompagnateur)
    own = f"/dossiers/{dossier.id}"
    readings = [
        own,
        f"{own}/fichiers/{preuve.fichier_id}",
        f"{own}/commentaires",
        f"{own}/commentaires/fil?ancre=situation&cible={situation.id}",
        f"/accompagnement/{dossier.id}",
    ]
    assert {client.get(path).status_code for path in readings} == {200}

    [access] = accesses(session)
    revoked = login(dossier.candidat).post(f"{own}/accompagnateur/{access.id}/retirer")
    assert revoked.status_code == 303

    for headers in ({}, HTMX):
        codes = {client.get(path, headers=headers).status_code for path in readings}
        assert codes == {404}
    for act in ("", "/resoudre", "/rouvrir"):
        path = f"{own}/commentaires/{thread.id}{act}"
        assert client.post(path, data={"texte": "x"}).status_code == 404
    assert dossier.nom_candidat not in client.get("/accompagnement/").text


def test_a_member_of_the_uimm_who_accompanies_reads_as_such(session, login, dossier):
    """The candidate chose this person; its colleagues still see nothing."""
    staff = make_compte(session, Role.INSTRUCTEUR, uimm_slug=dossier.uimm_slug)
    make_accompagnement(session, dossier, staff)
    url = f"/dossiers/{dossier.id}/commentaires"
    assert login(staff).get(url).status_code == 200
    [access] = accesses(session)
    login(dossier.candidat).post(
        f"/dossiers/{dossier.id}/accompagnateur/{access.id}/retirer"
    )
    assert login(staff).get(url).status_code == 404


def test_nothing_is_written_after_a_revocation(session, login, dossier, accompagnateur):
    """A revocation and eight comments at once: what is refused left no trace."""
    [access] = accesses(session)
    path = f"/dossiers/{dossier.id}"
    candidate = login(dossier.candidat)
    writers = [login(accompagnateur) for _ in range(8)]

    def write(client):
        data = {"texte": "Encore."}
        where = f"{path}/commentaires/fil?ancre={Ancre.DOSSIER}"
        return client.post(where, data=data).status_code

    with ThreadPoolExecutor(9) as pool:
        answers = [pool.submit(write, each) for each in writers[:4]]
        revoked = pool.submit(
            candidate.post, f"{path}/accompagnateur/{access.id}/retirer"
        )
        answers += [pool.submit(write, each) for each in writers[4:]]

    codes = [answer.result() for answer in answers]
    assert revoked.result().status_code == 303
    assert set(codes) <= {303, 404, 409}
    assert len(comments(session)) == codes.count(303)
    assert write(writers[0]) == 404
