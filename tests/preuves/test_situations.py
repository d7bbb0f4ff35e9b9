"""Situations professionnelles: told, linked, corrected, removed; nothing is lost."""

import pytest
from sqlmodel import select

from portal.dossiers.models import Fichier
from portal.droit.workflow import Fait
from tests.factories import make_preuve, make_situation, save
from tests.preuves.outils import RECIT, cover, faits, soup_of, stored, words


def test_a_situation_is_told_then_linked(session, dossier, client, url):
    """R30: title, context, role, what was done, result, dates."""
    sent = client.post(f"{url}/situations/nouvelle?capacite=C2", data=RECIT)
    [situation] = stored(session, dossier).situations
    here = f"{url}/situations/{situation.id}"
    assert (sent.status_code, sent.location) == (303, f"{here}/capacites")
    assert [lien.code for lien in situation.liens] == ["C2"]

    client.post(f"{here}/capacites", data={"codes": ["C2", "C4.1"], "version": 1})
    text = words(client.get(here))
    for shown in (
        "Situation 1 sur 1 Réglage de la ligne Mars 2024 à novembre 2024",
        "Une ligne de six machines.",
        "J’ai revu chaque réglage.",
        "Un tiers de rebuts en moins.",
        "C2 Savoir faire C2 Sans preuve",
        "C4 Savoir faire C4 Sans preuve",
    ):
        assert shown in text


def test_a_criterion_brings_its_capacite(session, dossier, client, url):
    """R32: situations are linked to capacités and to their criteria."""
    situation = make_situation(session, dossier)
    page = f"{url}/situations/{situation.id}/capacites"
    client.post(page, data={"codes": ["C3.2"], "version": 1})
    [now] = stored(session, dossier).situations
    assert {lien.code for lien in now.liens} == {"C3", "C3.2"}
    soup = soup_of(client.get(page))
    ticked = [box["value"] for box in soup.select("input[checked]")]
    assert ticked == ["C3", "C3.2"]
    assert soup.select("details[open]")


@pytest.mark.parametrize("code", ["C9", "C1.9", "'", "\x00"])
def test_an_unknown_capacite_is_refused(session, dossier, client, url, code):
    situation = make_situation(session, dossier)
    page = f"{url}/situations/{situation.id}/capacites"
    assert client.post(page, data={"codes": [code], "version": 1}).status_code == 409


def test_a_capacite_not_aimed_at_is_neither_shown_nor_taken(
    session, dossier, client, url
):
    """R20."""
    dossier.blocs_vises = [1]
    save(session, dossier)
    situation = make_situation(session, dossier)
    page = f"{url}/situations/{situation.id}/capacites"
    assert "C3" not in words(client.get(page))
    assert client.post(page, data={"codes": ["C3"], "version": 1}).status_code == 409


