"""Every write between a candidate and its accompagnateurs. The caller commits.

Each one holds the dossier first: a revocation and what it ends take turns.
"""

from portal.accompagnement.services.acces import (
    accepter,
    accepter_avec_compte,
    annuler,
    inviter,
    revoquer,
)
from portal.accompagnement.services.commentaires import (
    marquer_lu,
    ouvrir_fil,
    repondre,
    resoudre,
    rouvrir,
)

__all__ = [
    "accepter",
    "accepter_avec_compte",
    "annuler",
    "inviter",
    "marquer_lu",
    "ouvrir_fil",
    "repondre",
    "resoudre",
    "revoquer",
    "rouvrir",
]
