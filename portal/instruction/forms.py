"""Shape and words of what a reviewer sends."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    ValidationError,
)
from wtforms.widgets import HiddenInput

from portal.comptes.models import Compte
from portal.dossiers import libelles
from portal.dossiers.models import Piece
from portal.droit.pieces import DocumentIdentite, Motif
from portal.instruction.dossier import nom
from portal.instruction.lettres import Decision
from portal.web.fields import DateEnTroisField
from portal.web.saisie import LueField

PHRASE_MAX = 600
TEXTE_MAX = 2000
LE_LIEN = "L’expérience et son lien avec la certification"
LES_ACTIVITES = "Le dossier d’activités"
AUTRE = "Autre motif"
SANS_MOTIF = "Un avis défavorable est motivé\u00a0: écrivez au moins un motif."
_TROP = "Écrivez %(max)d caractères au plus."


def _texte(
    libelle: str, *first: object, maximum: int = TEXTE_MAX, **more
) -> TextAreaField:
    validators = [*first, Length(max=maximum, message=_TROP)]
    return TextAreaField(libelle, validators, filters=[_strip], **more)


def _strip(text: str | None) -> str:
    return (text or "").replace("\x00", "").strip()


class VerdictForm(FlaskForm):
    verdict = RadioField(
        "Votre verdict sur cette pièce",
        [InputRequired("Dites si vous acceptez ou refusez cette pièce.")],
        choices={"a": "Acceptée", "r": "Refusée"},
    )
    motif = SelectField(
        "Motif du refus",
        choices={m.value: f"{m.value} – {libelles.MOTIF[m]}" for m in Motif},
        validate_choice=False,
    )
    phrase = _texte(
        "Ce qu’il faut corriger",
        maximum=PHRASE_MAX,
        description="Envoyé tel quel à la personne, dans la demande de pièces.",
    )
    version = IntegerField(widget=HiddenInput(), default=0)

    def validate_motif(self, field) -> None:
        if self.verdict.data == "r" and field.data not in set(Motif):
            raise ValidationError("Choisissez le motif du refus.")

    def validate_phrase(self, field) -> None:
        if self.verdict.data == "r" and not field.data:
            raise ValidationError("Écrivez ce qu’il faut corriger.")

    @property
    def raison(self) -> Motif | None:
        """None when accepted: what was typed under a refusal is then ignored."""
        return Motif(self.motif.data) if self.verdict.data == "r" else None


class IdentiteForm(FlaskForm):
    document = SelectField(
        "Document présenté",
        choices={d.value: libelles.DOCUMENT_IDENTITE[d] for d in DocumentIdentite},
    )
    concorde = BooleanField(
        "Identité vérifiée\u00a0: nom, prénoms et date de naissance concordent avec le "
        "dossier.",
        [DataRequired("Cochez la case pour dire que l’identité est vérifiée.")],
    )


class LettreForm(FlaskForm):
    """A letter is read, then sent: `empreinte` is the digest of what was read."""

    empreinte = HiddenField(default="")


class DemandeForm(LettreForm):
    reponse_le = DateEnTroisField(
        "Réponse attendue au plus tard le",
        [InputRequired("Indiquez la date de réponse.")],
    )


class AvisForm(LettreForm):
    """`avis_form` adds one text for each piece or criterion."""

    decision = RadioField(
        "Votre décision",
        [InputRequired("Choisissez l’avis que vous rendez.")],
        choices={
            "favorable": "Recevable – avis favorable",
            "defavorable": "Non recevable – avis défavorable",
        },
    )
    recommandations = _texte(
        "Recommandations pour le dossier de preuves",
        Optional(),
        description="Avis favorable seulement. Reprises à la fin de la lettre.",
    )

    objets: Sequence[tuple[str, str]] = ()

    @property
    def motifs(self) -> list[tuple[str, str]]:
        """What was written, in the order of the letter."""
        written = [(what, self[name].data) for name, what in self.objets]
        return [(what, words) for what, words in written if words]

    def lire(self) -> Decision:
        favorable = self.decision.data == "favorable"
        recommandations = self.recommandations.data if favorable else ""
        return Decision(favorable, self.motifs, recommandations)

    def validate(self, extra_validators=None) -> bool:
        valid = super().validate(extra_validators)
        if self.decision.data != "defavorable" or self.motifs:
            return valid
        first, _what = self.objets[0]
        return not refuse(self[first], SANS_MOTIF)


def avis_form(refusees: Iterable[Piece]) -> AvisForm:
    """One text for each refused piece, already filled with what its refusal says."""
    pieces = {f"motif_{p.id.hex}": p for p in refusees}
    objets = [
        *[(name, nom(piece)) for name, piece in pieces.items()],
        ("motif_lien", LE_LIEN),
        ("motif_activites", LES_ACTIVITES),
        ("motif_autre", AUTRE),
    ]

    class Form(AvisForm):
        pass

    for name, what in objets:
        verdict = pieces[name].verdict if name in pieces else None
        words = verdict.phrase if verdict else ""
        setattr(Form, name, _texte(what, Optional(), maximum=PHRASE_MAX, default=words))
    Form.objets = objets
    return Form()


class MotifForm(FlaskForm):
    motif = _texte("Motif", DataRequired("Écrivez le motif."))


class ReprendreForm(FlaskForm):
    motif = _texte(
        "Motif",
        DataRequired("Écrivez le motif."),
        description="Gardé dans le journal du dossier, que la personne peut lire.",
    )


class RevenirForm(LettreForm):
    motif = _texte(
        "Motif",
        DataRequired("Écrivez le motif."),
        description="Repris dans la lettre envoyée à la personne.",
    )


class ProlongerForm(MotifForm):
    jusqu_au = DateEnTroisField(
        "Nouvelle limite", [InputRequired("Indiquez la nouvelle limite.")]
    )


class AttributionForm(FlaskForm):
    compte = SelectField("Attribuer à")

    def proposer(self, comptes: Iterable[Compte]) -> None:
        self.compte.choices = {str(c.id): c.nom_affiche or c.email for c in comptes}


class MarqueForm(FlaskForm):
    lue = LueField()
    phrase = _texte(
        "Ce qui empêche de l’ouvrir ou de la lire",
        DataRequired("Écrivez ce qui est à remplacer, et pourquoi."),
        maximum=PHRASE_MAX,
    )


class DemandePreuvesForm(MotifForm):
    reponse_le = DateEnTroisField(
        "Réponse attendue au plus tard le",
        [InputRequired("Indiquez la date de réponse.")],
    )


def refuse(field, sentence: str | None) -> bool:
    """Put the refusal of a rule under the field it is about."""
    if sentence:
        field.errors = [*field.errors, sentence]
    return sentence is not None


def date_of(field: DateEnTroisField) -> date:
    """Of a form found valid, where it was required."""
    if field.data is None:
        raise ValueError(f"{field.name} was not validated")
    return field.data


def default_date(field: DateEnTroisField, le: date) -> None:
    """Before anything is sent."""
    field.process(None, le)
