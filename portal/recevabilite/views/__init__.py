"""The pages of the request; each module adds its own to the blueprint."""

from portal.recevabilite.views import (
    activites,
    brouillon,
    completer,
    depot,
    gestes,
    pieces,
)
from portal.recevabilite.views.commun import bp

TELEVERSEMENTS = (pieces.pieces, completer.repondre)
"""They check the token themselves, before they read any file."""

__all__ = ["TELEVERSEMENTS", "activites", "bp", "brouillon", "depot", "gestes"]
