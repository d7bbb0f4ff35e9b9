"""The typed pages: what is wrong gets its sentence, and nothing is lost."""

import pytest
from bs4 import BeautifulSoup
from sqlmodel import select

from portal.dossiers.models import (
    Depot,
    Experience,
    Identite,
)
from tests.factories import (
    fill,
    make_compte,
    make_dossier,
)
from tests.recevabilite.outils import NOM, page, reload, words

EXPERIENCE = {
    "poste": "Conductrice de ligne",
    "debut_le-mois": "9",
    "debut_le-annee": "2018",
    "en_cours": "y",
    "contrat": "cdi",
    "heures_hebdo": "35",
    "employeur": "Ateliers du Rhône",
    "activite_principale": "Usinage",
    "description": "Réglage et conduite.",
}
SIGNATURE = {"atteste": "y", "nom": NOM}


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def client(login, candidat):
    return login(candidat)


def test_nothing_forbidden_is_asked(session, client, candidat):
    """Section 0 rule 10: no nationality, RQTH, social benefit, medical document."""
    dossier = fill(session, make_dossier(session, candidat))
    asked = words(client.get(page(dossier, "/identite"))).casefold()
    for word in ("nationalité", "rqth", "allocation", "médical", "durée minimale"):
        assert word not in asked
    assert "Aucun document médical n’est demandé" in words(
        client.get(page(dossier, "/amenagement"))
    )
    assert "Il n’y a pas de durée minimale" in words(
        client.get(page(dossier, "/activites"))
    )


def test_saving_keeps_what_is_valid_and_incomplete(session, client, candidat):
    """A draft may be saved with missing fields."""
    dossier = make_dossier(session, candidat)
    response = client.post(
        page(dossier, "/identite"), data={"prenoms": "Anne", "suite": "plus_tard"}
    )
    assert response.location == page(dossier)
    assert session.get(Identite, dossier.id).prenoms == "Anne"
    assert "En cours" in client.get(page(dossier)).text


@pytest.mark.parametrize(
    ("path", "data", "sentence"),
    [
        ("/identite", {"code_postal": "691", "pays": "France"}, "cinq chiffres"),
        ("/identite", {"naissance_departement": "99"}, "numéro d’un département"),
        ("/identite", {"telephone": "abc"}, "numéro de téléphone"),
        (
            "/identite",
            {
                "naissance_le-jour": "31",
                "naissance_le-mois": "2",
                "naissance_le-annee": "1980",
            },
            "Cette date n’existe pas",
        ),
        (
            "/identite",
            {
                "naissance_le-jour": "1",
                "naissance_le-mois": "1",
                "naissance_le-annee": "2199",
            },
            "Vérifiez l’année de naissance",
        ),
        ("/identite", {"nom_naissance": "x" * 101}, "100 caractères au plus"),
        ("/amenagement", {"demande": "x" * 2001}, "2000 caractères au plus"),
        ("/motivation", {"texte": "x" * 8001}, "8000 caractères au plus"),
        ("/activites/nouvelle", EXPERIENCE | {"poste": " "}, "Indiquez le poste"),
        ("/activites/nouvelle", EXPERIENCE | {"heures_hebdo": "61"}, "0,5 à 60"),
        ("/activites/nouvelle", EXPERIENCE | {"heures_hebdo": "x"}, "nombre d’heures"),
        ("/activites/nouvelle", EXPERIENCE | {"contrat": "roi"}, "Choix"),
        (
            "/activites/nouvelle",
            EXPERIENCE | {"debut_le-annee": "2199"},
            "ne peut pas être dans l’avenir",
        ),
        (
            "/activites/nouvelle",
            EXPERIENCE | {"en_cours": "", "fin_le-mois": "1", "fin_le-annee": "2017"},
            "La fin ne peut pas précéder le début",
        ),
        (
            "/activites/nouvelle",
            {k: v for k, v in EXPERIENCE.items() if k != "en_cours"},
            "Indiquez le mois et l’année de fin",
        ),
    ],
)
def test_a_wrong_answer_gets_its_sentence_and_loses_nothing(
    session, client, candidat, path, data, sentence
):
    dossier = make_dossier(session, candidat)
    typed = data | {"ville": "Saint-Étienne", "description": "Un texte long à garder."}
    response = client.post(page(dossier, path), data=typed)
    assert response.status_code == 422
    assert sentence in words(response)
    assert "<title>Erreur" in response.text
    kept = "Saint-Étienne" if path == "/identite" else "Un texte long à garder."
    if path in {"/identite", "/activites/nouvelle"}:
        assert kept in response.text
    assert not session.exec(select(Experience)).all()


@pytest.mark.parametrize("text", ["a\x00b", "<script>alert(1)</script>", "é" * 90])
def test_any_text_is_stored_and_shown_as_text(session, client, candidat, text):
    dossier = make_dossier(session, candidat)
    answer = client.post(page(dossier, "/identite"), data={"nom_naissance": text})
    assert answer.status_code == 303
    shown = client.get(page(dossier, "/identite"))
    assert "<script>alert" not in shown.text


def test_two_tabs_on_the_identity_lose_nothing(session, client, candidat):
    dossier = make_dossier(session, candidat)
    url = page(dossier, "/identite")
    client.post(url, data={"prenoms": "Première", "version": "0"})
    late = client.post(url, data={"prenoms": "Seconde", "version": "0"})

    assert late.status_code == 409
    assert "Seconde" in late.text
    assert "Première" in words(late)
    assert session.get(Identite, dossier.id).prenoms == "Première"
    # The page given back carries the version it showed: sent again, it is saved.
    [shown] = BeautifulSoup(late.text, "html.parser").select("[name=version]")
    client.post(url, data={"prenoms": "Seconde", "version": shown["value"]})
    reload(session)
    assert session.get(Identite, dossier.id).prenoms == "Seconde"


def test_two_tabs_on_an_experience_lose_nothing(session, client, candidat):
    dossier = make_dossier(session, candidat)
    client.post(page(dossier, "/activites/nouvelle"), data=EXPERIENCE)
    row = session.exec(select(Experience)).one()
    url = page(dossier, f"/activites/{row.id}")
    client.post(url, data=EXPERIENCE | {"poste": "Première", "version": "1"})
    late = client.post(url, data=EXPERIENCE | {"poste": "Seconde", "version": "1"})
    assert late.status_code == 409
    assert "Seconde" in late.text
    assert "Première" in words(late)


def test_an_accommodation_is_kept_apart_and_can_be_withdrawn(session, client, candidat):
    """R37."""
    dossier = make_dossier(session, candidat)
    url = page(dossier, "/amenagement")
    client.post(url, data={"demande": "Un tiers-temps."})
    assert "Un tiers-temps." in client.get(url).text
    client.post(url, data={"demande": ""})
    assert "Un tiers-temps." not in client.get(url).text


def test_the_accommodation_is_not_in_the_snapshot(session, login, candidat):
    """R37: what must be erased is not copied where nothing is erased."""
    dossier = fill(session, make_dossier(session, candidat))
    client = login(candidat)
    client.post(page(dossier, "/amenagement"), data={"demande": "Un tiers-temps."})
    client.post(page(dossier, "/verifier"), data=SIGNATURE)
    assert "tiers-temps" not in session.exec(select(Depot)).one().contenu
