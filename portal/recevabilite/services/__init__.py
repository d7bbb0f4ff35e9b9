"""Every write of the request. The caller owns the transaction."""

from portal.recevabilite.services.brouillon import (
    choisir,
    commencer,
    declarer_sans_diplome,
    delete_experience,
    save_amenagement,
    save_experience,
    save_identite,
)
from portal.recevabilite.services.depot import completer, deposer, retirer
from portal.recevabilite.services.pieces import (
    Place,
    ecrire_lettre,
    joindre,
    rattacher,
    repondre,
    retirer_piece,
)

__all__ = [
    "Place",
    "choisir",
    "commencer",
    "completer",
    "declarer_sans_diplome",
    "delete_experience",
    "deposer",
    "ecrire_lettre",
    "joindre",
    "rattacher",
    "repondre",
    "retirer",
    "retirer_piece",
    "save_amenagement",
    "save_experience",
    "save_identite",
]
