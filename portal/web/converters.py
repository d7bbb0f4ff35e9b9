from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

from portal.droit.workflow import Acte


class ActeConverter(BaseConverter):
    """An unknown act is an unknown page."""

    def to_python(self, value: str) -> Acte:
        try:
            return Acte(value)
        except ValueError:
            raise ValidationError from None


def register(app: Flask) -> None:
    app.url_map.converters["acte"] = ActeConverter
