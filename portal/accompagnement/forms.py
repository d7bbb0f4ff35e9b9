from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from portal.web.saisie import texte_libre

LONGUEUR = 4000


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
