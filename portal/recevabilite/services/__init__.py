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
    deplacer,
    ecrire_lettre,
    joindre,
    rattacher,
    renommer,
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
    "deplacer",
    "deposer",
    "ecrire_lettre",
    "joindre",
    "rattacher",
    "renommer",
    "repondre",
    "retirer",
    "retirer_piece",
    "save_amenagement",
    "save_experience",
    "save_identite",
]
