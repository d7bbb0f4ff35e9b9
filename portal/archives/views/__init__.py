"""The pages of the archives; each module adds its own to the blueprint."""

from portal.archives.views import dossier, mes_donnees, responsable
from portal.archives.views.commun import bp

__all__ = ["bp", "dossier", "mes_donnees", "responsable"]
