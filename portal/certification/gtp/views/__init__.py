"""The pages of the UIMM's transmissions, and those of the GTP's secretariat."""

from portal.certification.gtp.views import (
    bilan,
    bureau,
    decisions,
    envoi,
    liste,
    pieces,
)
from portal.certification.gtp.views.commun import gtp, transmissions

# They check the token themselves, before they read any file.
TELEVERSEMENTS = (pieces.joindre, pieces.repondre)

__all__ = [
    "TELEVERSEMENTS",
    "bilan",
    "bureau",
    "decisions",
    "envoi",
    "gtp",
    "liste",
    "pieces",
    "transmissions",
]
