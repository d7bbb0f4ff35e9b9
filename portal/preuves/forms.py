"""Shape and words of what the candidate types in the dossier de preuves.

The files themselves are received apart (`portal.web.uploads`).
"""

from collections.abc import Collection
from datetime import date

from flask_wtf import FlaskForm
from wtforms import (
    FileField,
    HiddenField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional, ValidationError

from portal.catalogue.referentiel import Capacite
from portal.dossiers.models import SituationPro
from portal.droit.termes import TERMES
from portal.preuves.services.pieces import TITRE_MAX
from portal.web.fields import MoisField
from portal.web.saisie import LueField, at_most, texte_libre, une_ligne, version_lue

RECIT_MAX = 6000
EXPLICATION_MAX = 2000
AUCUNE = f"Cochez au moins une {TERMES.capacite}."


def recit(label: str, hint: str, required: str = "") -> TextAreaField:
    first = DataRequired(required) if required else Optional()
    return TextAreaField(
        label,
        filters=[texte_libre],
        validators=[first, at_most(RECIT_MAX)],
        description=hint,
    )


class SituationForm(FlaskForm):
    titre = StringField(
        "Titre de la situation",
        filters=[une_ligne],
        validators=[
            DataRequired("Donnez un titre à cette situation."),
            at_most(TITRE_MAX),
        ],
        description="Quelques mots, par exemple : transfert de l’atelier de fraisage",
    )
    debut_le = MoisField(
        "Début", validators=[Optional()], description="Par exemple : 3 2023"
    )
    fin_le = MoisField("Fin", validators=[Optional()])
    contexte = recit(
        "Le contexte",
        "L’entreprise, l’équipe, ce qui était demandé et pourquoi.",
    )
    role = recit("Votre rôle", "Ce dont vous étiez responsable, seul·e ou avec qui.")
    actions = recit(
        "Ce que vous avez fait",
        "Vos actions, dans l’ordre : vos choix, vos outils, ce que vous avez décidé.",
        "Dites ce que vous avez fait.",
    )
    resultat = recit("Le résultat", "Ce qui a changé, avec des chiffres si possible.")
    version = version_lue()

    def __init__(self, today: date, **kwargs) -> None:
        super().__init__(**kwargs)
        self.today = today

    def validate_debut_le(self, field) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("Le début ne peut pas être dans l’avenir.")

    def validate_fin_le(self, field) -> None:
        if field.data and self.debut_le.data and field.data < self.debut_le.data:
            raise ValidationError("La fin ne peut pas précéder le début.")

    def valeurs(self) -> dict:
        return {
            name: value
            for name, value in self.data.items()
            if name not in {"version", "csrf_token"}
        }

    def autres(self, stored: SituationPro) -> list[tuple[str, str]]:
        """Label and stored text of each answer that differs from what is typed."""
        texts = ("titre", "contexte", "role", "actions", "resultat")
        return [
            (self[name].label.text, getattr(stored, name))
            for name in texts
            if getattr(stored, name) != self[name].data
        ]


class CapacitesForm(FlaskForm):
    """The service refuses a code that is not aimed at."""

    codes = SelectMultipleField(
        f"{TERMES.capacites.capitalize()} et critères", validate_choice=False
    )
    version = version_lue()

    def __init__(self, codes: Collection[str], **kwargs) -> None:
        super().__init__(**kwargs)
        self.codes.choices = [SelectChoice(code, code) for code in codes]


class MontreForm(FlaskForm):
    """What a preuve shows, among the capacités of its situation."""

    codes = SelectMultipleField(
        f"Quelles {TERMES.capacites} cette preuve montre-t-elle ?",
        validators=[DataRequired(AUCUNE)],
        validate_choice=False,
        description="Une même preuve peut en montrer plusieurs.",
    )

    def __init__(self, capacites: list[Capacite], **kwargs) -> None:
        super().__init__(**kwargs)
        self.codes.choices = [
            SelectChoice(c.code, f"{c.code}. {c.titre}") for c in capacites
        ]


class JoindreForm(MontreForm):
    titre = StringField(
        "Titre de la preuve",
        filters=[une_ligne],
        validators=[Optional(), at_most(TITRE_MAX)],
        description="Sans titre, la preuve prend le nom de son fichier.",
        render_kw={"data-un-seul": True},
    )
    fichier = FileField(
        "Fichiers",
        validators=[Optional()],
        render_kw={"multiple": True},
    )


class TexteForm(MontreForm):
    titre = StringField(
        "Titre de la preuve",
        filters=[une_ligne],
        validators=[
            DataRequired("Donnez un titre à cette preuve."),
            at_most(TITRE_MAX),
        ],
    )
    texte = recit(
        "Votre texte",
        "Par exemple un compte rendu, une note ou un extrait que vous avez écrits.",
        "Écrivez le texte de cette preuve.",
    )
    lue = HiddenField()


class RemplacerForm(FlaskForm):
    lue = LueField()
    fichier = FileField("Fichier", validators=[Optional()])
    reponse = TextAreaField(
        "Pourquoi gardez-vous cette preuve ?",
        filters=[texte_libre],
        validators=[Optional(), at_most(EXPLICATION_MAX)],
        description="S’il n’existe pas de meilleur document. L’UIMM lira votre "
        "réponse.",
    )


class EcartForm(FlaskForm):
    lue = LueField()
    explication = TextAreaField(
        f"Pourquoi déposez-vous sans couvrir cette {TERMES.capacite} ?",
        filters=[texte_libre],
        validators=[
            DataRequired(
                f"Expliquez pourquoi cette {TERMES.capacite} n’est pas couverte."
            ),
            at_most(EXPLICATION_MAX),
        ],
        description="La commission lira votre explication. Elle pourra vous interroger "
        f"sur cette {TERMES.capacite} pendant l’entretien.",
    )
