"""Shape and words of what is typed on the day of the jury."""

from collections.abc import Iterable, Mapping

from flask_wtf import FlaskForm
from wtforms import (
    FileField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from portal.certification.jury.candidats import Candidat
from portal.certification.jury.services.deliberation import Decision, decision_connue
from portal.dossiers.models import MembreJury
from portal.droit.relecture import empreinte
from portal.web.saisie import LueField, PetitEntierField, at_most, texte_libre

VOIX_MAX = 20
VOIX = f"Écrivez un nombre de voix, de 0 à {VOIX_MAX}."


class DecisionForm(FlaskForm):
    """`decision_form` adds one choice for each code to decide."""

    pour = PetitEntierField(
        "Voix pour",
        [
            InputRequired("Comptez les voix pour."),
            NumberRange(0, VOIX_MAX, VOIX),
        ],
        illisible=VOIX,
    )
    contre = PetitEntierField(
        "Voix contre",
        [
            InputRequired("Comptez les voix contre, ou écrivez 0."),
            NumberRange(0, VOIX_MAX, VOIX),
        ],
        illisible=VOIX,
    )
    commentaire = TextAreaField(
        "Commentaire du jury",
        [Optional(), at_most(1000)],
        filters=[texte_libre],
        description="Repris au procès-verbal.",
    )
    lue = LueField()
    codes: Mapping[str, str] = {}

    def lire(self) -> Decision:
        return Decision(
            {code: self[name].data == "a" for name, code in self.codes.items()},
            int(self.pour.data or 0),
            int(self.contre.data or 0),
            self.commentaire.data,
        )


def decision_form(candidat: Candidat, votes: int) -> DecisionForm:
    """Starting from the commission's conclusions, or from what the jury said (R48)."""
    depart, names = candidat.depart, {}

    class Form(DecisionForm):
        pass

    for capacite in candidat.capacites:
        name = f"c_{capacite.code}"
        names[name] = capacite.code
        field = RadioField(
            f"{capacite.code}. {capacite.titre}",
            [InputRequired("Choisissez A ou NA.")],
            choices={"a": "A", "n": "NA"},
        )
        setattr(Form, name, field)
    Form.codes = names
    tour, known = candidat.tour, candidat.est_decide
    return Form(
        data={
            "pour": tour.pour if known else votes,
            "contre": tour.contre if known else 0,
            "commentaire": tour.commentaire,
            "lue": empreinte(decision_connue(candidat)),
        }
        | {name: _choix(depart.get(code)) for name, code in names.items()}
    )


def _choix(acquise: bool | None) -> str | None:  # noqa: FBT001 - one fact, one word
    return None if acquise is None else "a" if acquise else "n"


class PresencesForm(FlaskForm):
    presents = SelectMultipleField("Personnes présentes")

    def proposer(self, membres: Iterable[MembreJury]) -> None:
        self.presents.choices = {str(m.id): m.nom for m in membres}


class EmargementForm(FlaskForm):
    fichier = FileField("Feuille d’émargement signée")


class DelibererForm(FlaskForm):
    empreinte = HiddenField(default="")
