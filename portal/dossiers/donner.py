"""The one way the bytes of a row leave by a page."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.dossiers.models import Fichier
from portal.dossiers.permissions import why_not_ouvrir
from portal.storage.base import MissingFile
from portal.web.downloads import send
from portal.web.envois import storage
from portal.web.pages import page


def donner(fichier: Fichier, *, inline: bool = False) -> ResponseReturnValue:
    """The caller has checked that this account may know the file; here, its state."""
    if fichier.efface_at:
        raise MissingFile(fichier.cle)
    if reason := why_not_ouvrir(fichier, current_user.id):
        return page(
            "dossiers/fichier_retenu.html",
            status=409,
            fichier=fichier,
            why_not=reason,
        )
    return send(
        storage(),
        cle=fichier.cle,
        nom=fichier.nom,
        type_mime=fichier.type_mime,
        taille=fichier.taille,
        inline=inline,
    )
