"""Threads anchored to what they are about, between two people only."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from portal.accompagnement import queries, services
from portal.accompagnement.permissions import COMMENTAIRES_MAX
from portal.dossiers.models import Ancre, Commentaire
from portal.droit.refus import Refus
from portal.droit.workflow import CLOS, Etat, Role
from tests.accompagnement.outils import (
    HTMX,
    answer,
    comments,
    hour,
    open_thread,
)
from tests.comptes.outils import words
from tests.factories import (
    make_accompagnement,
    make_compte,
    make_dossier,
    make_preuve,
    make_situation,
    save,
)


@pytest.fixture
def client(login, candidat):
    return login(candidat)


@pytest.fixture
def url(dossier):
    return f"/dossiers/{dossier.id}/commentaires"


def test_a_thread_is_opened_on_each_anchor(session, client, url, situation):
    preuve = make_preuve(session, situation, titre="Planning")
    whole = ("dossier:", f"situation:{situation.id}", f"preuve:{preuve.id}")
    for sur in (*whole, "capacite:C5"):
        posted = client.post(url, data={"sur": sur, "texte": "Bonjour."})
        assert posted.status_code == 303

    assert [c.ancre for c in comments(session)] == list(Ancre)
    subjects = BeautifulSoup(client.get(url).text, "html.parser").select(".vae-ancre")
    assert [" ".join(each.text.split()) for each in subjects] == [
        "Sur l’ensemble du dossier",
        "Sur S1, Transfert de l’atelier",
        "Sur Planning, preuve de S1",
        "Sur C5, Savoir faire C5",
    ]


@pytest.mark.parametrize(
    "sur",
    ["", "dossier:x", "situation:x", "situation:", "preuve:x", "capacite:C9", "x", "é"],
)
def test_an_anchor_out_of_the_dossier_is_refused(session, client, url, sur):
    response = client.post(url, data={"sur": sur, "texte": "Bonjour."})
    assert response.status_code == 422
    assert not comments(session)


def test_an_anchor_of_another_dossier_is_refused(session, client, url):
    other = make_dossier(session, make_compte(session), Etat.RECEVABLE)
    theirs = make_situation(session, other)
    preuve = make_preuve(session, theirs)

    for sur in (f"situation:{theirs.id}", f"preuve:{preuve.id}"):
        ancre, cible = sur.split(":")
        assert client.post(url, data={"sur": sur, "texte": "x"}).status_code == 422
        target = f"{url}/fil?ancre={ancre}&cible={cible}"
        assert client.get(target).status_code == 404
        assert client.post(target, data={"texte": "x"}).status_code == 409
    assert not comments(session)


def test_only_the_capacites_aimed_at_are_commented(session, login):
    """R20."""
    dossier = make_dossier(session, etat=Etat.RECEVABLE, blocs_vises=[2])
    page = login(dossier.candidat).get(f"/dossiers/{dossier.id}/commentaires")
    values = [o["value"] for o in BeautifulSoup(page.text, "html.parser")("option")]
    assert values == ["dossier:", "capacite:C3", "capacite:C4"]


def test_the_two_answer_each_other(
    session, login, client, url, dossier, accompagnateur, situation
):
    thread = open_thread(
        session, dossier, accompagnateur, Ancre.SITUATION, str(situation.id)
    )
    posted = client.post(f"{url}/{thread.id}", data={"texte": "Le taux de rebut."})
    assert posted.location == f"{url}#fil-situation-{situation.id}"

    first, second = comments(session)
    assert (second.fil_id, second.ancre, second.cible) == (
        first.id,
        Ancre.SITUATION,
        str(situation.id),
    )
    assert "Camille Dupré" in words(client.get(url))
    assert dossier.nom_candidat in words(login(accompagnateur).get(url))


@pytest.mark.parametrize("texte", ["", "   \r\n ", "\u200b", "x" * 4001])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_empty_or_endless_text_is_asked_again(
    session, client, url, dossier, candidat, texte, headers
):
    thread = open_thread(session, dossier, candidat)
    for target, data in (
        (url, {"sur": "dossier:"}),
        (f"{url}/{thread.id}", {}),
        (f"{url}/fil?ancre=dossier", {}),
    ):
        refused = client.post(target, data=data | {"texte": texte}, headers=headers)
        assert refused.status_code == 422
        assert "Il y a un problème" in refused.text
    assert len(comments(session)) == 1


def test_a_refused_answer_stays_in_its_field(client, session, url, dossier, candidat):
    thread = open_thread(session, dossier, candidat)
    text = "y" * 4001
    refused = client.post(f"{url}/{thread.id}", data={"texte": text})
    field = BeautifulSoup(refused.text, "html.parser").select_one(f"#texte-{thread.id}")
    assert field.text.strip() == text
    assert field["aria-invalid"] == "true"


@pytest.mark.parametrize(
    "texte",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 1337 * 1337 }}",
        "</textarea><b>gras</b>",
        "NUL\x00, cloche\x07, suite",
        "é" * 4000,
        "Bonjour\r\n\r\nAu revoir",
    ],
)
def test_a_text_stays_a_text(session, client, url, texte):
    """ASVS 17, 23, 27."""
    posted = client.post(url, data={"sur": "dossier:", "texte": texte})
    assert posted.status_code == 303

    soup = BeautifulSoup(client.get(url).text, "html.parser")
    [shown] = soup.select(".vae-fil .vae-texte")
    expected = texte.replace("\r\n", "\n").replace("\x00", "").replace("\x07", "")
    assert shown.text == expected
    assert not shown.find_all()


@pytest.mark.parametrize("etat", list(Etat))
def test_one_comments_while_the_dossier_is_open(session, login, etat):
    dossier = make_dossier(session, etat=etat)
    client = login(dossier.candidat)
    url = f"/dossiers/{dossier.id}/commentaires"

    posted = client.post(url, data={"sur": "dossier:", "texte": "Bonjour."})

    assert posted.status_code == (409 if etat in CLOS else 303)
    shown = client.get(url)
    assert shown.status_code == 200
    assert ("<textarea" in shown.text) == (etat not in CLOS)


def test_a_closed_dossier_keeps_its_conversation(session, client, url, dossier):
    thread = open_thread(session, dossier, dossier.candidat, texte="Merci encore.")
    dossier.etat = Etat.CADUC
    save(session, dossier)

    assert "Merci encore." in client.get(url).text
    for act in ("", "/resoudre", "/rouvrir"):
        refused = client.post(f"{url}/{thread.id}{act}", data={"texte": "Encore."})
        assert refused.status_code == 409


def test_a_thread_is_resolved_and_opened_again(session, client, url, dossier):
    thread = open_thread(session, dossier, dossier.candidat)

    assert client.post(f"{url}/{thread.id}/resoudre").status_code == 303
    assert comments(session)[0].resolu_at
    assert "Résolu" in words(client.get(url))

    assert client.post(f"{url}/{thread.id}/rouvrir").status_code == 303
    assert comments(session)[0].resolu_at is None


def test_an_answer_opens_a_resolved_thread_again(session, dossier, candidat, write):
    """What was typed meanwhile in another tab is not lost."""
    thread = open_thread(session, dossier, candidat)
    with write():
        services.resoudre(session, dossier, thread, by=candidat, at=hour(1))
    answer(session, dossier, thread, candidat, at=hour(2))
    assert comments(session)[0].resolu_at is None


def test_an_answer_is_not_a_thread(session, client, url, dossier, candidat):
    thread = open_thread(session, dossier, candidat)
    reply = answer(session, dossier, thread, candidat)
    for act in ("", "/resoudre", "/rouvrir"):
        for id_ in (reply.id, uuid4()):
            path = f"{url}/{id_}{act}"
            assert client.post(path, data={"texte": "x"}).status_code == 404


def test_what_was_removed_keeps_its_comments(
    session, client, url, dossier, candidat, situation
):
    preuve = make_preuve(session, situation)
    open_thread(session, dossier, candidat, Ancre.PREUVE, str(preuve.id))
    open_thread(session, dossier, candidat, Ancre.SITUATION, str(situation.id))
    session.delete(preuve)
    session.commit()
    session.delete(situation)
    session.commit()

    shown = words(client.get(url))
    assert "Sur une preuve retirée" in shown
    assert "Sur une situation supprimée" in shown
    with pytest.raises(Refus, match="a été retiré"):
        open_thread(session, dossier, candidat, Ancre.PREUVE, str(preuve.id))


def test_a_conversation_has_an_end(session, client, url, dossier, candidat):
    session.add_all(
        Commentaire(
            dossier_id=dossier.id,
            ancre=Ancre.DOSSIER,
            auteur_id=candidat.id,
            texte="x",
            created_at=hour(0),
        )
        for _ in range(COMMENTAIRES_MAX)
    )
    session.commit()
    refused = client.post(f"{url}/fil?ancre=dossier", data={"texte": "Un de plus."})
    assert refused.status_code == 409


def test_queries_do_not_grow(session, client, url, dossier, candidat, count_queries):
    counts = []
    for _ in range(2):
        with count_queries() as statements:
            assert client.get(url).status_code == 200
        counts.append(len(statements))
        for n in range(30):
            situation = make_situation(session, dossier)
            make_preuve(session, situation, ("C1",))
            open_thread(
                session,
                dossier,
                make_third_party(session, dossier),
                Ancre.SITUATION,
                str(situation.id),
                at=hour(n),
            )
    assert counts[0] == counts[1] <= 8


def make_third_party(session, dossier):
    compte = make_compte(session, Role.ACCOMPAGNATEUR)
    make_accompagnement(session, dossier, compte)
    session.expire(dossier, ["accompagnements"])
    return compte


def test_the_service_refuses_who_does_not_share(session, dossier):
    """Section 0 rule 9."""
    stranger = make_compte(session, Role.INSTRUCTEUR, uimm_slug=dossier.uimm_slug)
    with pytest.raises(Refus, match="retiré"):
        open_thread(session, dossier, stranger)
    assert queries.dossier_partage(session, stranger, dossier.id) is None
