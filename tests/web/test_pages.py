import pytest
from bs4 import BeautifulSoup
from flask import flash
from jinja2 import ChoiceLoader, DictLoader

from portal.droit.workflow import Role
from portal.web.access import open_to_all
from portal.web.pages import Entree, page, static_url

PAGES = {
    "essai.html": '{% extends "base.html" %}{% block titre %}Essai{% endblock %}'
    '{% block contenu %}<h1>Essai</h1>{% include "_essai.html" %}{% endblock %}',
    "_essai.html": '<p id="essai">Bonjour</p>',
}


@pytest.fixture
def site(site):
    site.jinja_loader = ChoiceLoader([DictLoader(PAGES), site.jinja_loader])
    view = open_to_all(lambda: page("essai.html", fragment="_essai.html"))
    site.add_url_rule("/essai", "essai", view)
    return site


def soup(response):
    return BeautifulSoup(response.text, "html.parser")


@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        ({}, True),
        ({"HX-Request": "true"}, False),
        ({"HX-Request": "true", "HX-Boosted": "true"}, True),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, True),
    ],
)
def test_only_a_plain_htmx_request_gets_the_fragment(visit, headers, whole):
    response = visit().get("/essai", headers=headers)
    assert ("<html" in response.text) is whole
    assert "HX-Request" in response.vary


def test_what_a_signed_in_person_reads_is_kept_nowhere(visit):
    assert visit(Role.CANDIDAT).get("/essai").cache_control.no_store
    assert not visit().get("/essai").cache_control.no_store


def test_a_page_has_one_title_a_way_to_its_content_and_french(visit):
    html = soup(visit().get("/essai"))
    assert html.title.string == "Essai – Passerelle VAE"
    assert html.html["lang"] == "fr"
    assert html.select_one(".govuk-skip-link")["href"] == "#" + html.main["id"]


def test_nothing_comes_from_elsewhere(visit):
    html = soup(visit().get("/essai"))
    addresses = [t.get("src") or t.get("href") for t in html.select("script, link")]
    assert all(address.startswith("/static/") for address in addresses)
    for address in addresses:
        assert visit().get(address, buffered=True).status_code == 200


def test_no_navigation_without_a_menu(visit):
    assert not soup(visit().get("/essai")).select("nav")


def test_the_menu_says_where_one_is_and_signs_out_by_a_form(site, visit):
    menu = [
        Entree("Mon dossier", "/essai", courant=True, compte=2),
        Entree("Se déconnecter", "/sortie", a_droite=True, post=True),
    ]
    site.jinja_env.globals["menu"] = lambda: menu
    html = soup(visit().get("/essai"))

    assert "Mon dossier 2 non lus" in html.select_one("[aria-current=page]").text
    assert html.select_one("nav form[method=post]")["action"] == "/sortie"
    assert html.select_one("nav form [name=csrf_token]")["value"]


@pytest.mark.parametrize(
    ("category", "genre"),
    [("succes", "ok"), ("error", "refus"), ("info", "info"), ("message", "info")],
)
def test_a_flash_is_said_in_the_status_region(site, visit, category, genre):
    def view():
        flash("C’est fait.", category)
        return page("essai.html")

    site.add_url_rule("/eclair", "eclair", open_to_all(view))
    notice = soup(visit().get("/eclair")).select_one("#messages[role=status] .vae-avis")
    assert f"vae-avis--{genre}" in notice["class"]


def test_a_versioned_file_is_kept_a_year_the_others_a_week(site, visit):
    with site.test_request_context():
        versioned = static_url("css/portail.css")
    kept = visit(Role.CANDIDAT).get(versioned, buffered=True).cache_control
    assert (kept.max_age, kept.immutable, kept.no_store) == (31_536_000, True, False)
    plain = visit().get("/static/img/treillis.svg", buffered=True)
    assert plain.cache_control.max_age == 604_800


def test_the_address_of_a_file_follows_its_content(site, tmp_path):
    site.static_folder = str(tmp_path)
    with site.test_request_context():
        (tmp_path / "a.css").write_text("a{}")
        (tmp_path / "b.css").write_text("b{}")
        first, second = static_url("a.css"), static_url("b.css")
    assert first.split("v=")[1] != second.split("v=")[1]
