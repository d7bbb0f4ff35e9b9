"""Shape and words of what is sent to the GTP, and of what it sends back."""

from flask_wtf import FlaskForm
from wtforms import FileField, RadioField, TextAreaField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    ValidationError,
)

from portal.certification.gtp.libelles import CONTROLE
from portal.droit.listes import Controle
from portal.web.saisie import LueField, texte_libre

TEXTE_MAX = 2000
CONSTAT_MAX = 600
_TROP = "Écrivez %(max)d caractères au plus."


def _texte(
    libelle: str, *first: object, maximum: int = TEXTE_MAX, **more
) -> TextAreaField:
    validators = [*first, Length(max=maximum, message=_TROP)]
    return TextAreaField(libelle, validators, filters=[texte_libre], **more)


class PieceForm(FlaskForm):
    fichier = FileField("Fichier", [Optional()])


class ReponseForm(PieceForm):
    reponse = _texte("Votre réponse", DataRequired("Écrivez votre réponse."))


class ControleForm(FlaskForm):
    lue = LueField()
    controle = RadioField(
        "Contrôle",
        [InputRequired("Dites si la pièce est conforme.")],
        choices={c.value: CONTROLE[c] for c in Controle if c != Controle.A_CONTROLER},
    )
    # Without Optional, which would stop before the rule below.
    constat = _texte("Constat", maximum=CONSTAT_MAX)

    def validate_constat(self, field) -> None:
        if self.controle.data == Controle.A_COMPLETER and not field.data:
            raise ValidationError("Écrivez ce qui manque.")


class QuestionForm(FlaskForm):
    question = _texte(
        "Question à l’UIMM",
        DataRequired("Écrivez votre question."),
        description="L’UIMM la reçoit telle quelle. Rien n’est validé avant sa "
        "réponse.",
    )


class RefusForm(FlaskForm):
    motif = _texte(
        "Motif",
        DataRequired("Écrivez le motif."),
        description="L’UIMM le lit. Il est aussi dans le journal des dossiers, que les "
        "candidats peuvent lire.",
    )
