from datetime import date

import pytest
from bs4 import BeautifulSoup

from portal import clock
from portal.catalogue import services
from portal.catalogue.fichiers import read_folder
from portal.catalogue.models import Certification
from portal.catalogue.territoires import DEMONSTRATION, read_uimms
from portal.droit.ouverture import StatutCertification

CPI = "/certifications/charge-de-projets-industriels"
CMN = "/certifications/concepteur-modelisateur-numerique"
QSE = "/certifications/coordonnateur-systeme-qse"
SUITES = ["", "/referentiel", "/vae"]


@pytest.fixture
def catalogue(session):
    services.load_catalogue(session, read_folder())
    session.commit()
    return session


def text(response):
    assert response.status_code == 200
    soup = BeautifulSoup(response.text, "html.parser")
    return " ".join(soup.main.get_text(" ").split())


def test_an_empty_catalogue_says_so(client):
    assert "Aucune certification n’est publiée" in text(client.get("/certifications"))


def test_the_list_tells_open_from_closed(client, catalogue):
    """Section 0 rule 4: only the first certification has a known open registration."""
    words = text(client.get("/certifications"))
    opened, closed = words.split("Fermées aux nouvelles demandes", 1)
    assert "Ouverte à la VAE jusqu’au 25 juin 2030" in opened
    assert "La date de fin de RNCP38620 n’est pas connue" in closed
    assert "La date de fin de RNCP41136 n’est pas connue" in closed


def test_an_open_certification_shows_all_of_it(client, catalogue):
    words = text(client.get(CPI))
    for expected in (
        "Ouverte à la VAE jusqu’au 25 juin 2030",
        "RNCP40906",
        "Bloc 2 : Le suivi d’un projet",
        "Animer des réunions de travail liées à un projet",
        "2 exemples au moins",
        "Lire les conditions et les critères du bloc 2",
        "Sur au moins deux exemples relatifs à des étapes différentes",
        "C7.4",
        "Compte-rendu et capitalisation de l’expérience.",
        "Responsable de projet industriel",
        "RNCP19452 : du 9 août 2014 au 9 août 2019",
        "RNCP36308 : date de fin inconnue",
    ):
        assert expected in words, expected


@pytest.mark.parametrize("url", [CMN, QSE])
def test_a_closed_certification_says_why_and_offers_no_request(client, catalogue, url):
    """R10, R11, section 0 rule 4."""
    words = text(client.get(url))
    assert "les inscriptions restent fermées" in words
    assert "Faire ma demande" not in words
    assert "Commencer une demande" not in words


def test_a_certification_put_to_sleep_is_closed(client, catalogue):
    """R12."""
    row = catalogue.get(Certification, CPI.rpartition("/")[2])
    row.statut, row.statut_le = StatutCertification.EN_VEILLE, date(2026, 3, 1)
    catalogue.commit()
    assert "est en veille depuis le 1er mars 2026" in text(client.get(CPI))


def test_a_demonstration_is_marked(client, catalogue):
    """Section 0 rule 4."""
    services.open_demonstration(catalogue, on=clock.today())
    catalogue.commit()
    words = text(client.get(QSE))
    assert "Ceci est une démonstration" in words
    assert "Ceci est une démonstration" not in text(client.get(CPI))


def test_the_referentiel_has_every_criterion_and_no_company_opinion(client, catalogue):
    """R35."""
    response = client.get(f"{CPI}/referentiel")
    words = text(response)
    assert sum(f"C{i}.{j} " in words for i in range(1, 8) for j in range(1, 9)) == 32
    assert "Avis de l’entreprise" not in words
    assert "L’avis de l’entreprise n’est jamais demandé en VAE" in words


def test_the_orientation_page_gives_the_delays_in_force(client, catalogue):
    words = text(client.get(f"{CPI}/vae"))
    assert "3 mois au plus à partir de votre demande complète" in words
    assert "12 mois au plus à partir de l’avis favorable" in words
    assert "Aucune durée minimale" in words


@pytest.mark.parametrize("suite", SUITES)
def test_an_unknown_certification_is_an_unknown_page(client, catalogue, suite):
    assert client.get(f"/certifications/inconnue{suite}").status_code == 404


@pytest.mark.parametrize(
    "url", ["/certifications", *(CPI + s for s in SUITES), "/uimm"]
)
def test_pages_cost_few_statements(client, catalogue, count_queries, url):
    with count_queries() as statements:
        client.get(url)
    assert 1 <= len(statements) <= 3


def test_the_territories_are_listed_with_their_departements(client, session):
    """R2."""
    assert "Aucune UIMM territoriale" in text(client.get("/uimm"))
    services.load_uimms(session, read_uimms(DEMONSTRATION))
    session.commit()
    assert "UIMM Lyon (démonstration) Départements : 01, 69" in text(
        client.get("/uimm")
    )
