"""The pages of the dossier de preuves; each module adds its own to the blueprint."""

from portal.preuves.views import (
    depot,
    matrice,
    pieces,
    reprise,
    situations,
    textes,
)
from portal.preuves.views.commun import bp

# `receive` checks their token, before it reads any file.
TELEVERSEMENTS = (pieces.joindre, reprise.remplacer)

__all__ = [
    "TELEVERSEMENTS",
    "bp",
    "depot",
    "matrice",
    "pieces",
    "reprise",
    "situations",
    "textes",
]
