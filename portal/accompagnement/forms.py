import unicodedata

from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

LONGUEUR = 4000


def texte_libre(text: str | None) -> str:
    """Line breaks stay; what no page can print goes."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return "".join(kept).strip()


class CommentaireForm(FlaskForm):
    texte = TextAreaField(
        "Votre commentaire",
        filters=[texte_libre],
        validators=[
            DataRequired("Écrivez votre commentaire."),
            Length(max=LONGUEUR, message="Écrivez 4\u202f000 caractères au plus."),
        ],
    )


class NouveauFilForm(CommentaireForm):
    """A thread on what is chosen here; the view gives the choices."""

    sur = SelectField(
        "Sur quoi\u00a0?",
        invalid_choice_message="Choisissez ce que vous commentez.",
    )
