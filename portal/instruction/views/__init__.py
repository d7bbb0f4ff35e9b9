"""The pages of the instruction; each module adds its own to the blueprint."""

from portal.instruction.views import (
    avis,
    demande,
    etabli,
    file,
    preuves,
    reprise,
    responsable,
    tableau,
)
from portal.instruction.views.commun import bp

__all__ = [
    "avis",
    "bp",
    "demande",
    "etabli",
    "file",
    "preuves",
    "reprise",
    "responsable",
    "tableau",
]
