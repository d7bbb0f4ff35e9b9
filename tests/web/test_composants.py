"""The shared pieces: a word with every colour, a date with every drawing."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from portal.dossiers.models import Fichier

C = '{% from "web/composants.html" import '
DU, AU = date(2026, 4, 2), date(2026, 7, 2)
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def shown(draw):
    return lambda source, **context: BeautifulSoup(
        draw(source, **context), "html.parser"
    )


@pytest.fixture
def clock(shown):
    def draw_clock(le, etat="cours", **more):
        return shown(
            C + 'delai %}{% call delai("Réponse", du, au, le, "Dépôt", "Limite",'
            " etat=etat, conseille=conseille, mot_conseille=mot) %}Au plus tard."
            "{% endcall %}",
            du=DU,
            au=AU,
            le=le,
            etat=etat,
            conseille=more.get("conseille"),
            mot="Conseillé",
        )

    return draw_clock


def bars(html):
    return {
        rect["class"][-1]: (rect["x"], rect["width"]) for rect in html.select("rect")
    }


def test_a_running_clock_shows_its_share_and_says_it_in_words(clock):
    html = clock(date(2026, 5, 2))
    assert bars(html)["vae-delai__ecoule--cours"] == ("0", "33.0%")
    assert html.svg["aria-hidden"] == "true"
    assert "30\u00a0jours passés" in html.dl.text
    assert "2\u00a0juillet\u00a02026" in html.dl.text


def test_an_overdue_clock_shows_what_is_past_its_limit(clock):
    drawn = bars(clock(date(2026, 8, 1), "depasse"))
    assert drawn["vae-delai__ecoule--depasse"] == ("0", "75.2%")
    assert drawn["vae-delai__retard"] == ("75.2%", "24.8%")


@pytest.mark.parametrize("etat", ["tenu", "suspendu"])
def test_a_stopped_clock_says_the_day_it_stopped(clock, etat):
    html = clock(date(2026, 6, 16), etat)
    assert f"vae-delai__ecoule--{etat}" in bars(html)
    assert "16\u00a0juin\u00a02026" in html.dl.text


def test_an_advised_date_is_drawn_apart_from_the_limit(clock):
    html = clock(date(2026, 5, 2), conseille=date(2026, 6, 2))
    assert bars(html)["vae-delai__marge"] == ("67.0%", "33.0%")
    assert "Conseillé" in html.dl.text


def test_a_clock_of_no_length_is_drawn(clock):
    assert bars(clock(DU))["vae-delai__ecoule--cours"] == ("0", "0.0%")


@pytest.mark.parametrize("genre", ["ok", "cours", "alerte", "refus", "vide", "non"])
def test_a_state_has_its_icon_and_its_word(shown, genre):
    html = shown(C + "statut %}{{ statut(genre, 'Mot') }}", genre=genre)
    assert html.svg["aria-hidden"] == "true"
    assert html.text.strip() == "Mot"


def test_the_cap_has_no_button_when_nothing_is_asked(shown):
    asked = shown(
        C + 'cap %}{{ cap("État", a_faire="déposez.", action=("Déposer", "/d")) }}'
    )
    idle = shown(C + 'cap %}{{ cap("État", "L’UIMM étudie votre demande.") }}')
    assert asked.select_one("a.govuk-button")["href"] == "/d"
    assert not idle.select("a, button")


def test_a_task_that_is_not_open_has_no_link(shown):
    items = [
        {
            "libelle": "CV",
            "genre": "refus",
            "mot": "À remplacer",
            "url": "/cv",
            "motif": "La page est coupée.",
        },
        {"libelle": "Déposer", "genre": "non", "mot": "Pas encore disponible"},
    ]
    html = shown(C + "taches %}{{ taches(items) }}", items=items)
    link = html.select_one("a")
    described = [html.find(id=id_).text for id_ in link["aria-describedby"].split()]
    assert [text.strip() for text in described] == [
        "À remplacer",
        "La page est coupée.",
    ]
    assert len(html.select("a")) == 1


def test_only_old_acts_are_folded(shown):
    def frise(done):
        items = [{"etat": "fait", "date": f"{n}", "titre": "Fait"} for n in range(done)]
        items += [{"etat": "jour", "date": "Aujourd’hui", "titre": "Vous écrivez"}]
        return shown(C + "frise %}{{ frise(items) }}", items=items)

    assert not frise(6).select("details")
    folded = frise(8)
    assert "3 étapes" in folded.summary.text
    assert len(folded.select("li")) == 9
    assert not folded.details.select("[aria-current]")


def test_an_action_is_a_form_with_its_token(shown):
    html = shown(C + 'action %}{{ action("Retirer", "/retirer", "cv.pdf") }}')
    assert (html.form["method"], html.form["action"]) == ("post", "/retirer")
    assert html.select_one("[name=csrf_token]")["value"]
    assert html.button.text == "Retirer cv.pdf"


@pytest.mark.parametrize(
    "source",
    [
        "avis %}{{ avis('info', evil, evil) }}",
        "cap %}{{ cap(evil, evil, evil, evil, (evil, '/'), 3, evil) }}",
        "cartouche %}{{ cartouche([{'cle': evil, 'valeur': evil}]) }}",
        "resume %}{{ resume([{'cle': evil, 'valeur': evil, 'url': '/'}]) }}",
        "fil %}{{ fil([{'auteur': evil, 'quand': evil, 'texte': evil}]) }}",
        "vide %}{{ vide(evil, evil) }}",
        "documents %}{{ documents([{'nom': evil, 'url': '/', 'format': evil,"
        " 'infos': evil}]) }}",
    ],
)
def test_no_piece_lets_markup_through(shown, source):
    """ASVS 1.2.1."""
    html = shown(C + source, evil=EVIL)
    assert not html.select("script")
    assert EVIL in html.text


def test_a_refused_file_says_why_and_what_may_be_done(shown):
    html = shown(
        '{% from "web/fichiers.html" import fichier %}{{ fichier("cv.pdf", "PDF",'
        ' "640 Ko", "refus", "À remplacer", message="Il est protégé.", actions=['
        '{"libelle": "Remplacer", "url": "/r"},'
        '{"libelle": "Retirer", "url": "/s", "post": true}]) }}'
    )
    assert "vae-fichier--refus" in html.li["class"]
    assert [a.text for a in html.select(".vae-action")] == [
        "Remplacer cv.pdf",
        "Retirer cv.pdf",
    ]
    assert html.form["method"] == "post"


def test_the_link_to_a_file_says_what_was_taken_out_of_it(shown):
    source = """{% from "web/fichiers.html" import lien %}
    {{ lien(f, "/f", geste="ouvrir") }}"""
    made = Fichier(nom="a.jpg", retraits=["converti_jpeg", "position"])
    said = "Cette photo HEIC a été convertie en JPEG. Le lieu de la prise de vue"
    assert said in shown(source=source, f=made).text


def test_the_staff_clock_says_all_of_itself(shown):
    html = shown(
        '{% from "web/uimm.html" import horloge %}'
        '{{ horloge("retard", "En retard · 30 j", du, au, le) }}',
        du=DU,
        au=AU,
        le=date(2026, 8, 1),
    )
    title = html.find(
        id=html.select_one("svg[role=img]")["aria-labelledby"]
    ).text.replace("\u00a0", " ")
    assert "échéance le 2 juillet 2026. 121 jours écoulés sur 91." in title
    assert "En retard · 30 j" in html.text
