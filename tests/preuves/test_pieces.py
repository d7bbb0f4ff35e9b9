"""Preuves: files and texts, for several capacités; added, replaced, removed."""

import pytest
from sqlmodel import select

from portal.dossiers.models import Fichier
from portal.droit.workflow import Fait
from tests.factories import (
    make_preuve,
    make_situation,
)
from tests.preuves.outils import HTMX, codes, faits, file, soup_of, stored, words


@pytest.fixture
def situation(session, dossier):
    return make_situation(session, dossier, ["C1", "C2"])


@pytest.fixture
def joindre(url, situation):
    return f"{url}/situations/{situation.id}/joindre"


def preuves(session, dossier):
    return stored(session, dossier).preuves()


def test_one_file_proves_several_capacites(session, dossier, client, joindre):
    """R30."""
    data = {"codes": ["C1", "C2"], "fichier": file("planning v4.pdf")}
    assert client.post(joindre, data=data).location == joindre
    [preuve] = preuves(session, dossier)
    assert (preuve.titre, codes(preuve)) == ("planning v4", ["C1", "C2"])
    assert (preuve.fichier.nom, preuve.fichier.pages) == ("planning v4.pdf", 1)
    assert faits(session) == [Fait.PREUVE_JOINTE]

    page = client.get(joindre)
    assert "1 preuve ajoutée." in words(page)
    assert "montre C1, C2 Prête" in words(page)
    file_url = f"/dossiers/{dossier.id}/fichiers/{preuve.fichier_id}"
    assert client.get(file_url).status_code == 200


def test_several_files_take_their_own_names(session, dossier, client, joindre):
    data = {"codes": "C1", "titre": "Ignoré", "fichier": [file("a.pdf"), file("b.pdf")]}
    client.post(joindre, data=data)
    assert [p.titre for p in preuves(session, dossier)] == ["a", "b"]


def test_the_journal_does_not_tell_the_uimm_what_a_draft_holds(
    session, dossier, client, joindre
):
    client.post(joindre, data={"codes": "C1", "fichier": file("secret.pdf")})
    session.refresh(dossier)
    assert "secret" not in str([e.donnees for e in dossier.evenements])


def test_a_swap_leaves_the_page_as_a_reload_would(session, dossier, client, joindre):
    data = {"codes": "C2", "fichier": file()}
    swapped = soup_of(client.post(joindre, data=data, headers=HTMX))
    [note] = swapped.select("[data-focus]")
    assert "1 preuve ajoutée" in note.text.replace("\u00a0", " ")
    note.decompose()
    assert not swapped.select("html")
    [fragment] = swapped.select("#joindre")
    [reloaded] = soup_of(client.get(joindre)).select("#joindre")
    assert fragment.get_text(" ").split() == reloaded.get_text(" ").split()
    assert len(fragment.select("input")) == len(reloaded.select("input"))


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"codes": "C1"}, "Choisissez au moins un fichier."),
        ({"fichier": True}, "Cochez au moins une capacité."),
        (
            {"codes": "C1", "titre": "x" * 151, "fichier": True},
            "150 caractères au plus",
        ),
        ({"codes": "C3", "fichier": True}, "La situation ne montre plus"),
        (
            {"codes": "C1", "fichier": file("a.exe", b"MZ")},
            "a.exe : Ce fichier n’est ni",
        ),
        (
            {"codes": "C1", "fichier": file("vide.pdf", b"")},
            "vide.pdf : Ce fichier est",
        ),
        ({"codes": "C1", "fichier": file("a.png")}, "est un PDF mais"),
    ],
)
def test_a_wrong_upload_is_said_and_nothing_is_lost(
    session, dossier, client, joindre, data, sentence, headers
):
    sent = {"titre": "Mon titre"} | data
    if isinstance(sent.get("fichier"), tuple):
        stream, nom = sent["fichier"]
        sent["fichier"] = file(nom, stream.getvalue())
    elif "fichier" in sent:
        sent["fichier"] = file()
    answer = client.post(
        joindre, data=sent, headers=headers, content_type="multipart/form-data"
    )
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert sent["titre"] in answer.text
    ticked = [box["value"] for box in soup_of(answer).select("input[checked]")]
    assert ticked == [c for c in [data.get("codes")] if c in {"C1", "C2"}]
    assert preuves(session, dossier) == []


def test_one_refused_file_does_not_lose_the_others(session, dossier, client, joindre):
    files = [file("bon.pdf"), file("faux.pdf", b"rien"), file("vide.pdf", b"")]
    answer = client.post(joindre, data={"codes": "C1", "fichier": files})
    assert answer.status_code == 422
    text = words(answer)
    assert "faux.pdf : Ce fichier" in text
    assert "vide.pdf : Ce fichier est vide" in text
    assert [p.titre for p in preuves(session, dossier)] == ["bon"]


