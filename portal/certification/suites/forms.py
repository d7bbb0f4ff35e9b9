"""Shape and words of what is typed after a validation."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import FileField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional

from portal.certification.suites.libelles import MODE
from portal.certification.suites.questions import QUESTIONS
from portal.web.fields import DateEnTroisField
from portal.web.saisie import at_most, texte_libre, une_ligne


def _question(cle: str) -> RadioField:
    asked = next(q for q in QUESTIONS if q.cle == cle)
    return RadioField(asked.libelle, [Optional()], choices=asked.choix)


class RemiseForm(FlaskForm):
    a_qui = StringField(
        "Remis à",
        [DataRequired("Écrivez à qui le certificat est remis."), at_most(200)],
        filters=[une_ligne],
        description="La personne certifiée, ou son entreprise si elle est salariée.",
    )
    mode = RadioField(
        "Mode de remise",
        [InputRequired("Choisissez le mode de remise.")],
        choices={mode.value: words for mode, words in MODE.items()},
    )
    le = DateEnTroisField(
        "Date de la remise", [InputRequired("Indiquez la date de la remise.")]
    )
    decharge = FileField(
        "Décharge signée ou accusé de réception",
        [Optional()],
    )


class CopieForm(FlaskForm):
    motif = TextAreaField(
        "Motif de la copie",
        [DataRequired("Écrivez pourquoi une copie est délivrée."), at_most(500)],
        filters=[texte_libre],
        description="Par exemple\u00a0: original perdu.",
    )


class QuestionnaireForm(FlaskForm):
    """None has to be answered."""

    situation = _question("situation")
    poste = _question("poste")
    evolution = _question("evolution")
    conseil = _question("conseil")


def date_of(form: RemiseForm) -> date:
    """Of a form that is valid."""
    assert form.le.data is not None  # noqa: S101 - for mypy
    return form.le.data
