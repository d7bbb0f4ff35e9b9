"""The rows of a dossier, one module per part of its life."""

from portal.dossiers.models.accompagnement import (
    Accompagnement,
    Ancre,
    Commentaire,
    Lecture,
)
from portal.dossiers.models.dossier import (
    AbonnementCalendrier,
    Compteur,
    Depot,
    Derogation,
    Document,
    Dossier,
    Evenement,
    Fichier,
)
from portal.dossiers.models.preuves import (
    EcartAccepte,
    LienReferentiel,
    Preuve,
    PreuveCapacite,
    SituationPro,
)
from portal.dossiers.models.recevabilite import (
    Amenagement,
    Attestation,
    Avis,
    Experience,
    Identite,
    IdentiteVerifiee,
    Piece,
    Verdict,
)

__all__ = [
    "AbonnementCalendrier",
    "Accompagnement",
    "Amenagement",
    "Ancre",
    "Attestation",
    "Avis",
    "Commentaire",
    "Compteur",
    "Depot",
    "Derogation",
    "Document",
    "Dossier",
    "EcartAccepte",
    "Evenement",
    "Experience",
    "Fichier",
    "Identite",
    "IdentiteVerifiee",
    "Lecture",
    "LienReferentiel",
    "Piece",
    "Preuve",
    "PreuveCapacite",
    "SituationPro",
    "Verdict",
]
