"""What comes beside the files, and the signature.

The files themselves are received apart (`portal.web.uploads`).
"""

from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from portal.dossiers.models import Experience, Identite
from portal.recevabilite import permissions
from portal.recevabilite.attestation import is_signature_of
from portal.recevabilite.forms.champs import paragraphe
from portal.web.saisie import LueField, at_most, une_ligne

LETTRE_MAX = 8000
TITRE_MAX = 100


class PieceForm(FlaskForm):
    fichier = FileField("Fichier", validators=[Optional()])


class PiecesForm(PieceForm):
    fichier = FileField(
        "Fichiers",
        render_kw={"multiple": True},
        validators=[Optional()],
    )


class LettreForm(PieceForm):
    lue = LueField()
    texte = paragraphe(
        "Votre lettre",
        LETTRE_MAX,
        "Dites ce qui vous mène à cette certification et ce qu’elle apporte à votre "
        "projet professionnel.",
    )


class DiplomesForm(PiecesForm):
    aucun = BooleanField("Je n’ai aucun diplôme ni attestation en rapport")


class JustificatifsForm(PiecesForm):
    experience = SelectField("Expérience que ces documents attestent", default="")

    def __init__(self, experiences: list[Experience], **kwargs) -> None:
        super().__init__(**kwargs)
        self.experience.choices = choices_of(experiences)


class RattacherForm(FlaskForm):
    experience = SelectField("Expérience", default="")

    def __init__(self, experiences: list[Experience], **kwargs) -> None:
        super().__init__(**kwargs)
        self.experience.choices = choices_of(experiences)


class RenommerForm(FlaskForm):
    lue = LueField()
    nom = StringField(
        "Titre du document",
        filters=[une_ligne],
        validators=[DataRequired("Donnez un titre à ce document."), at_most(TITRE_MAX)],
    )


class ReponseForm(PiecesForm):
    reponse_lue = LueField()
    reponse = paragraphe(
        "Votre explication",
        2000,
        "Si vous n’avez pas de meilleur document, dites pourquoi.",
    )


class ReponseLettreForm(LettreForm, ReponseForm):
    """A letter may also be typed again."""


class DepotForm(FlaskForm):
    atteste = BooleanField(
        "J’ai lu cette attestation et je la signe",
        validators=[InputRequired(permissions.PAS_COCHEE)],
    )
    nom = StringField(
        "Vos prénom et nom, en toutes lettres",
        filters=[une_ligne],
        validators=[DataRequired("Écrivez vos prénom et nom pour signer.")],
        render_kw={"autocomplete": "name"},
    )

    def __init__(self, identite: Identite, **kwargs) -> None:
        super().__init__(**kwargs)
        self.identite = identite

    def validate_nom(self, field) -> None:
        if not is_signature_of(field.data, self.identite):
            raise ValidationError(permissions.NOM_DIFFERENT)


def choices_of(experiences: list[Experience]) -> list[SelectChoice]:
    return [
        SelectChoice("", "Aucune en particulier"),
        *(
            SelectChoice(str(e.id), f"{e.poste} ({e.debut_le.year})")
            for e in experiences
        ),
    ]
