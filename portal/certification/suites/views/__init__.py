"""What follows a validation; each module adds its own pages to the blueprint."""

from portal.certification.suites.views import (
    acquis,
    certificats,
    liste,
    questionnaire,
    remise,
)
from portal.certification.suites.views.commun import bp

# `receive` checks their token, before it reads any file.
TELEVERSEMENTS = (remise.remettre,)

__all__ = [
    "TELEVERSEMENTS",
    "acquis",
    "bp",
    "certificats",
    "liste",
    "questionnaire",
    "remise",
]
