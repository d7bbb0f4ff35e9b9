"""Shape and words of what an administrateur records of a certification."""

import re
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from portal.administration.libelles import CHAMP, STATUT
from portal.catalogue.models import Certification
from portal.droit.cycle_de_vie import (
    DATES,
    ILLIMITEE,
    why_not_benefice,
    why_not_date,
    why_not_decide,
)
from portal.droit.ouverture import StatutCertification
from portal.droit.termes import TERMES
from portal.web.fields import DateEnTroisField
from portal.web.saisie import PetitEntierField, at_most, une_ligne, version_lue

CODE = re.compile(r"RNCP[1-9][0-9]{0,5}\Z")
MOIS_MAX = 600
MOIS = f"Écrivez un nombre de mois, de 1 à {MOIS_MAX}."


def _code(text: str | None) -> str:
    return "".join((text or "").split()).upper()


def _vide(text: str | None) -> str | None:
    """An unknown text stays unknown."""
    return une_ligne(text) or None


def _date(name: str, description: str) -> DateEnTroisField:
    return DateEnTroisField(
        CHAMP[name], validators=[Optional(), _in_order], description=description
    )


def _in_order(form, field) -> None:
    """R11: the dates follow one another; an unknown one stays unknown."""
    dates = {name: form[name].data for name in DATES}
    _refuse(why_not_date(field.name, dates))


def _refuse(reason: str | None) -> None:
    if reason:
        raise ValidationError(reason)


class EnregistrementForm(FlaskForm):
    """`del form.code` where a dossier is pinned to it."""

    code = StringField(
        CHAMP["code"],
        filters=[_code],
        validators=[
            DataRequired("Indiquez le code de la fiche RNCP."),
            Regexp(CODE, message="Écrivez RNCP suivi de chiffres, comme RNCP40906."),
        ],
        description="Par exemple\u00a0: RNCP40906.",
    )
    intitule = StringField(
        CHAMP["intitule"],
        filters=[une_ligne],
        validators=[DataRequired("Indiquez l’intitulé de la fiche."), at_most(300)],
    )
    arrete = _date("arrete", "Ou de la décision qui enregistre.")
    jo = _date("jo", "Jour de la publication.")
    effet = _date("effet", "Premier jour où une demande est possible.")
    fin = _date("fin", "Dernier jour où une demande est possible.")
    date_limite_delivrance = _date(
        "date_limite_delivrance", "Dernier jour où le certificat peut être délivré."
    )
    benefice_texte = StringField(
        CHAMP["benefice_texte"],
        filters=[_vide],
        validators=[Optional(), at_most(40)],
        description="Les mots de la fiche, par exemple «\u00a05 an(s)\u00a0» "
        f"ou «\u00a0{ILLIMITEE}\u00a0».",
    )
    benefice_mois = PetitEntierField(
        CHAMP["benefice_mois"],
        illisible=MOIS,
        validators=[Optional(), NumberRange(1, MOIS_MAX, MOIS)],
        description=f"60 pour cinq ans. Rien pour «\u00a0{ILLIMITEE}\u00a0».",
        render_kw={"inputmode": "numeric"},
    )
    version = version_lue()

    def validate_benefice_texte(self, field) -> None:
        if not self.benefice_mois.raw_data or not self.benefice_mois.raw_data[0]:
            _refuse(why_not_benefice(field.data, None))

    def validate_benefice_mois(self, field) -> None:
        _refuse(why_not_benefice(self.benefice_texte.data, field.data))

    def valeurs(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in self.data.items()
            if name not in {"version", "csrf_token"}
        }


class DecisionForm(FlaskForm):
    statut = RadioField(
        CHAMP["statut"],
        choices=[SelectChoice(statut, words) for statut, words in STATUT.items()],
        validators=[InputRequired("Choisissez l’état de la certification.")],
    )
    statut_le = DateEnTroisField(
        CHAMP["statut_le"],
        validators=[InputRequired("Indiquez la date de la décision.")],
        description=f"Celle de la décision du {TERMES.gtp}\u00a0: elle s’applique "
        "ce jour-là.",
    )
    version = version_lue()

    def __init__(self, certification: Certification, today: date, **kwargs) -> None:
        super().__init__(**kwargs)
        self.certification = certification
        self.today = today

    def validate_statut_le(self, field) -> None:
        if self.statut.data is None:
            return
        known = (self.certification.statut, self.certification.statut_le)
        wanted = (StatutCertification(self.statut.data), field.data)
        _refuse(why_not_decide(known, wanted, self.today))

    def valeurs(self) -> dict[str, Any]:
        statut = StatutCertification(self.statut.data)
        return {"statut": statut, "statut_le": self.statut_le.data}
