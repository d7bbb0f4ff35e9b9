"""Shape and words of what is asked of the archives."""

from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from portal.web.fields import DateEnTroisField
from portal.web.saisie import at_most, texte_libre


class ConfirmerForm(FlaskForm):
    purges = SelectMultipleField(
        "Effacements à confirmer",
        [DataRequired("Cochez au moins une ligne.")],
        coerce=UUID,
        validate_choice=False,
    )


class GarderForm(FlaskForm):
    jusqu_au = DateEnTroisField("Garder jusqu’au", [InputRequired("Indiquez la date.")])
    motif = TextAreaField(
        "Motif",
        [DataRequired("Écrivez le motif."), at_most(1000)],
        filters=[texte_libre],
    )


class EffacementForm(FlaskForm):
    dossiers = SelectMultipleField(
        "Ce que vous voulez faire effacer",
        [DataRequired("Cochez au moins une demande.")],
        coerce=UUID,
    )
    compris = BooleanField(
        "J’ai compris\u00a0: ce qui est effacé ne peut pas être retrouvé.",
        [DataRequired("Cochez la case pour dire que vous avez compris.")],
    )
