"""Who reads, who writes, and when: the rest is frozen or does not exist."""

import pytest

from portal.droit.workflow import PREUVES_OUVERTES, Etat, Role
from tests.factories import (
    instant,
    make_accompagnement,
    make_compte,
    make_dossier,
    make_preuve,
    make_situation,
)
from tests.factories.base import JOUR
from tests.preuves.outils import RECIT, file, soup_of, stored, words

# Who may do what, square by square: the rows they read are read on both elsewhere.
pytestmark = pytest.mark.une_base

FROZEN = [etat for etat in Etat if etat not in PREUVES_OUVERTES]
READ = ("", "/imprimer", "/situations/{s}")
EDIT = (
    "/situations/nouvelle",
    "/situations/{s}/modifier",
    "/situations/{s}/capacites",
    "/situations/{s}/supprimer",
    "/situations/{s}/joindre",
    "/situations/{s}/ecrire",
    "/{p}/modifier",
    "/{p}/remplacer",
    "/{p}/retirer",
    "/ecarts/C5",
)
POSTS = ("/deposer", "/ecarts/C5/retirer")
DATA = RECIT | {
    "codes": "C1",
    "texte": "Texte.",
    "explication": "Jamais.",
    "reponse": "Non.",
}


def make(session, etat=Etat.RECEVABLE):
    dossier = make_dossier(session, etat=etat)
    situation = make_situation(session, dossier, ["C1"])
    preuve = make_preuve(session, situation, ["C1"])
    root = f"/dossiers/{dossier.id}/preuves"

    def urls(paths):
        return [root + path.format(s=situation.id, p=preuve.id) for path in paths]

    return dossier, urls


def try_all(client, urls):
    """Status of each page read, then of each write."""
    got = [client.get(url).status_code for url in urls(EDIT)]
    sent = [
        client.post(
            url, data=DATA | {"fichier": file()}, content_type="multipart/form-data"
        ).status_code
        for url in urls(EDIT + POSTS)
    ]
    return {*got, *sent}


def content(session, dossier):
    dp = stored(session, dossier)
    return [(s.titre, s.version, len(s.preuves)) for s in dp.situations], dp.ecarts


@pytest.mark.parametrize("etat", FROZEN)
def test_outside_the_open_states_everything_is_read_only(session, login, etat):
    dossier, urls = make(session, etat)
    client = login(dossier.candidat)
    before = content(session, dossier)
    assert try_all(client, urls) == {409}
    refused = client.get(urls(EDIT)[0])
    assert "ne peut pas être modifié pour le moment" in words(refused)
    assert content(session, dossier) == before
    for url in urls(READ):
        page = client.get(url)
        assert page.status_code == 200
        links = {link["href"] for link in soup_of(page).select("main a[href]")}
        assert not links & {*urls(EDIT), *urls(POSTS)}


@pytest.mark.parametrize("etat", [Etat.RECEVABLE, Etat.PREUVES_DEPOSEES])
def test_an_accompagnateur_reads_and_never_writes(session, login, etat):
    """Section 0 rule 9."""
    dossier, urls = make(session, etat)
    client = login(make_accompagnement(session, dossier).compte)
    before = content(session, dossier)
    for url in urls(READ):
        page = client.get(url)
        assert page.status_code == 200
        assert not soup_of(page).select("main form")
        links = {link["href"] for link in soup_of(page).select("main a[href]")}
        assert not links & {*urls(EDIT), *urls(POSTS)}
    assert try_all(client, urls) == {403}
    assert content(session, dossier) == before


def test_a_candidate_who_accompanies_another_does_not_write_either(session, login):
    """Section 0 rule 9."""
    dossier, urls = make(session)
    friend = make_compte(session)
    make_accompagnement(session, dossier, friend)
    client = login(friend)
    assert client.get(urls(READ)[0]).status_code == 200
    assert try_all(client, urls) == {409}


def test_a_revoked_accompagnateur_sees_nothing_more(session, login):
    """Section 0 rule 9."""
    dossier, urls = make(session)
    friend = make_accompagnement(session, dossier, revoque_at=instant(JOUR)).compte
    assert {login(friend).get(url).status_code for url in urls(READ)} == {404}


def test_another_candidate_s_dossier_does_not_exist(session, login):
    _dossier, urls = make(session)
    client = login(make_compte(session))
    assert {client.get(url).status_code for url in urls(READ)} == {404}
    assert try_all(client, urls) == {404}


@pytest.mark.parametrize(
    "role", [Role.INSTRUCTEUR, Role.RESPONSABLE, Role.GTP, Role.ADMINISTRATEUR]
)
@pytest.mark.parametrize("etat", [Etat.RECEVABLE, Etat.PREUVES_DEPOSEES])
def test_staff_have_no_page_here(session, login, role, etat):
    """Of a draft the UIMM sees nothing; afterwards it has pages of its own."""
    dossier, urls = make(session, etat)
    uimm = {"uimm_slug": dossier.uimm_slug} if role in {Role.INSTRUCTEUR} else {}
    client = login(make_compte(session, role, **uimm))
    assert {client.get(url).status_code for url in urls(READ)} == {403}
    assert try_all(client, urls) == {403}


def test_nobody_signed_in_goes_to_sign_in(app, session):
    client = app.test_client()
    _dossier, urls = make(session)
    pages = [client.get(url) for url in urls(READ + EDIT)]
    assert all("/connexion" in page.location for page in pages)


def test_what_belongs_to_another_dossier_is_not_reached_through_mine(session, login):
    mine, _urls = make(session)
    theirs, _urls = make(session)
    other = stored(session, theirs).situations[0]
    client = login(mine.candidat)
    root = f"/dossiers/{mine.id}/preuves"
    assert client.get(f"{root}/situations/{other.id}").status_code == 404
    assert client.get(f"{root}/{other.preuves[0].id}/retirer").status_code == 404


def test_the_thread_of_a_situation_has_its_place(app, session, login):
    """The link shows as soon as the portal has comments."""
    dossier, urls = make(session)
    text = words(login(dossier.candidat).get(urls(READ)[2]))
    has_comments = "accompagnement.commentaires" in app.view_functions
    assert ("Lire et écrire sur cette situation" in text) is has_comments
