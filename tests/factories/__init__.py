"""Functions that save a row; a test names only what it is about.

`make_dossier` leads a dossier to any state with the journal it would have; its
content (identity, experiences, pieces) comes from `fill`, when a test needs one.
"""

from tests.factories.base import JOUR, instant, save
from tests.factories.catalogue import (
    contenu,
    make_certification,
    make_compte,
    make_enregistrement,
    make_referentiel,
    make_uimm,
)
from tests.factories.certification import (
    make_capacite_acquise,
    make_certificat,
    make_commission,
    make_designation,
    make_dossier_jury,
    make_fichier_de_jury,
    make_jury,
    make_membre_commission,
    make_membre_jury,
    make_organisation,
    make_passage,
    make_transmission,
)
from tests.factories.dossiers import CHEMINS, add_evenement, make_dossier
from tests.factories.parts import (
    fill,
    make_avis,
    make_experience,
    make_fichier,
    make_identite,
    make_piece,
    make_preuve,
    make_situation,
    make_verdict,
    refuse_piece,
)
from tests.factories.people import make_accompagnement, make_cle

__all__ = [
    "CHEMINS",
    "JOUR",
    "add_evenement",
    "contenu",
    "fill",
    "instant",
    "make_accompagnement",
    "make_avis",
    "make_capacite_acquise",
    "make_certificat",
    "make_certification",
    "make_cle",
    "make_commission",
    "make_compte",
    "make_designation",
    "make_dossier",
    "make_dossier_jury",
    "make_enregistrement",
    "make_experience",
    "make_fichier",
    "make_fichier_de_jury",
    "make_identite",
    "make_jury",
    "make_membre_commission",
    "make_membre_jury",
    "make_organisation",
    "make_passage",
    "make_piece",
    "make_preuve",
    "make_referentiel",
    "make_situation",
    "make_transmission",
    "make_uimm",
    "make_verdict",
    "refuse_piece",
    "save",
]
