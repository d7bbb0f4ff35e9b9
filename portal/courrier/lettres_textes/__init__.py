"""The words of each letter: one function per letter, named like its template."""

from portal.courrier.lettres_textes.accuses import (
    accuse_complement,
    accuse_preuves,
    accuse_reception,
)
from portal.courrier.lettres_textes.avis import (
    avis_annule,
    avis_defavorable,
    avis_favorable,
)
from portal.courrier.lettres_textes.commun import Entete
from portal.courrier.lettres_textes.convocation import Seance, convocation_commission
from portal.courrier.lettres_textes.demande import PieceRefusee, demande_pieces
from portal.courrier.lettres_textes.depot_preuves import accuse_depot_preuves

__all__ = [
    "Entete",
    "PieceRefusee",
    "Seance",
    "accuse_complement",
    "accuse_depot_preuves",
    "accuse_preuves",
    "accuse_reception",
    "avis_annule",
    "avis_defavorable",
    "avis_favorable",
    "convocation_commission",
    "demande_pieces",
]
