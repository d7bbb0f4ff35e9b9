"""Shape and words of what the UIMM types about a jury."""

import re
from collections.abc import Iterable
from dataclasses import replace

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    Email,
    InputRequired,
    Optional,
    ValidationError,
)

from portal.certification.jury import libelles
from portal.certification.jury.services.composition import Siege
from portal.certification.jury.services.dossiers import Ligne, why_not_ligne
from portal.certification.jury.services.jurys import RendezVous
from portal.dossiers.models import Dossier, MembreJury, Organisation
from portal.droit.listes import College, Financement, ObjetCprefp, Origine, Secteur
from portal.web.fields import DateEnTroisField
from portal.web.saisie import LueField, at_most, texte_libre, une_ligne, version_lue

HEURE = re.compile(r"^([01]?\d|2[0-3])(?::|\s?h\s?)([0-5]\d)?$", re.IGNORECASE)


def _ligne_de_texte(libelle: str, most: int, *first: object, **more) -> StringField:
    return StringField(libelle, [*first, at_most(most)], filters=[une_ligne], **more)


def _motif(description: str) -> TextAreaField:
    return TextAreaField(
        "Motif",
        [DataRequired("Écrivez le motif."), at_most(600)],
        filters=[texte_libre],
        description=description,
    )


class RendezVousForm(FlaskForm):
    le = DateEnTroisField("Date du jury", [InputRequired("Indiquez la date du jury.")])
    heure = _ligne_de_texte(
        "Heure",
        10,
        DataRequired("Indiquez l’heure."),
        description="Par exemple\u00a0: 14\u00a0h\u00a000, ou 14:00.",
    )
    lieu = _ligne_de_texte("Lieu", 300, DataRequired("Indiquez le lieu."))

    def validate_heure(self, field) -> None:
        if not HEURE.match(field.data):
            raise ValidationError("Écrivez l’heure ainsi\u00a0: 14\u00a0h\u00a000.")

    def lire(self) -> RendezVous:
        found = HEURE.match(self.heure.data)
        if found is None or self.le.data is None:
            raise ValueError("the form was not validated")
        hours, minutes = int(found[1]), int(found[2] or 0)
        return RendezVous(self.le.data, f"{hours:02d}:{minutes:02d}", self.lieu.data)


class DeplacerForm(RendezVousForm):
    motif = _motif(
        "Écrit dans le journal de chaque dossier, que la personne peut lire."
    )
    version = version_lue()


class AnnulerForm(FlaskForm):
    motif = _motif(
        "Écrit dans le journal de chaque dossier, que la personne peut lire."
    )
    version = version_lue()


class ReporterForm(FlaskForm):
    motif = _motif("Écrit dans le journal du dossier, que la personne peut lire.")


class MembreForm(FlaskForm):
    college = RadioField(
        "Sa place",
        [InputRequired("Choisissez sa place au jury.")],
        choices={c.value: libelles.COLLEGE[c] for c in College},
    )
    organisation_slug = SelectField(
        "Organisation syndicale qui mandate", validate_choice=False
    )
    nom = _ligne_de_texte("Prénom et nom", 120, DataRequired("Écrivez son nom."))
    organisme = _ligne_de_texte("Entreprise, ou UIMM", 150, Optional())
    fonction = _ligne_de_texte("Fonction", 120, Optional())
    email = EmailField(
        "Adresse électronique",
        [
            Optional(),
            at_most(254),
            Email("Écrivez une adresse complète, comme nom@exemple.fr."),
        ],
        filters=[une_ligne],
        description="Sans adresse, imprimez la convocation.",
    )
    president = BooleanField("Préside le jury, avec voix prépondérante")
    suppleant = BooleanField("Suppléance\u00a0: ne siège qu’à la place d’une autre")
    interim = BooleanField("Vient de la branche du travail temporaire")
    version = version_lue()

    def proposer(self, organisations: Iterable[Organisation]) -> None:
        self.organisation_slug.choices = {"": "Aucune"} | {
            o.slug: o.nom for o in organisations
        }

    def validate_organisation_slug(self, field) -> None:
        if self.college.data != College.SALARIES:
            return
        if not field.data or field.data not in field.choices:
            raise ValidationError("Choisissez l’organisation qui mandate ce membre.")

    def lire(self) -> Siege:
        """A guest has neither a vote, a union nor an alternate's place (R46)."""
        college = College(self.college.data)
        siege = Siege(
            college=college,
            nom=self.nom.data,
            organisme=self.organisme.data,
            fonction=self.fonction.data,
            email=self.email.data or "",
            interim=self.interim.data,
            president=self.president.data,
            suppleant=self.suppleant.data,
        )
        if college is College.SALARIES:
            return replace(siege, organisation_slug=self.organisation_slug.data)
        if college is College.INVITE:
            return replace(siege, suppleant=False, interim=False)
        return siege

    @staticmethod
    def de(membre: MembreJury) -> dict:
        names = Siege.__dataclass_fields__
        return {name: getattr(membre, name) for name in names}


class CprefpForm(FlaskForm):
    objets = SelectMultipleField(
        "Ce que le secrétariat de la CPREFP a reçu",
        [InputRequired("Cochez ce qui a été transmis.")],
        choices={o.value: libelles.OBJET[o] for o in ObjetCprefp},
    )
    le = DateEnTroisField("Le", [InputRequired("Indiquez la date de l’envoi.")])
    texte = TextAreaField(
        "Précision",
        [Optional(), at_most(600)],
        filters=[texte_libre],
        description="Par exemple\u00a0: courriel au secrétariat, référence.",
    )


class DossiersForm(FlaskForm):
    dossiers = SelectMultipleField(
        "Dossiers à inscrire", [InputRequired("Choisissez au moins un dossier.")]
    )

    def proposer(self, dossiers: Iterable[Dossier]) -> None:
        self.dossiers.choices = {str(d.id): d.numero for d in dossiers}


class LigneForm(FlaskForm):
    lue = LueField()
    origine = RadioField(
        "Origine",
        [InputRequired("Choisissez l’origine de la personne candidate.")],
        choices={o.value: libelles.ORIGINE[o] for o in Origine},
    )
    financement = SelectField(
        "Dispositif de financement",
        [InputRequired("Choisissez le dispositif de financement.")],
        choices={"": "Choisir"}
        | {f.value: libelles.FINANCEMENT[f] for f in Financement},
        description="POEI/POEC et VAE\u00a0: demandeurs d’emploi seulement. "
        "CPF et Autre\u00a0: toutes les origines. Le reste\u00a0: salariés.",
    )
    raison_sociale = _ligne_de_texte("Raison sociale", 200, Optional())
    adresse = _ligne_de_texte("Adresse de l’entreprise", 300, Optional())
    nace = _ligne_de_texte("Code NACE", 10, Optional())
    secteur = SelectField(
        "Secteur",
        [Optional()],
        choices={"": "Non précisé"} | {s.value: libelles.SECTEUR[s] for s in Secteur},
    )
    branche = _ligne_de_texte("Branche, si hors métaux", 150, Optional())

    def validate(self, extra_validators=None) -> bool:
        if not super().validate(extra_validators):
            return False
        if reason := why_not_ligne(self.lire()):
            self.form_errors = [reason]
            return False
        return True

    def lire(self) -> Ligne:
        secteur = self.secteur.data
        return Ligne(
            origine=Origine(self.origine.data),
            financement=Financement(self.financement.data),
            raison_sociale=self.raison_sociale.data,
            adresse=self.adresse.data,
            nace=self.nace.data,
            secteur=Secteur(secteur) if secteur else None,
            branche=self.branche.data,
        )
