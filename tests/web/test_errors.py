import pytest
from bs4 import BeautifulSoup
from flask import abort
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError

from portal.droit.refus import Refus
from portal.droit.workflow import Acte
from portal.web.access import open_to_all
from portal.web.errors import TEXTES

HTMX = {"HX-Request": "true"}
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def site(site):
    site.config["PROPAGATE_EXCEPTIONS"] = False

    def add(path, raised):
        def view(**_values):
            raise raised

        site.add_url_rule(path, path, open_to_all(view), methods=["GET", "POST"])

    add("/refus", Refus("Le dossier est déjà déposé."))
    add("/panne", OperationalError("SELECT 1", {}, Exception("down")))
    add("/bogue", ZeroDivisionError("secret detail"))
    add("/jeton", CSRFError())
    site.add_url_rule(
        "/code/<int:code>",
        "code",
        open_to_all(lambda code: abort(code)),
        methods=["GET", "POST"],
    )
    site.add_url_rule("/acte/<acte:acte>", "acte", open_to_all(lambda acte: str(acte)))
    site.add_url_rule("/lire", "lire", open_to_all(lambda: ""), methods=["GET"])
    return site


def soup(response):
    return BeautifulSoup(response.text, "html.parser")


@pytest.mark.parametrize("code", TEXTES)
def test_each_error_says_what_happened_and_what_to_do(visit, code):
    response = visit().get(f"/code/{code}")
    html = soup(response)
    assert response.status_code == code
    assert html.h1.string == TEXTES[code].titre
    assert TEXTES[code].suite in html.main.text


@pytest.mark.parametrize(("code", "like"), [(410, 400), (418, 400), (501, 500)])
def test_an_error_without_its_own_words_borrows_some(visit, code, like):
    response = visit().get(f"/code/{code}")
    assert response.status_code == code
    assert TEXTES[like].titre in response.text


def test_a_refusal_is_said_in_its_own_words(visit):
    response = visit().post("/refus")
    assert response.status_code == 409
    assert "Le dossier est déjà déposé." in response.text


def test_a_refusal_over_htmx_goes_beside_the_form_not_in_its_place(visit):
    response = visit().post("/refus", headers=HTMX)
    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#messages"
    assert soup(response).find(recursive=False)["id"] == "erreur"


def test_a_database_that_is_down_is_a_pause_not_a_bug(visit):
    """ASVS 16.5.1."""
    response = visit().get("/panne")
    assert response.status_code == 503
    assert response.headers["Retry-After"]


def test_a_bug_shows_nothing_of_itself(visit):
    """ASVS 16.5.1."""
    response = visit().get("/bogue")
    assert response.status_code == 500
    assert "secret detail" not in response.text
    assert "ZeroDivisionError" not in response.text


def test_a_wrong_method_names_the_right_ones(visit):
    response = visit().post("/lire")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_an_unknown_act_is_an_unknown_page(visit):
    assert visit().get("/acte/voler").status_code == 404
    assert visit().get(f"/acte/{Acte.DEPOSER}").text == Acte.DEPOSER


TYPED = {"recit": "J’ai animé <b>six</b> réunions.", "mot_de_passe_code": "a b c"}


@pytest.mark.parametrize("path", ["/jeton", "/refus", "/panne", "/code/429"])
def test_what_was_typed_is_given_back_but_never_a_secret(visit, path):
    response = visit().post(path, data=TYPED, headers=OURS)
    assert soup(response).select_one(".vae-saisie").text == TYPED["recit"]
    assert "a b c" not in response.text


def test_another_site_cannot_make_us_show_its_words(visit):
    strangers = {"Sec-Fetch-Site": "cross-site"}
    for headers in ({}, strangers):
        response = visit().post("/jeton", data=TYPED, headers=headers)
        assert not soup(response).select(".vae-saisie")
