"""The pages of the commission; each module adds its own to the blueprint."""

from portal.certification.commission.views import (
    documents,
    evaluation,
    membres,
    passages,
    planification,
    seances,
)
from portal.certification.commission.views.commun import bp

__all__ = [
    "bp",
    "documents",
    "evaluation",
    "membres",
    "passages",
    "planification",
    "seances",
]
