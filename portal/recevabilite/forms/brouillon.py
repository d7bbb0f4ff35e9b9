"""The answers typed page after page.

A draft may be incomplete, so nothing is required here that `completude` asks
for at the deposit; what is typed must have the right shape.
"""

import re
from datetime import date

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    NumberRange,
    Optional,
    ValidationError,
)

from portal.catalogue.models import Uimm
from portal.catalogue.referentiel import Bloc
from portal.dossiers.libelles import CONTRAT, SITUATION
from portal.droit.pieces import Contrat, Situation
from portal.recevabilite.completude import FRANCE
from portal.recevabilite.forms.champs import (
    ChoixField,
    HeuresField,
    at_most,
    ligne,
    paragraphe,
    texte_libre,
)
from portal.web.fields import DateEnTroisField, MoisField
from portal.web.saisie import LueField, une_ligne, version_lue

DEPARTEMENT = re.compile(r"(0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-8]|98[678])")
CODE_POSTAL = re.compile(r"\d{5}")
TELEPHONE = re.compile(r"\+?[\d .()-]{6,19}")
NEE_AVANT = 1900


class ProjetForm(FlaskForm):
    portee = RadioField(
        "Que souhaitez-vous obtenir ?",
        choices=[
            SelectChoice("entier", "Le CQPM entier"),
            SelectChoice("blocs", "Un ou plusieurs blocs seulement"),
        ],
        default="entier",
        validators=[InputRequired("Dites si vous visez le CQPM entier ou des blocs.")],
    )
    blocs = SelectMultipleField(
        "Quels blocs ?",
        coerce=int,
        description="Seulement si vous ne visez pas le CQPM entier.",
    )
    departement = StringField(
        "Votre département",
        filters=[lambda text: une_ligne(text).upper()],
        description="Son numéro, par exemple 69 ou 2A : l’UIMM dont vous dépendez "
        "en découle.",
        render_kw={"autocomplete": "off"},
    )
    uimm = SelectField("Votre UIMM territoriale", default="")

    def __init__(
        self, blocs: tuple[Bloc, ...], uimms: list[tuple[Uimm, list[str]]], **kwargs
    ) -> None:
        super().__init__(**kwargs)
        self.of_departement = {d: u.slug for u, codes in uimms for d in codes}
        self.blocs.choices = [
            SelectChoice(b.numero, f"Bloc {b.numero} : {b.intitule}") for b in blocs
        ]
        self.uimm.choices = [
            SelectChoice("", "Celle de mon département"),
            *(
                SelectChoice(u.slug, f"{u.nom} ({', '.join(codes)})")
                for u, codes in uimms
            ),
        ]

    def validate_blocs(self, field) -> None:
        if self.portee.data == "blocs" and not field.data:
            raise ValidationError("Cochez au moins un bloc.")

    def validate_departement(self, field) -> None:
        if self.uimm.data:
            return
        if not field.data:
            raise ValidationError("Indiquez votre département, ou choisissez l’UIMM.")
        if not DEPARTEMENT.fullmatch(field.data):
            raise ValidationError(
                "Écrivez le numéro d’un département, par exemple 69 ou 2A."
            )
        if field.data not in self.of_departement:
            raise ValidationError(
                "Aucune UIMM n’est enregistrée pour ce département : "
                "choisissez-la dans la liste."
            )

    def chosen_blocs(self) -> list[int]:
        """Every bloc ticked is the whole CQPM (R19)."""
        if self.portee.data == "entier" or not self.blocs.data:
            return []
        whole = len(self.blocs.data) == len(self.blocs.choices)
        return [] if whole else sorted(self.blocs.data)

    def chosen_uimm(self) -> str:
        return self.uimm.data or self.of_departement[self.departement.data]


