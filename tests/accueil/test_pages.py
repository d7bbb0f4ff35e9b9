import pytest

from portal.droit.registre import CATEGORIES

PAGES = {
    "/": "Votre expérience peut devenir une certification",
    "/aide": "Aide",
    "/accessibilite": "n’a pas encore été audité",
    "/mentions-legales": "Mentions légales",
    "/donnees-personnelles": "effacé dès que l’avis",
}


@pytest.mark.une_base
def test_the_privacy_page_shows_each_line_of_the_register(client):
    page = client.get("/donnees-personnelles").text
    for line in CATEGORIES.values():
        assert line.titre in page
        assert line.quoi in page


@pytest.mark.parametrize(("url", "words"), PAGES.items())
def test_public_pages_need_no_account_and_no_database(
    client, count_queries, url, words
):
    with count_queries() as statements:
        response = client.get(url)
    assert response.status_code == 200
    assert words in response.text
    assert statements == []


def test_the_delays_come_from_the_reglement_in_force(client):
    """Section 0 rules 1 and 2."""
    home = client.get("/").text
    assert "3&nbsp;mois au plus" in home
    assert "12&nbsp;mois au plus" in home


@pytest.mark.parametrize("url", PAGES)
def test_no_page_says_that_it_is_free(client, url):
    assert "gratuit" not in client.get(url).text.lower()
