"""The rows of a dossier, one module per part of its life."""

from portal.dossiers.models.accompagnement import (
    Accompagnement,
    Ancre,
    Commentaire,
    Lecture,
)
from portal.dossiers.models.analyse import Analyse
from portal.dossiers.models.archives import (
    Purge,
)
from portal.dossiers.models.certificat import (
    CapaciteAcquise,
    Certificat,
    CopieConforme,
    Questionnaire,
    Remise,
)
from portal.dossiers.models.commission import (
    Commission,
    Constat,
    Evaluation,
    LienCandidat,
    MembreCommission,
    PassageCommission,
)
from portal.dossiers.models.dossier import (
    AbonnementCalendrier,
    Compteur,
    Copie,
    Depot,
    Derogation,
    Document,
    Dossier,
    Evenement,
    Fichier,
)
from portal.dossiers.models.journal import JournalEfface, Scelle
from portal.dossiers.models.jury import (
    DecisionJury,
    Designation,
    DossierJury,
    InformationCprefp,
    Jury,
    MembreJury,
    Organisation,
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
from portal.dossiers.models.transmission import (
    PieceTransmission,
    QuestionGtp,
    Transmission,
)

__all__ = [
    "AbonnementCalendrier",
    "Accompagnement",
    "Amenagement",
    "Analyse",
    "Ancre",
    "Attestation",
    "Avis",
    "CapaciteAcquise",
    "Certificat",
    "Commentaire",
    "Commission",
    "Compteur",
    "Constat",
    "Copie",
    "CopieConforme",
    "DecisionJury",
    "Depot",
    "Derogation",
    "Designation",
    "Document",
    "Dossier",
    "DossierJury",
    "EcartAccepte",
    "Evaluation",
    "Evenement",
    "Experience",
    "Fichier",
    "Identite",
    "IdentiteVerifiee",
    "InformationCprefp",
    "JournalEfface",
    "Jury",
    "Lecture",
    "LienCandidat",
    "LienReferentiel",
    "MembreCommission",
    "MembreJury",
    "Organisation",
    "PassageCommission",
    "Piece",
    "PieceTransmission",
    "Preuve",
    "PreuveCapacite",
    "Purge",
    "QuestionGtp",
    "Questionnaire",
    "Remise",
    "Scelle",
    "SituationPro",
    "Transmission",
    "Verdict",
]
