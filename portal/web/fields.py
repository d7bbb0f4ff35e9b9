"""Date fields in three (or two) boxes, and what the form macros ask of a field."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from portal.web.filters import MOIS
from portal.web.saisie import LueField

_ARTICLES: Final = {"jour": "le jour", "mois": "le mois", "annee": "l’année"}
ETIQUETTES: Final = {"jour": "Jour", "mois": "Mois", "annee": "Année"}
_EXEMPLES: Final = {"jour": "27", "mois": "3", "annee": "2024"}
_BDAY: Final = {"jour": "bday-day", "mois": "bday-month", "annee": "bday-year"}


class DateEnTroisField(Field):
    """A date typed in boxes Jour, Mois, Année: `<name>-jour`, `-mois`, `-annee`.

    `data` is a date, or None; `saisie` keeps what was typed, right or wrong;
    `fautives` names the boxes to mark. Months may be written in letters.
    Require it with `InputRequired("Indiquez la date de…")`.
    """

    boites: tuple[str, ...] = ("jour", "mois", "annee")
    inexistante = "Cette date n’existe pas : vérifiez le jour, le mois et l’année."

    def process(self, formdata, data=unset_value, extra_filters=None) -> None:
        self.fautives: tuple[str, ...] = ()
        super().process(None, data, extra_filters)
        self.saisie = {boite: self._value(boite) for boite in self.boites}
        if formdata is None:
            return
        self.saisie = {
            boite: (formdata.get(f"{self.name}-{boite}") or "").strip()
            for boite in self.boites
        }
        # One string: validators ask « was anything typed? » of its first item.
        typed = "".join(self.saisie.values())
        self.raw_data = [typed] if typed else []
        self.data = self._read() if typed else None

    def pre_validate(self, form) -> None:
        """An unreadable date is not a missing one: keep its own sentence."""
        if self.process_errors:
            raise StopValidation

    def post_validate(self, form, validation_stopped) -> None:
        if self.errors and not self.fautives:
            self.fautives = self.boites

    def id_de(self, boite: str) -> str:
        return f"{self.id}-{boite}"

    @property
    def exemple(self) -> str:
        return "Par exemple\u00a0: " + " ".join(_EXEMPLES[b] for b in self.boites)

    def completion(self, boite: str) -> str | bool:
        """The autocomplete token of a box, when the field is a birth date."""
        asked = (self.render_kw or {}).get("autocomplete")
        return _BDAY[boite] if asked == "bday" else False

    def _value(self, boite: str) -> str:
        if not self.data:
            return ""
        attribute = {"jour": "day", "mois": "month", "annee": "year"}[boite]
        return str(getattr(self.data, attribute))

    def _read(self) -> date | None:
        missing = tuple(b for b in self.boites if not self.saisie[b])
        if missing:
            words = " et ".join(_ARTICLES[b] for b in missing)
            self._refuse(f"Indiquez aussi {words}.", missing)
            return None
        numbers = {b: _number(b, self.saisie[b]) for b in self.boites}
        unread = tuple(b for b in self.boites if numbers[b] is None)
        if unread:
            self._refuse(f"Écrivez la date en chiffres. {self.exemple}.", unread)
            return None
        year, month = numbers["annee"], numbers["mois"]
        return self._build(year or 0, month or 0, numbers.get("jour", 1) or 0)

    def _build(self, year: int, month: int, day: int) -> date | None:
        if not 1000 <= year <= 9999:
            words = "Écrivez l’année avec quatre chiffres, par exemple 2024."
            self._refuse(words, ("annee",))
            return None
        try:
            return date(year, month, day)
        except ValueError:
            self._refuse(self.inexistante, self.boites)
            return None

    def _refuse(self, sentence: str, boites: tuple[str, ...]) -> None:
        self.process_errors.append(sentence)
        self.fautives = boites


class MoisField(DateEnTroisField):
    """A month: boxes Mois and Année; `data` is its first day."""

    boites = ("mois", "annee")
    inexistante = "Ce mois n’existe pas : écrivez un nombre de 1 à 12."


def _number(boite: str, typed: str) -> int | None:
    if typed.isascii() and typed.isdigit():
        return int(typed[:5])  # longer is out of any calendar, and costly
    return _month_number(typed) if boite == "mois" else None


def _month_number(typed: str) -> int | None:
    """« septembre », « sept. », « SEPT »: only one month may begin that way."""
    start = _plain(typed).rstrip(".")
    found = [n for n, mois in enumerate(MOIS, 1) if _plain(mois).startswith(start)]
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


_GENRES: Final = (
    (HiddenField, "cache"),
    (DateEnTroisField, "date"),
    (PasswordField, "secret"),
    (TextAreaField, "zone"),
    (RadioField, "radios"),
    (SelectMultipleField, "cases"),
    (SelectField, "liste"),
    (BooleanField, "case"),
    (FileField, "fichier"),
)


def genre_champ(field: Field) -> str:
    """How the macro `champ` draws this field."""
    return next((genre for kind, genre in _GENRES if isinstance(field, kind)), "texte")


def premiere_id(field: Field) -> str:
    """The id of the control to reach first, in error or not."""
    if isinstance(field, DateEnTroisField):
        return field.id_de((field.fautives or field.boites)[0])
    if isinstance(field, RadioField | SelectMultipleField):
        return f"{field.id}-0"
    return field.id


def fautes(form: Form | FormField) -> Iterator[tuple[str | None, str]]:
    """Each error of the form: the id to go to (None: the form's own), the sentence."""
    yield from ((None, words) for words in form.form_errors)
    for field in form:
        yield from _field_errors(field)


def _field_errors(field: Field) -> Iterator[tuple[str | None, str]]:
    if isinstance(field, FormField):
        yield from fautes(field.form)
    elif isinstance(field, FieldList) and field.entries:
        for entry in field.entries:
            yield from _field_errors(entry)
    else:
        yield from ((premiere_id(field), str(words)) for words in field.errors[:1])


def enregistres(form: Form | FormField) -> list[tuple[str, str]]:
    """Label and words of each text stored meanwhile, after a conflict."""
    read = [f for f in form if isinstance(f, LueField) and f.enregistre is not None]
    return [
        (form[name].label.text, _words(form[name], text))
        for field in read
        for name, text in (field.enregistre or {}).items()
        if name in form
    ]


def _words(field: Field, stored: str) -> str:
    """Of a choice, its label."""
    choices: Iterator[Any] = getattr(field, "iter_choices", lambda: iter(()))()
    return next((c.label for c in choices if str(c.value) == stored), stored)


GLOBALS: Final[Mapping[str, Any]] = {
    "genre_champ": genre_champ,
    "premiere_id": premiere_id,
    "fautes": fautes,
    "enregistres": enregistres,
    "ETIQUETTES": ETIQUETTES,
}
