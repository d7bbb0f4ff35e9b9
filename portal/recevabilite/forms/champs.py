"""Fields and filters the forms of the request share."""

import unicodedata

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Length, StopValidation

from portal.comptes.forms import une_ligne


def texte_libre(text: str | None) -> str:
    """Line breaks stay; what no page can print goes."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return "".join(kept).strip()


def at_most(number: int) -> Length:
    return Length(max=number, message=f"Écrivez {number} caractères au plus.")


def ligne(label: str, maximum: int, hint: str = "", **kwargs) -> StringField:
    return StringField(
        label,
        filters=[une_ligne],
        validators=[at_most(maximum)],
        description=hint,
        render_kw=kwargs,
    )


def paragraphe(label: str, maximum: int, hint: str = "") -> TextAreaField:
    return TextAreaField(
        label,
        filters=[texte_libre],
        validators=[at_most(maximum)],
        description=hint,
    )


class ChoixField(RadioField):
    """Radios of which none may be chosen yet."""

    def pre_validate(self, form) -> None:
        if self.data is not None:
            super().pre_validate(form)


class HeuresField(StringField):
    """A number of hours; « 17,5 » as well as « 17.5 »."""

    def process_formdata(self, valuelist) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = typed or None
        if typed:
            try:
                self.data = float(typed.replace(",", "."))
            except ValueError:
                raise ValueError(
                    "Écrivez un nombre d’heures, par exemple 35 ou 17,5."
                ) from None

    def pre_validate(self, form) -> None:
        if self.process_errors:
            raise StopValidation

    def _value(self) -> str:
        if isinstance(self.data, float):
            return f"{self.data:g}".replace(".", ",")
        return self.data or ""
