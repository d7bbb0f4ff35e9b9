"""What flask-security says to people, in our words: it knows them by these keys.

Every message its enabled views can show is here; a test reads their pages.
"""

from typing import Final

MESSAGES: Final = {
    "API_ERROR": ("Cette réponse n’est pas lisible.", "erreur"),
    "GENERIC_AUTHN_FAILED": ("Adresse ou mot de passe incorrect.", "erreur"),
    "CONFIRMATION_REQUIRED": (
        "Confirmez d’abord votre adresse : ouvrez le lien du message que vous "
        "avez reçu à l’inscription.",
        "erreur",
    ),
    "DISABLED_ACCOUNT": (
        "Ce compte est suspendu. Écrivez à votre UIMM territoriale.",
        "erreur",
    ),
    "CONFIRM_REGISTRATION": ("Un message vient d’être envoyé à %(email)s.", "succes"),
    "CONFIRMATION_REQUEST": ("Votre demande est enregistrée.", "succes"),
    "EMAIL_CONFIRMED": (
        "Votre adresse est confirmée. Vous pouvez vous connecter.",
        "succes",
    ),
    "ALREADY_CONFIRMED": (
        "Cette adresse est déjà confirmée : vous pouvez vous connecter.",
        "info",
    ),
    "INVALID_CONFIRMATION_TOKEN": (
        "Ce lien de confirmation n’est pas valable. Demandez-en un autre.",
        "erreur",
    ),
    "CONFIRMATION_EXPIRED": (
        "Ce lien de confirmation a expiré. Demandez-en un autre.",
        "erreur",
    ),
    "EMAIL_ALREADY_ASSOCIATED": ("Vérifiez cette adresse.", "erreur"),
    "EMAIL_NOT_PROVIDED": ("Indiquez votre adresse électronique.", "erreur"),
    "INVALID_EMAIL_ADDRESS": (
        "Écrivez l’adresse en entier, par exemple prenom.nom@exemple.fr.",
        "erreur",
    ),
    "USER_DOES_NOT_EXIST": ("Vérifiez cette adresse.", "erreur"),
    "PASSWORD_NOT_PROVIDED": ("Indiquez votre mot de passe.", "erreur"),
    "PASSWORD_INVALID_LENGTH": (
        "Choisissez un mot de passe de %(length)s à 128 caractères.",
        "erreur",
    ),
    "INVALID_PASSWORD": ("Ce n’est pas votre mot de passe actuel.", "erreur"),
    "PASSWORD_IS_THE_SAME": (
        "Choisissez un mot de passe différent de l’actuel.",
        "erreur",
    ),
    "PASSWORD_CHANGE": (
        "Votre mot de passe est changé. Vos autres sessions sont fermées.",
        "succes",
    ),
    "PASSWORD_RESET_REQUEST": ("Votre demande est enregistrée.", "succes"),
    "PASSWORD_RESET_NO_LOGIN": (
        "Votre mot de passe est changé. Connectez-vous avec le nouveau.",
        "succes",
    ),
    "PASSWORD_RESET_EXPIRED": ("Ce lien a expiré. Demandez-en un autre.", "erreur"),
    "INVALID_RESET_PASSWORD_TOKEN": (
        "Ce lien n’est plus valable. Demandez-en un autre.",
        "erreur",
    ),
    "FORGOT_PASSWORD": ("Mot de passe oublié ?", "info"),
    "UNAUTHENTICATED": ("Connectez-vous pour ouvrir cette page.", "info"),
    "UNAUTHORIZED": ("Cette page ne vous est pas ouverte.", "erreur"),
}
