"""What forms do with what a person types."""

import unicodedata
from collections.abc import Mapping

from wtforms import Form, HiddenField, StringField
from wtforms.validators import Length, StopValidation

from portal.droit.relecture import TexteChange, empreinte


def une_ligne(text: str | None) -> str:
    """What is typed on one line stays one line, in pages, mails and logs."""
    printable = (c if c.isprintable() else " " for c in text or "")
    return " ".join("".join(printable).split())


def texte_libre(text: str | None) -> str:
    """Line breaks stay; what no page can print goes."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return "".join(kept).strip()


def at_most(number: int) -> Length:
    return Length(max=number, message=f"Écrivez {number} caractères au plus.")


def version_lue() -> HiddenField:
    """The version of the row the page showed; 0, which no row has, when unreadable.

    Not an IntegerField: drawn again after a conflict, it would keep the old one.
    """
    return HiddenField(filters=[_entier], default=0)


def _entier(typed: str | int | None) -> int:
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class LueField(HiddenField):
    """The digest of what the form was filled from (`portal.droit.relecture`).

    After a conflict, `enregistre` is what is stored: `erreurs(form)` shows it above
    what was typed, and the form sent again replaces it.
    """

    enregistre: Mapping[str, str] | None = None

    def montrer(self, change: TexteChange) -> None:
        self.enregistre = change.enregistre
        self.data = empreinte(change.enregistre)


def statut_de_page(form: Form) -> int:
    """Of the page that shows this form again."""
    if any(isinstance(f, LueField) and f.enregistre is not None for f in form):
        return 409
    return 422 if form.errors else 200


class PetitEntierField(StringField):
    """A whole number of at most three digits, or None; what was typed comes back.

    Not an IntegerField: a number of a thousand digits would reach its validators.
    """

    def __init__(self, *args, illisible: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.illisible = illisible

    def process_formdata(self, valuelist) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = typed or None
        if typed:
            if not (typed.isascii() and typed.isdigit() and len(typed) < 4):
                raise ValueError(self.illisible)
            self.data = int(typed)

    def pre_validate(self, form) -> None:
        if self.process_errors:
            raise StopValidation
