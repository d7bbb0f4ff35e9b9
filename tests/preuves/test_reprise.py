"""Preuves taken up again: replaced, kept with words, or removed after a deposit."""

from datetime import timedelta

import pytest
from sqlmodel import select

from portal import clock
from portal.dossiers.models import Fichier, Preuve
from portal.droit.workflow import Etat, Fait
from tests.factories import (
    make_dossier,
    make_identite,
    make_preuve,
    make_situation,
    save,
)
from tests.preuves.outils import HTMX, codes, faits, file, soup_of, stored, words


@pytest.fixture
def situation(session, dossier):
    return make_situation(session, dossier, ["C1", "C2"])


def preuves(session, dossier):
    return stored(session, dossier).preuves()


def test_a_file_is_replaced_and_the_draft_s_is_erased(
    session, dossier, client, url, situation
):
    client.post(
        f"{url}/situations/{situation.id}/joindre",
        data={"codes": ["C1", "C2"], "fichier": file("v1.pdf")},
    )
    [old] = preuves(session, dossier)
    sent = client.post(f"{url}/{old.id}/remplacer", data={"fichier": file("v2.pdf")})
    assert sent.status_code == 303
    [new] = preuves(session, dossier)
    assert (new.titre, codes(new)) == ("v2", ["C1", "C2"])
    assert session.get(Fichier, old.fichier_id, populate_existing=True).efface_at
    assert session.exec(select(Preuve)).all() == [new]
    assert faits(session)[-2:] == [Fait.PREUVE_RETIREE, Fait.PREUVE_JOINTE]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_wrong_replacement_keeps_the_preuve(
    session, dossier, client, url, situation, headers
):
    preuve = make_preuve(session, situation, ["C1"])
    page = f"{url}/{preuve.id}/remplacer"
    for data, sentence in (
        ({}, "Choisissez un fichier."),
        ({"fichier": file("x.pdf", b"rien")}, "Ce fichier n’est ni"),
    ):
        answer = client.post(
            page, data=data, headers=headers, content_type="multipart/form-data"
        )
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert [p.id for p in preuves(session, dossier)] == [preuve.id]


@pytest.fixture
def asked(session, candidat):
    """The UIMM asked to replace one deposited preuve."""
    dossier = make_dossier(session, candidat, etat=Etat.PREUVES_A_COMPLETER)
    make_identite(session, dossier)
    before = dossier.evenements[0].at
    situation = make_situation(session, dossier, ["C1"], created_at=before)
    return make_preuve(
        session, situation, ["C1"], a_remplacer="La page 2 est noire.", titre="Plan"
    )


def test_what_the_uimm_asked_is_replaced_and_the_deposited_file_kept(
    session, candidat, client, asked
):
    url = f"/dossiers/{asked.dossier_id}/preuves"
    assert "Remplacer « Plan »" in words(client.get(url))
    assert "La page 2 est noire." in words(client.get(f"{url}/{asked.id}/remplacer"))
    client.post(f"{url}/{asked.id}/remplacer", data={"fichier": file("net.pdf")})
    session.expire_all()
    old = session.get(Preuve, asked.id)
    assert old.retiree_at
    assert session.get(Fichier, old.fichier_id).efface_at is None
    assert "Remplacer « Plan »" not in words(client.get(url))


def test_what_the_uimm_asked_may_be_kept_with_words(session, client, asked):
    url = f"/dossiers/{asked.dossier_id}/preuves"
    page = f"{url}/{asked.id}/remplacer"
    assert client.post(page, data={"reponse": " "}).status_code == 422
    too_long = client.post(page, data={"reponse": "x" * 2001})
    assert "2000 caractères au plus" in words(too_long)
    assert client.post(page, data={"reponse": "Seul exemplaire."}).status_code == 303
    session.expire_all()
    assert session.get(Preuve, asked.id).reponse == "Seul exemplaire."
    text = words(client.get(f"{url}/situations/{asked.situation_id}"))
    assert "Vous la gardez : Seul exemplaire." in text


def test_words_answer_only_what_the_uimm_asked(session, client, url, situation):
    preuve = make_preuve(session, situation, ["C1"])
    page = f"{url}/{preuve.id}/remplacer"
    assert client.post(page, data={"reponse": "Non."}).status_code == 422


def test_a_deposited_text_is_replaced_not_rewritten(session, client, asked):
    asked.texte, asked.fichier_id = "Avant.", None
    save(session, asked)
    page = f"/dossiers/{asked.dossier_id}/preuves/{asked.id}/modifier"
    [lue] = soup_of(client.get(page)).select("[name=lue]")
    sent = {"titre": "Plan", "texte": "Après.", "codes": "C1", "lue": lue["value"]}
    assert client.post(page, data=sent).status_code == 303
    session.expire_all()
    rows = session.exec(select(Preuve).order_by(Preuve.created_at)).all()
    assert [(p.texte, bool(p.retiree_at)) for p in rows] == [
        ("Avant.", True),
        ("Après.", False),
    ]


def test_a_situation_already_deposited_is_not_deleted(session, client, asked):
    page = f"/dossiers/{asked.dossier_id}/preuves/situations/{asked.situation_id}"
    for answer in (client.get(f"{page}/supprimer"), client.post(f"{page}/supprimer")):
        assert answer.status_code == 409
        assert "ont déjà été déposées" in words(answer)


def test_what_was_added_since_the_deposit_is_a_draft_again(session, client, asked):
    later = clock.now() + timedelta(hours=1)
    new = make_preuve(session, asked.situation, ["C1"], created_at=later)
    url = f"/dossiers/{asked.dossier_id}/preuves"
    assert "en garde la trace" in words(client.get(f"{url}/{asked.id}/retirer"))
    assert "la récupérer" in words(client.get(f"{url}/{new.id}/retirer"))


@pytest.mark.une_base
def test_preuves_are_put_in_order(session, dossier, client, url):
    situation = make_situation(session, dossier, ["C1"])
    make_preuve(session, situation, ["C1"], titre="a", texte="Lu.")
    b = make_preuve(session, situation, ["C1"], titre="b", texte="Lu.")
    sent = client.post(f"{url}/{b.id}/deplacer", data={"place": 0})
    assert sent.location == f"{url}/situations/{situation.id}"
    assert [p.titre for p in stored(session, dossier).preuves()] == ["b", "a"]
