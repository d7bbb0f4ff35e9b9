from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from portal.comptes.forms import MOT_DE_PASSE
from portal.web.saisie import une_ligne

CODE_REFUSE = (
    "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, puis réessayez."
)
CLE_REFUSEE = "Cette clé d’accès n’a pas pu être vérifiée. Réessayez."
CHIFFRES = {"autocomplete": "one-time-code", "inputmode": "numeric"}


def _reponse() -> HiddenField:
    """Of the browser to a passkey's challenge; a form without it answers nothing."""
    return HiddenField(filters=[lambda typed: typed or ""])


class ApplicationForm(FlaskForm):
    code = StringField(
        "Code affiché par l’application",
        description="Six chiffres, qui changent toutes les trente secondes.",
        filters=[une_ligne],
        validators=[DataRequired("Écrivez les six chiffres affichés.")],
        render_kw=CHIFFRES,
    )


class CleForm(FlaskForm):
    nom = StringField(
        "Nom de cette clé",
        description="Pour la reconnaître, par exemple : téléphone, ordinateur.",
        filters=[une_ligne],
        validators=[
            DataRequired("Donnez un nom à cette clé."),
            Length(max=60, message="60 caractères au plus."),
        ],
        render_kw={"autocomplete": "off"},
    )
    cle = _reponse()


class PreuveForm(FlaskForm):
    """That it is the person itself: one field is filled, which one is theirs.

    Its prefix keeps it apart from what the interrupted form holds.
    """

    class Meta:
        """The portal's own protection has read the token of the whole form."""

        csrf = False

    mot_de_passe = PasswordField(
        MOT_DE_PASSE, render_kw={"autocomplete": "current-password"}
    )
    code = StringField(
        "Code de vérification",
        description="Les six chiffres de votre application, ou un code de secours.",
        filters=[une_ligne],
        render_kw=CHIFFRES,
    )
    cle = _reponse()

    def __init__(self, **kwargs):
        super().__init__(prefix=PREFIXE, **kwargs)

    @property
    def remplie(self) -> bool:
        return bool(self.mot_de_passe.data or self.code.data or self.cle.data)


PREFIXE = "preuve-"
