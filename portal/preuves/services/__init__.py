"""Every write of the dossier de preuves. The caller owns the transaction."""

from portal.preuves.services.depot import (
    accepter_ecart,
    deposer,
    retirer_ecart,
)
from portal.preuves.services.pieces import (
    Saisie,
    ajouter,
    deplacer,
    garder,
    modifier_preuve,
    remplacer,
    retirer,
)
from portal.preuves.services.situations import (
    ajouter_situation,
    lier,
    modifier_situation,
    supprimer_situation,
)

__all__ = [
    "Saisie",
    "accepter_ecart",
    "ajouter",
    "ajouter_situation",
    "deplacer",
    "deposer",
    "garder",
    "lier",
    "modifier_preuve",
    "modifier_situation",
    "remplacer",
    "retirer",
    "retirer_ecart",
    "supprimer_situation",
]