def test_a_capacite_given_up_leaves_the_preuves_too(session, dossier, client, url):
    situation = make_situation(session, dossier, ["C1", "C2"])
    make_preuve(session, situation, ["C1", "C2"])
    page = f"{url}/situations/{situation.id}/capacites"
    client.post(page, data={"codes": ["C2"], "version": 1})
    [preuve] = stored(session, dossier).preuves()
    assert [lien.code for lien in preuve.capacites] == ["C2"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("titre", " ", "Donnez un titre"),
        ("titre", "x" * 151, "150 caractères au plus"),
        ("actions", "", "Dites ce que vous avez fait"),
        ("contexte", "x" * 6001, "6000 caractères au plus"),
        ("debut_le-mois", "13", "Ce mois n’existe pas"),
        ("debut_le-annee", "2999", "dans l’avenir"),
        ("fin_le-annee", "2023", "La fin ne peut pas précéder le début"),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_is_lost(
    client, url, field, value, sentence
):
    answer = client.post(f"{url}/situations/nouvelle", data=RECIT | {field: value})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "J’ai revu chaque réglage." in answer.text or field == "actions"
    assert "Un tiers de rebuts en moins." in answer.text


def test_odd_characters_are_stored_without_harm(session, dossier, client, url):
    odd = RECIT | {"titre": "a\x00b\u202ec", "actions": "<script>\r\n\x00😀"}
    assert client.post(f"{url}/situations/nouvelle", data=odd).status_code == 303
    [situation] = stored(session, dossier).situations
    assert situation.actions == "<script>\n😀"
    page = client.get(f"{url}/situations/{situation.id}")
    assert "&lt;script&gt;" in page.text


def test_dates_and_texts_are_optional(session, dossier, client, url):
    short = {"titre": "Ligne", "actions": "J’ai réglé."}
    client.post(f"{url}/situations/nouvelle", data=short)
    [situation] = stored(session, dossier).situations
    assert client.get(f"{url}/situations/{situation.id}").status_code == 200


@pytest.mark.parametrize("version", ["1", "", "x", "99999999999999999999"])
def test_two_tabs_never_erase_each_other(session, dossier, client, url, version):
    situation = make_situation(session, dossier)
    page = f"{url}/situations/{situation.id}/modifier"
    first = {"titre": "Un", "actions": "La première fenêtre.", "version": "1"}
    assert client.post(page, data=first).status_code == 303

    late = {"titre": "Un", "actions": "La seconde fenêtre.", "version": version}
    answer = client.post(page, data=late)
    assert answer.status_code == 409
    assert "La seconde fenêtre." in answer.text
    assert "La première fenêtre." in answer.text
    assert stored(session, dossier).situations[0].actions == "La première fenêtre."

    [shown] = soup_of(answer).select("form [name=version]")
    client.post(page, data=late | {"version": shown["value"]})
    assert stored(session, dossier).situations[0].actions == "La seconde fenêtre."


def test_two_tabs_ticking_capacites_are_told(session, dossier, client, url):
    situation = make_situation(session, dossier)
    page = f"{url}/situations/{situation.id}/capacites"
    client.post(page, data={"codes": ["C1"], "version": 1})
    answer = client.post(page, data={"codes": ["C2"], "version": 1})
    assert answer.status_code == 409
    assert "Ce qui est enregistré : C1" in words(answer)
    ticked = [box["value"] for box in soup_of(answer).select("input[checked]")]
    assert ticked == ["C2"]


def test_a_situation_is_deleted_with_its_preuves_after_a_page_that_asks(
    session, dossier, client, url
):
    situation = make_situation(session, dossier, ["C1"])
    make_preuve(session, situation, ["C1"])
    page = f"{url}/situations/{situation.id}/supprimer"
    assert "sa preuve seront effacés" in words(client.get(page))
    assert client.post(page).location == url
    assert stored(session, dossier).situations == []
    [fichier] = session.exec(select(Fichier)).all()
    assert fichier.efface_at
    assert faits(session) == [Fait.PREUVE_RETIREE]
    assert client.get(page).status_code == 404
    assert client.post(page).status_code == 404


def test_too_many_situations_are_refused_in_words(
    session, dossier, client, url, monkeypatch
):
    monkeypatch.setattr("portal.preuves.permissions.SITUATIONS_MAX", 1)
    cover(session, dossier)
    answer = client.get(f"{url}/situations/nouvelle")
    assert answer.status_code == 409
    assert "déjà 1 situations" in words(answer)


@pytest.mark.parametrize("preuves", [1, 30])
def test_queries_of_a_situation_do_not_grow(
    session, dossier, client, url, count_queries, preuves
):
    situation = make_situation(session, dossier, ["C1"])
    for _ in range(preuves):
        make_preuve(session, situation, ["C1"])
    here = f"{url}/situations/{situation.id}"
    for page in (here, f"{here}/joindre", f"{here}/modifier", f"{here}/capacites"):
        with count_queries() as statements:
            assert client.get(page).status_code == 200
        assert len(statements) == 8