def test_a_file_too_big_is_refused_in_words(
    session, dossier, client, joindre, settings, monkeypatch
):
    monkeypatch.setattr(settings, "max_file_size", 1024)
    data = {"codes": "C1", "fichier": file("gros.pdf", b"%PDF" + bytes(90_000))}
    answer = client.post(joindre, data=data)
    assert answer.status_code == 413
    assert "0 Mo" in words(answer)
    assert preuves(session, dossier) == []


def test_the_quota_of_the_dossier_is_kept(
    session, dossier, client, joindre, settings, monkeypatch
):
    monkeypatch.setattr(settings, "max_dossier_size", 100)
    answer = client.post(joindre, data={"codes": "C1", "fichier": file()})
    assert answer.status_code == 422
    assert "Votre dossier dépasserait" in words(answer)


def test_without_a_token_nothing_is_kept(session, dossier, client, joindre):
    data = {"codes": "C1", "fichier": file()}
    assert client.post(joindre, data=data, csrf=False).status_code == 400
    assert session.exec(select(Fichier)).all() == []


def test_a_situation_without_capacite_asks_for_them_first(
    session, dossier, client, url
):
    bare = make_situation(session, dossier)
    here = f"{url}/situations/{bare.id}"
    for page in ("joindre", "ecrire"):
        assert client.get(f"{here}/{page}").location == f"{here}/capacites"


def test_the_capacite_one_came_for_is_ticked(client, joindre):
    for page in (joindre, joindre.replace("joindre", "ecrire")):
        soup = soup_of(client.get(f"{page}?capacite=C2"))
        assert [box["value"] for box in soup.select("input[checked]")] == ["C2"]


def test_a_text_is_a_preuve_too(session, dossier, client, joindre):
    page = joindre.replace("joindre", "ecrire")
    data = {"titre": "Note", "texte": "Le lot 3\nest fini.", "codes": ["C1"]}
    assert client.post(page, data=data | {"texte": ""}).status_code == 422
    shown = client.post(page, data=data, follow_redirects=True)
    assert "Le lot 3" in shown.text
    [preuve] = preuves(session, dossier)
    assert (preuve.texte, preuve.fichier_id) == ("Le lot 3\nest fini.", None)


def test_two_tabs_correcting_a_text_are_told(session, dossier, client, url, situation):
    preuve = make_preuve(session, situation, ["C1"], texte="Avant.", titre="Note")
    page = f"{url}/{preuve.id}/modifier"
    [lue] = soup_of(client.get(page)).select("[name=lue]")
    sent = {"titre": "Note", "codes": ["C1", "C2"], "lue": lue["value"]}
    assert client.post(page, data=sent | {"texte": "Un."}).status_code == 303
    late = client.post(page, data=sent | {"texte": "Deux."})
    assert late.status_code == 409
    assert "Un." in late.text
    assert "Deux." in late.text
    [lue] = soup_of(late).select("[name=lue]")
    client.post(page, data=sent | {"texte": "Deux.", "lue": lue["value"]})
    [now] = preuves(session, dossier)
    assert (now.texte, codes(now)) == ("Deux.", ["C1", "C2"])


def test_a_preuve_is_removed_after_a_page_that_asks(
    session, dossier, client, url, situation
):
    preuve = make_preuve(session, situation, ["C1"])
    page = f"{url}/{preuve.id}/retirer"
    assert "Vous ne pourrez pas la récupérer" in words(client.get(page))
    assert client.post(page).status_code == 303
    assert preuves(session, dossier) == []
    assert session.get(Fichier, preuve.fichier_id, populate_existing=True).efface_at
    assert client.post(page).status_code == 404


def test_a_situation_deleted_in_another_tab_is_said(
    session, dossier, client, joindre, situation, monkeypatch
):
    """The file was on its way: the answer is a sentence, not an error."""
    from portal.preuves.services import commun

    monkeypatch.setattr(commun.DossierPreuves, "situation", _once(commun))
    answer = client.post(joindre, data={"codes": "C1", "fichier": file()})
    assert answer.status_code == 409
    assert "Cette situation a été supprimée." in words(answer)


def _once(commun):
    """The first reading finds it, the next ones do not."""
    found, calls = commun.DossierPreuves.situation, []

    def situation(self, id_):
        calls.append(id_)
        return found(self, id_) if len(calls) == 1 else None

    return situation
