from flask import current_app
from flask_login import current_user
from flask_security import hash_password, verify_password
from flask_security.confirmable import send_confirmation_instructions
from flask_security.forms import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
)
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    StopValidation,
    ValidationError,
)

from portal.comptes.messages import MESSAGES
from portal.droit.termes import TERMES
from portal.droit.workflow import Role
from portal.logs import log
from portal.web.saisie import LueField, une_ligne

ADRESSE = "Adresse électronique"
MOT_DE_PASSE = "Mot de passe"
NOUVEAU = "Nouveau mot de passe"
LONGUEUR = "12 caractères au moins. Quelques mots sans lien entre eux conviennent bien."
SANS_MOT_DE_PASSE = (
    "Votre compte n’a pas encore de mot de passe : choisissez-en un par le lien "
    "« Mot de passe oublié ? »."
)
ADRESSE_ILLISIBLE = {
    MESSAGES["EMAIL_NOT_PROVIDED"][0],
    MESSAGES["INVALID_EMAIL_ADDRESS"][0],
}


class ConnexionForm(LoginForm):
    remember = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.email.label.text = ADRESSE
        self.password.label.text = MOT_DE_PASSE

    def validate_next(self, field) -> None:
        """Another host is not an error of the person: the view goes home instead."""

    def validate(self, **kwargs) -> bool:
        valid = super().validate(**kwargs)
        if self.user_authenticated and not valid:
            # The password was right: the owner may know why the door stays shut.
            self.form_errors.extend(self.email.errors)
            self.email.errors = []
        if not valid:
            log.warning(
                "sign_in_refused", compte=str(self.user.id) if self.user else ""
            )
        return valid


class InscriptionForm(RegisterFormV2):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.email.label.text = ADRESSE
        self.email.description = "Un lien de confirmation y sera envoyé."
        self.password.label.text = MOT_DE_PASSE
        self.password.description = LONGUEUR


class OubliForm(ForgotPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.email.label.text = ADRESSE

    def validate(self, **kwargs) -> bool:
        if super().validate(**kwargs):
            # As long as for an unknown address: the view makes a hash for those.
            hash_password("not-a-password")
            return True
        if self.requires_confirmation:
            # Not confirmed yet: the other link is the one this person needs.
            send_confirmation_instructions(self.user)
        keep_reading_errors(self)
        return False


class ConfirmationForm(SendConfirmationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.email.label.text = ADRESSE

    def validate(self, **kwargs) -> bool:
        valid = super().validate(**kwargs)
        keep_reading_errors(self)
        return valid


def keep_reading_errors(form) -> None:
    """The view forgets every error of the address; these say nothing of accounts."""
    unreadable = [e for e in map(str, form.email.errors) if e in ADRESSE_ILLISIBLE]
    form.form_errors.extend(unreadable)


class ReinitialisationForm(ResetPasswordForm):
    password_confirm = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.password.label.text = NOUVEAU
        self.password.description = LONGUEUR


class MotDePasseForm(ChangePasswordForm):
    new_password_confirm = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.password.label.text = "Mot de passe actuel"
        self.new_password.label.text = NOUVEAU
        self.new_password.description = LONGUEUR

    def validate(self, **kwargs) -> bool:
        if current_user.password:
            return super().validate(**kwargs)
        # The library would let an open session choose one, with no proof at all.
        self.form_errors.append(SANS_MOT_DE_PASSE)
        return False


def adresse_valable(_form, field) -> None:
    try:
        field.data = current_app.extensions["security"].mail_util.validate(field.data)
    except ValueError as error:
        raise StopValidation(MESSAGES["INVALID_EMAIL_ADDRESS"][0]) from error


def mot_de_passe_valable(form, field) -> None:
    password_util = current_app.extensions["security"].password_util
    known = {"nom_affiche": form.nom_affiche.data, "email": form.adresse}
    reasons, field.data = password_util.validate(field.data, is_register=True, **known)
    if reasons:
        raise ValidationError(reasons[0])


class PresentationForm(FlaskForm):
    """Who signs: the name and the quality printed under a decision."""

    lue = LueField()

    nom_affiche = StringField(
        "Prénom et nom",
        filters=[une_ligne],
        validators=[
            DataRequired("Indiquez votre prénom et votre nom."),
            Length(max=120, message="120 caractères au plus."),
        ],
        render_kw={"autocomplete": "name"},
    )
    qualite = StringField(
        "Fonction",
        description="Imprimée sous vos décisions, par exemple : Instructrice VAE.",
        filters=[une_ligne],
        validators=[
            DataRequired("Indiquez votre fonction."),
            Length(max=120, message="120 caractères au plus."),
        ],
        render_kw={"autocomplete": "organization-title"},
    )


class NouveauCompteForm(PresentationForm):
    """The account an invitation opens. `del form.qualite` where nothing is signed."""

    adresse = ""
    """The one invited."""

    password = PasswordField(
        MOT_DE_PASSE,
        description=LONGUEUR,
        validators=[
            DataRequired(MESSAGES["PASSWORD_NOT_PROVIDED"][0]),
            mot_de_passe_valable,
        ],
        render_kw={"autocomplete": "new-password"},
    )

    def password_hash(self) -> str:
        return hash_password(self.password.data)


class AdresseForm(FlaskForm):
    email = EmailField(
        "Nouvelle adresse électronique",
        description="Un lien de confirmation y sera envoyé. Il dure 2 heures.",
        filters=[une_ligne],
        validators=[
            DataRequired(MESSAGES["EMAIL_NOT_PROVIDED"][0]),
            adresse_valable,
        ],
        render_kw={"autocomplete": "email"},
    )
    password = PasswordField(
        "Mot de passe actuel",
        validators=[DataRequired(MESSAGES["PASSWORD_NOT_PROVIDED"][0])],
        render_kw={"autocomplete": "current-password"},
    )

    def validate_email(self, field) -> None:
        if field.data == current_user.email:
            raise ValidationError("C’est déjà l’adresse de votre compte.")

    def validate_password(self, field) -> None:
        if not current_user.password:
            raise ValidationError(SANS_MOT_DE_PASSE)
        util = current_app.extensions["security"].password_util
        if not verify_password(util.normalize(field.data), current_user.password):
            raise ValidationError(MESSAGES["INVALID_PASSWORD"][0])


class AccepterForm(FlaskForm):
    """A button and its token."""


class InvitationForm(FlaskForm):
    """`del form.role`, `del form.uimm` where only one is possible."""

    email = EmailField(
        ADRESSE,
        description="Celle de la personne invitée. Le lien sert une fois, 14 jours.",
        filters=[une_ligne],
        validators=[
            DataRequired("Indiquez l’adresse de la personne."),
            adresse_valable,
        ],
        render_kw={"autocomplete": "off"},
    )
    role = RadioField(
        "Rôle",
        validators=[InputRequired("Choisissez un rôle.")],
        choices=[
            SelectChoice(Role.RESPONSABLE, "Responsable d’une UIMM territoriale"),
            SelectChoice(Role.GTP, f"{TERMES.groupe.capitalize()} ({TERMES.gtp})"),
        ],
    )
    uimm = SelectField("UIMM territoriale", description="Pour un responsable.")

    def validate_uimm(self, field) -> None:
        if self.role.data == Role.RESPONSABLE and not field.data:
            raise ValidationError("Choisissez l’UIMM territoriale de cette personne.")
