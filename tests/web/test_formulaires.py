"""Every kind of field, as a reader and a screen reader meet it."""

import pytest
from bs4 import BeautifulSoup
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DecimalField,
    EmailField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from portal.web.fields import DateEnTroisField, MoisField

REQUIRED = [InputRequired("Répondez à cette question.")]
CHOICES = [
    SelectChoice("cdi", "CDI", {"indice": "Sans date de fin"}),
    SelectChoice("cdd", "CDD"),
]
FORM = """{% from "web/formulaires.html" import champ, erreurs %}
{{ erreurs(form) }}{% for field in form %}{{ champ(field) }}{% endfor %}"""


class Complet(FlaskForm):
    nom = StringField("Nom", REQUIRED, description="Comme sur votre pièce d’identité.")
    courriel = EmailField("Courriel", REQUIRED, render_kw={"autocomplete": "email"})
    secret = PasswordField("Mot de passe", REQUIRED)
    telephone = TelField("Téléphone", REQUIRED)
    recit = TextAreaField("Récit", [*REQUIRED, Length(max=4000)])
    motif = SelectField(
        "Motif", choices=[SelectChoice("", "Choisissez")], validators=REQUIRED
    )
    contrat = RadioField("Contrat", choices=CHOICES, validators=REQUIRED)
    blocs = SelectMultipleField("Blocs", choices=CHOICES, validators=REQUIRED)
    lu = BooleanField("J’ai lu", REQUIRED)
    naissance = DateEnTroisField(
        "Naissance", REQUIRED, render_kw={"autocomplete": "bday"}
    )
    debut = MoisField("Début", REQUIRED)
    heures = IntegerField("Heures", REQUIRED)
    montant = DecimalField("Montant", REQUIRED)
    piece = FileField("Pièce", [FileRequired("Répondez à cette question.")])


FIELDS = [
    name for name in dir(Complet) if hasattr(getattr(Complet, name), "field_class")
]


@pytest.fixture
def shown(draw):
    """The form as drawn, empty or after it was sent with `data`."""

    def parse(data=None, form=Complet, source=FORM):
        def build():
            built = form()
            if data is not None:
                built.validate()
            return built

        html = draw(source, data=data, form=build)
        return BeautifulSoup(html, "html.parser")

    return parse


def test_every_kind_of_field_is_tried():
    assert len(FIELDS) == 14


def test_every_control_has_a_label_and_every_group_a_legend(shown):
    html = shown()
    labels = {label["for"] for label in html.select("label")}
    assert {
        control["id"] for control in html.select("input, select, textarea")
    } <= labels
    assert all(group.legend.text for group in html.select("fieldset"))


def test_every_description_named_is_on_the_page(shown):
    html = shown({"nom": ""})
    named = [
        id_
        for element in html.select("[aria-describedby]")
        for id_ in element["aria-describedby"].split()
    ]
    assert len(named) > len(FIELDS)
    assert [id_ for id_ in named if not html.find(id=id_)] == []


def test_no_browser_check_speaks_before_us(shown):
    assert not shown().select("[required], [maxlength], [type=number]")


@pytest.mark.parametrize("name", FIELDS)
def test_an_error_is_said_above_linked_below_and_tied_to_its_control(shown, name):
    html = shown({"contrat": "autre"})
    error = html.find(id=f"{name}-erreur")
    group = error.find_parent(class_="govuk-form-group--error")

    assert error.text.startswith("Erreur :")
    controls = group.select("input, select, textarea")
    links = [html.find(id=a["href"][1:]) for a in html.select(".govuk-error-summary a")]
    assert any(link is control for link in links for control in controls)
    assert group.select(f'[aria-describedby~="{name}-erreur"]')


def test_no_error_no_summary(shown):
    html = shown()
    assert not html.select(".govuk-error-summary, .govuk-error-message")
    assert not html.select("[aria-invalid]")


