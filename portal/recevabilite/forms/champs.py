"""Fields and filters the forms of the request share."""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.web.saisie import at_most, texte_libre, une_ligne


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
