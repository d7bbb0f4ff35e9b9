import re

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


def rang(text: str) -> int:
    """For `request.args.get(…, type=rang)`: a key that a page begins before."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(text)
    return int(text)


def register(app: Flask) -> None:
    app.url_map.converters["acte"] = ActeConverter
