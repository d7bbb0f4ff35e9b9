from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField, StringField
from wtforms.validators import InputRequired, Optional

from portal.web.fields import DateEnTroisField, MoisField, fautes, premiere_id

MISSING = "Indiquez votre date de naissance."


class Naissance(Form):
    le = DateEnTroisField("Date de naissance", [InputRequired(MISSING)])


class Periode(Form):
    debut = MoisField("Début", [InputRequired("Indiquez le début.")])
    fin = MoisField("Fin", [Optional()])


def naissance(jour="", mois="", annee=""):
    form = Naissance(MultiDict({"le-jour": jour, "le-mois": mois, "le-annee": annee}))
    form.validate()
    return form.le


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("3", "12", "1976"), date(1976, 12, 3)),
        (("03", "02", "1976"), date(1976, 2, 3)),
        ((" 3 ", "mars", "1976"), date(1976, 3, 3)),
        (("3", "Août", "1976"), date(1976, 8, 3)),
        (("3", "sept.", "1976"), date(1976, 9, 3)),
        (("29", "2", "2024"), date(2024, 2, 29)),
    ],
)
def test_a_date_is_read(typed, expected):
    field = naissance(*typed)
    assert field.data == expected
    assert not field.errors


@pytest.mark.parametrize(
    ("typed", "sentence", "first"),
    [
        (("", "", ""), MISSING, "le-jour"),
        (("3", "", "1976"), "Indiquez aussi le mois.", "le-mois"),
        (("", "", "1976"), "Indiquez aussi le jour et le mois.", "le-jour"),
        (("31", "2", "1976"), DateEnTroisField.inexistante, "le-jour"),
        (("0", "2", "1976"), DateEnTroisField.inexistante, "le-jour"),
        (
            ("3", "2", "76"),
            "Écrivez l’année avec quatre chiffres, par exemple 2024.",
            "le-annee",
        ),
        (
            ("3", "jui", "1976"),
            "Écrivez la date en chiffres. Par exemple\u00a0: 27 3 2024.",
            "le-mois",
        ),
        (
            ("trois", "2", "1976"),
            "Écrivez la date en chiffres. Par exemple\u00a0: 27 3 2024.",
            "le-jour",
        ),
        (
            ("²", "2", "1976"),
            "Écrivez la date en chiffres. Par exemple\u00a0: 27 3 2024.",
            "le-jour",
        ),
    ],
)
def test_a_wrong_date_gets_one_sentence_and_keeps_what_was_typed(
    typed, sentence, first
):
    field = naissance(*typed)
    assert field.errors == [sentence]
    assert premiere_id(field) == first
    assert tuple(field.saisie.values()) == typed


@pytest.mark.parametrize("typed", ["9" * 5000, "10000", "999999999999"])
def test_a_number_out_of_any_calendar_is_refused(typed):
    assert naissance("3", "2", typed).errors
    assert naissance(typed, "2", "1976").errors


def test_a_known_date_fills_the_boxes():
    form = Naissance(data={"le": date(1976, 3, 27)})
    assert form.le.saisie == {"jour": "27", "mois": "3", "annee": "1976"}


def test_a_month_is_its_first_day_and_may_be_left_out():
    form = Periode(MultiDict({"debut-mois": "9", "debut-annee": "2018"}))
    assert form.validate()
    assert (form.debut.data, form.fin.data) == (date(2018, 9, 1), None)


def test_half_an_optional_month_is_not_nothing():
    form = Periode(
        MultiDict({"debut-mois": "13", "debut-annee": "2018", "fin-mois": "2"})
    )
    assert not form.validate()
    assert form.debut.errors == ["Ce mois n’existe pas : écrivez un nombre de 1 à 12."]
    assert form.fin.errors == ["Indiquez aussi l’année."]


def test_errors_are_listed_down_to_the_fields_within_fields():
    class Ligne(Form):
        texte = StringField("Texte", [InputRequired("Écrivez ce texte.")])

    class Tout(Form):
        le = FormField(Naissance)
        lignes = FieldList(FormField(Ligne), min_entries=1)

    form = Tout(MultiDict({"le-le-jour": "1"}))
    form.validate()
    form.form_errors.append("Rien n’a changé.")

    assert list(fautes(form)) == [
        (None, "Rien n’a changé."),
        ("le-le-mois", "Indiquez aussi le mois et l’année."),
        ("lignes-0-texte", "Écrivez ce texte."),
    ]