def test_what_was_typed_comes_back(shown):
    typed = {
        "nom": '"><script>',
        "recit": "</textarea>",
        "naissance-jour": "32",
        "heures": "beaucoup",
        "contrat": "cdd",
        "blocs": ["cdi"],
    }
    html = shown(typed)
    assert html.find(id="nom")["value"] == typed["nom"]
    assert html.find(id="recit").text.strip() == typed["recit"]
    assert html.find(id="naissance-jour")["value"] == "32"
    assert html.find(id="heures")["value"] == "beaucoup"
    assert [c["value"] for c in html.select("[checked]")] == ["cdd", "cdi"]
    assert not html.select("script")


def test_a_password_never_comes_back(shown):
    assert not shown({"secret": "azerty"}).find(id="secret").get("value")


def test_an_option_may_carry_its_own_hint(shown):
    option = shown().find(id="contrat-0")
    assert option["aria-describedby"] == "contrat-0-indice"


def test_a_birth_date_is_completed_box_by_box(shown):
    html = shown()
    boxes = [box["autocomplete"] for box in html.select("#naissance input")]
    assert boxes == ["bday-day", "bday-month", "bday-year"]


def test_the_characters_allowed_are_said_before(shown):
    hint = shown().find(id="recit-max")
    assert hint.text == "4\u202f000 caractères au plus."
    assert (hint["data-compte"], hint["data-maximum"]) == ("recit", "4000")


def test_no_english_word_is_read(shown):
    """WTForms' own sentences come in French from the application's locale."""
    html = shown({"contrat": "autre", "heures": "x", "montant": "x", "motif": "y"})
    text = html.text.lower()
    assert not [w for w in ("error", "not a valid", "required", "choice") if w in text]


def test_an_optional_field_says_so(shown):
    class Facultatif(FlaskForm):
        telephone = TelField("Téléphone", [Optional()])

    assert "(facultatif)" in shown(form=Facultatif).label.text


def test_a_hidden_field_has_no_label(shown):
    class Cache(FlaskForm):
        version = HiddenField(default="3")

    html = shown(form=Cache)
    assert html.select_one("[name=version]")["value"] == "3"
    assert not html.select("label, div")


def test_the_question_may_be_the_title_of_the_page(shown):
    for name in ("nom", "contrat"):
        source = f"""{{% from "web/formulaires.html" import champ %}}
        {{{{ champ(form.{name}, titre=true) }}}}"""
        assert len(shown(source=source).select("h1")) == 1


def test_units_stand_beside_the_box_and_are_not_read_twice(shown):
    source = """{% from "web/formulaires.html" import champ %}
    {{ champ(form.montant, suffixe="€", prefixe="env.", largeur=5, aide="TTC") }}"""
    html = shown(source=source)
    units = html.select(".govuk-input__prefix, .govuk-input__suffix")
    assert [(unit.text, unit["aria-hidden"]) for unit in units] == [
        ("env.", "true"),
        ("€", "true"),
    ]
    assert "govuk-input--width-5" in html.find(id="montant")["class"]


def test_a_deposit_says_formats_and_size_before(shown):
    """ASVS 5.1.1."""
    source = """{% from "web/formulaires.html" import depot %}
    {{ depot(form.piece, "Ajouter un fichier", 20971520) }}"""
    html = shown(source=source)
    hint = html.find(id=html.find(id="piece")["aria-describedby"])
    assert hint.text.strip() == (
        "PDF, JPG, PNG ou HEIC (.pdf, .jpg, .jpeg, .png, .heic, .heif). "
        "20\u00a0Mo au plus\u00a0; 500 pages par PDF, 70 millions de pixels par image. "
        "Les fichiers ne sont pas analysés par un antivirus."
    )
    assert html.find(id="piece")["accept"] == ".pdf,.jpg,.jpeg,.png,.heic,.heif"
    box = html.select_one("[data-maximum='20971520']")
    assert box["data-trop-gros"].startswith("Le fichier dépasse 20\u00a0Mo.")
