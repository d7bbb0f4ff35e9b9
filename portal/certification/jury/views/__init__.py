"""The pages of the juries; importing them fills the blueprint."""

from portal.certification.jury.views import (
    composition,
    deliberation,
    documents,
    dossiers,
    jurys,
)
from portal.certification.jury.views.commun import bp
from portal.certification.jury.views.deliberation import emargement

__all__ = ["bp", "composition", "deliberation", "documents", "dossiers", "jurys"]

TELEVERSEMENTS = (emargement,)
"""They check the token themselves, before they read any file."""
