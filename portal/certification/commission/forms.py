"""Shape and words of what is written of a session and of its candidates."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from flask_wtf import FlaskForm
from wtforms import (
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Length,
    Optional,
    ValidationError,
)

from portal.catalogue.referentiel import Bloc, Capacite, Contenu
from portal.certification.commission.libelles import OBSERVATION, REPORT
from portal.comptes.models import Compte
from portal.dossiers.models import Dossier
from portal.web.fields import DateEnTroisField
from portal.web.saisie import at_most, texte_libre, une_ligne, version_lue

HEURE = re.compile(r"\s*([01]?\d|2[0-3])\s*[:hH]\s*([0-5]\d)?\s*\Z")
TEXTE_MAX = 2000
MOTIF_REQUIS = "Écrivez la raison."
R36 = (
    "Dans cet ordre\u00a0: la situation réelle d’abord\u00a0; une situation "
    "reconstituée seulement à titre exceptionnel."
)


def _ligne(libelle: str, maximum: int, requis: str = "", **more) -> StringField:
    first = DataRequired(requis) if requis else Optional()
    return StringField(libelle, [first, at_most(maximum)], filters=[une_ligne], **more)


def _texte(libelle: str, *first, **more) -> TextAreaField:
    validators = [
        *first,
        Length(max=TEXTE_MAX, message="Écrivez %(max)d caractères au plus."),
    ]
    return TextAreaField(libelle, validators, filters=[texte_libre], **more)


def _lire_heure(text: str | None) -> str:
    """« 9 h 30 », « 9h » and « 09:30 » are one hour; the rest comes back as typed."""
    typed = une_ligne(text)
    found = HEURE.match(typed)
    return f"{int(found[1]):02d}:{found[2] or '00'}" if found else typed


def _est_une_heure(_form, field) -> None:
    if not HEURE.match(field.data):
        raise ValidationError("Écrivez l’heure ainsi\u00a0: 9:30.")


def _heure(libelle: str) -> StringField:
    return StringField(
        libelle,
        [DataRequired("Indiquez l’heure."), _est_une_heure],
        filters=[_lire_heure],
        description="Par exemple\u00a0: 9:30.",
    )


class SeanceForm(FlaskForm):
    le = DateEnTroisField("Date", [InputRequired("Indiquez la date de la séance.")])
    heure = _heure("Heure")
    lieu = _ligne("Lieu", 300)
    visio = _ligne(
        "Adresse de la visioconférence",
        300,
        description="Commence par https://. Un lieu, une adresse, ou les deux.",
    )
    president_nom = _ligne(
        "Présidence\u00a0: nom",
        120,
        "Indiquez qui préside.",
        description="La personne qui représente votre UIMM.",
    )
    president_qualite = _ligne("Présidence\u00a0: qualité", 120, "Indiquez sa qualité.")
    version = version_lue()

    def validate_visio(self, field) -> None:
        if field.data and not re.match(r"https://[^\s/]+\.", field.data):
            raise ValidationError("Écrivez une adresse qui commence par https://.")

    def validate(self, extra_validators=None) -> bool:
        valid = super().validate(extra_validators)
        if self.lieu.data or self.visio.data:
            return valid
        self.lieu.errors = ["Indiquez un lieu ou une visioconférence."]
        return False

    def valeurs(self) -> dict:
        names = ("le", "heure", "lieu", "visio", "president_nom", "president_qualite")
        return {name: self[name].data or "" for name in names}


class MembreForm(FlaskForm):
    compte = SelectField("Personne de votre UIMM", validate_choice=True)
    nom = _ligne("Nom et prénom", 120)
    qualite = _ligne("Qualité", 120, "Indiquez sa qualité.")
    organisme = _ligne("Entreprise ou organisme", 150)
    email = EmailField(
        "Adresse e-mail",
        [Optional(), Length(max=254), Email("Écrivez une adresse e-mail complète.")],
        filters=[une_ligne],
        description="La séance lui est annoncée par un message.",
    )

    def proposer(self, team: Iterable[Compte]) -> None:
        names = {str(c.id): c.nom_affiche or c.email for c in team}
        self.compte.choices = {"": "Une personne extérieure"} | names
        # Of someone from outside both are asked: see `validate`.
        self.nom.flags.optional = self.email.flags.optional = False

    def validate(self, extra_validators=None) -> bool:
        valid = super().validate(extra_validators)
        if not self.compte.data and not self.nom.data:
            self.nom.errors = ["Indiquez son nom."]
            valid = False
        if not self.compte.data and not self.email.data:
            self.email.errors = ["Indiquez son adresse e-mail."]
            valid = False
        return valid


class LienForm(FlaskForm):
    dossier = SelectField("Candidat·e", [InputRequired("Choisissez la personne.")])
    motif = _texte(
        "Le lien",
        DataRequired("Écrivez le lien."),
        description="Famille, même équipe de travail, accompagnement…",
    )

    def proposer(self, dossiers: Iterable[Dossier]) -> None:
        self.dossier.choices = {
            str(d.id): f"{d.nom_candidat}, {d.numero}" for d in dossiers
        }


def _motif() -> TextAreaField:
    return _texte(
        "Raison",
        DataRequired(MOTIF_REQUIS),
        description="Gardée dans le journal du dossier, que la personne peut lire.",
    )


class MotifForm(FlaskForm):
    motif = _motif()


class ReportForm(FlaskForm):
    presence = RadioField(
        "Ce qui s’est passé",
        [InputRequired("Dites ce qui s’est passé.")],
        choices={p.value: mot for p, mot in REPORT.items()},
    )
    motif = _motif()


class PlanifierForm(FlaskForm):
    """`planifier_form` adds one choice of modalité for each aimed bloc (R4, R36)."""

    heure = _heure("Heure de l’entretien")
    ressources_informe_le = DateEnTroisField(
        "Centre de ressources informé le",
        [Optional()],
        description="Si c’est déjà fait. Vous pourrez l’indiquer plus tard.",
    )
    amenagement = _texte("Aménagement assuré", Optional())
    blocs: Sequence[tuple[str, Bloc]] = ()

    @property
    def modalites(self) -> dict[str, str]:
        return {str(bloc.numero): self[name].data for name, bloc in self.blocs}


def planifier_form(contenu: Contenu, numeros: Iterable[int], **data) -> PlanifierForm:
    blocs = [(f"modalite_{n}", contenu.bloc(n)) for n in numeros]
    choices = {m.code: m.libelle for m in contenu.modalites_vae}

    class Form(PlanifierForm):
        pass

    for name, bloc in blocs:
        field = RadioField(
            f"Bloc {bloc.numero}. {bloc.intitule}",
            [InputRequired("Choisissez comment ce bloc est évalué.")],
            choices=choices,
        )
        setattr(Form, name, field)
    Form.blocs = blocs
    return Form(**data)


class RessourcesForm(FlaskForm):
    ressources_informe_le = DateEnTroisField(
        "Centre de ressources informé le", [InputRequired("Indiquez la date.")]
    )


class CapaciteForm(FlaskForm):
    """`capacite_form` adds one observation for each critère."""

    acquise = RadioField(
        "La commission conclut",
        [Optional()],
        choices={"1": "Acquise", "0": "Non acquise"},
    )
    commentaire = _texte(
        "Commentaire",
        description="Obligatoire si elle est non acquise. Le jury le lit\u00a0: "
        "n’écrivez pas le nom de la personne.",
    )
    version = version_lue()
    criteres: Sequence[tuple[str, str]] = ()

    def validate_commentaire(self, field) -> None:
        if self.acquise.data == "0" and not field.data:
            raise ValidationError("Dites pourquoi elle est non acquise.")

    @property
    def decision(self) -> bool | None:
        return {"1": True, "0": False}.get(self.acquise.data or "")

    @property
    def observations(self) -> dict[str, str]:
        found = {code: self[name].data for name, code in self.criteres}
        return {code: value for code, value in found.items() if value}


def capacite_form(capacite: Capacite, **data) -> CapaciteForm:
    names = [(f"constat_{n}", c.code) for n, c in enumerate(capacite.criteres)]
    choices = {o.value: mot for o, mot in OBSERVATION.items()}

    class Form(CapaciteForm):
        pass

    for name, code in names:
        field = RadioField(f"Constat pour {code}", [Optional()], choices=choices)
        setattr(Form, name, field)
    Form.criteres = names
    return Form(**data)


class ConclusionsForm(FlaskForm):
    issue = HiddenField(default="")
    """What was derived when the page was shown."""


def date_of(field: DateEnTroisField) -> date:
    """Of a form found valid, where it was required."""
    if field.data is None:
        raise ValueError(f"{field.name} was not validated")
    return field.data