class IdentiteForm(FlaskForm):
    nom_naissance = ligne("Nom de naissance", 100, autocomplete="family-name")
    nom_usage = StringField(
        "Nom d’usage",
        filters=[une_ligne],
        validators=[Optional(), at_most(100)],
        description="S’il est différent de votre nom de naissance.",
    )
    prenoms = ligne(
        "Prénoms",
        100,
        "Tous, dans l’ordre de l’état civil.",
        autocomplete="given-name",
    )
    naissance_le = DateEnTroisField(
        "Date de naissance",
        description="Par exemple : 27 3 1976",
        render_kw={"autocomplete": "bday"},
    )
    naissance_ville = ligne("Commune de naissance", 100)
    naissance_departement = StringField(
        "Département de naissance",
        filters=[lambda text: une_ligne(text).upper()],
        description="Son numéro, si vous êtes né·e en France.",
    )
    naissance_pays = ligne("Pays de naissance", 60)
    adresse = ligne("Numéro et rue", 200, autocomplete="street-address")
    code_postal = ligne("Code postal", 12, autocomplete="postal-code")
    ville = ligne("Ville", 100, autocomplete="address-level2")
    pays = ligne("Pays", 60, autocomplete="country-name")
    telephone = TelField(
        "Téléphone",
        filters=[une_ligne],
        validators=[Optional()],
        description="Pour que l’UIMM puisse vous appeler au sujet de votre demande.",
        render_kw={"autocomplete": "tel"},
    )
    situation = ChoixField(
        "Votre situation aujourd’hui",
        choices=[SelectChoice(s, SITUATION[s]) for s in Situation],
        coerce=Situation,
    )
    version = version_lue()

    def __init__(self, today: date, **kwargs) -> None:
        super().__init__(**kwargs)
        self.today = today

    def validate_naissance_le(self, field) -> None:
        if field.data and not NEE_AVANT <= field.data.year <= self.today.year:
            raise ValidationError("Vérifiez l’année de naissance.")
        if field.data and field.data >= self.today:
            raise ValidationError("La date de naissance doit être passée.")

    def validate_naissance_departement(self, field) -> None:
        if field.data and not DEPARTEMENT.fullmatch(field.data):
            raise ValidationError(
                "Écrivez le numéro d’un département, par exemple 42 ou 2A. "
                "Laissez vide si vous êtes né·e hors de France."
            )

    def validate_code_postal(self, field) -> None:
        in_france = self.pays.data.casefold() == FRANCE.casefold()
        if field.data and in_france and not CODE_POSTAL.fullmatch(field.data):
            raise ValidationError("Un code postal a cinq chiffres, par exemple 69100.")

    def validate_telephone(self, field) -> None:
        if field.data and not TELEPHONE.fullmatch(field.data):
            raise ValidationError(
                "Écrivez un numéro de téléphone, par exemple 06 12 34 56 78."
            )

    def valeurs(self) -> dict:
        return {
            name: value
            for name, value in self.data.items()
            if name not in {"version", "csrf_token"}
        }


class AmenagementForm(FlaskForm):
    lue = LueField()
    demande = TextAreaField(
        "De quel aménagement avez-vous besoin\u00a0?",
        filters=[texte_libre],
        validators=[Optional(), at_most(2000)],
        description="Par exemple un temps supplémentaire, une salle accessible, "
        "un interprète en langue des signes.",
    )


class ExperienceForm(FlaskForm):
    poste = StringField(
        "Poste ou rôle",
        filters=[une_ligne],
        validators=[DataRequired("Indiquez le poste ou le rôle."), at_most(150)],
        description="Avec vos mots, par exemple : technicien·ne méthodes",
    )
    debut_le = MoisField(
        "Début",
        validators=[InputRequired("Indiquez le mois et l’année de début.")],
        description="Par exemple : 9 2018",
    )
    fin_le = MoisField("Fin", description="Laissez vide si vous l’exercez encore")
    en_cours = BooleanField("Je l’exerce encore")
    contrat = ChoixField(
        "Type de contrat",
        choices=[SelectChoice(c, CONTRAT[c]) for c in Contrat],
        coerce=Contrat,
        validators=[InputRequired("Choisissez le type de contrat, ou « Bénévolat ».")],
    )
    heures_hebdo = HeuresField(
        "Heures par semaine",
        validators=[
            Optional(),
            NumberRange(
                min=0.5, max=60, message="Écrivez un nombre d’heures de 0,5 à 60."
            ),
        ],
    )
    employeur = ligne("Entreprise ou organisme", 150)
    activite_principale = ligne("Son activité principale", 200)
    description = paragraphe(
        "Ce que vous y faites, en quelques lignes",
        3000,
        "Vos projets, vos responsabilités, la taille de l’équipe.",
    )
    version = version_lue()

    def __init__(self, today: date, **kwargs) -> None:
        super().__init__(**kwargs)
        self.today = today

    def validate_debut_le(self, field) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("Le début ne peut pas être dans l’avenir.")
        if field.data and field.data.year < NEE_AVANT:
            raise ValidationError("Vérifiez l’année de début.")

    def validate_fin_le(self, field) -> None:
        if self.en_cours.data and field.data:
            raise ValidationError(
                "Laissez la fin vide, ou décochez « Je l’exerce encore »."
            )
        if not self.en_cours.data and not field.data:
            raise ValidationError(
                "Indiquez le mois et l’année de fin, ou cochez « Je l’exerce encore »."
            )
        if field.data and self.debut_le.data and field.data < self.debut_le.data:
            raise ValidationError("La fin ne peut pas précéder le début.")
        if field.data and field.data > self.today:
            raise ValidationError("La fin ne peut pas être dans l’avenir.")
