"""Which pieces a dossier de recevabilité holds, and the words to refuse one.

Source: 002 l.1041-1066 (P1 to P7 of domain.md 1.3).
"""

from enum import StrEnum


class Genre(StrEnum):
    CV = "cv"
    IDENTITE = "identite"
    MOTIVATION = "motivation"
    DIPLOME = "diplome"
    ACTIVITE = "activite"


UNIQUES = frozenset({Genre.CV, Genre.MOTIVATION})
"""At most one piece at a time. The identity document may have two sides."""


class Motif(StrEnum):
    """Coded reasons to refuse a piece; the reviewer adds a sentence."""

    ILLISIBLE = "ILL"
    INCOMPLETE = "INC"
    PERIMEE = "PER"
    AUTRE_DOCUMENT = "AUT"
    SANS_LIEN = "LIE"
    TIERS = "TIE"


class Contrat(StrEnum):
    CDI = "cdi"
    CDD = "cdd"
    INTERIM = "interim"
    ALTERNANCE = "alternance"
    STAGE = "stage"
    INDEPENDANT = "independant"
    FONCTION_PUBLIQUE = "fonction_publique"
    BENEVOLAT = "benevolat"
    MANDAT = "mandat"
    AUTRE = "autre"


class Situation(StrEnum):
    """What the candidate does today. Only what the PV needs (annexe 7)."""

    SALARIE = "salarie"
    DEMANDEUR_EMPLOI = "demandeur_emploi"
    INDEPENDANT = "independant"
    AUTRE = "autre"


class DocumentIdentite(StrEnum):
    CARTE = "carte"
    PASSEPORT = "passeport"
    TITRE_SEJOUR = "titre_sejour"
    AUTRE = "autre"
