"""What a responsable chooses for the copies of the UIMM."""

from flask_wtf import FlaskForm
from wtforms import BooleanField


class FiligraneForm(FlaskForm):
    filigrane = BooleanField("Écrire en travers de chaque page")
