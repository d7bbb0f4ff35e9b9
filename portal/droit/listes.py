"""The closed lists of the certification phase, as the dispositif prints them.

Sources: domain.md 1.6 (R40 to R46), 1.7 (R60, R68) and 1.11 (annexe 7).
"""

from enum import StrEnum


class Presence(StrEnum):
    """Of the candidate before the commission."""

    ATTENDU = "attendu"
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSE = "excuse"


class Observation(StrEnum):
    """What the commission saw of one critère (R32)."""

    OUI = "oui"
    EN_PARTIE = "en_partie"
    NON = "non"


class College(StrEnum):
    """R42 to R46: the two sides of the jury, and who has no part in the decision."""

    EMPLOYEURS = "employeurs"
    SALARIES = "salaries"
    INVITE = "invite"


class ObjetCprefp(StrEnum):
    """What the CPREFP is told of (R52)."""

    COMPOSITION = "composition"
    CALENDRIER = "calendrier"
    CHANGEMENT = "changement"


class Origine(StrEnum):
    """« Origine du candidat » (annexe 7)."""

    SALARIE = "SL"
    DEMANDEUR_EMPLOI = "DE"


class Financement(StrEnum):
    """« Dispositif de financement » (annexe 7)."""

    CP = "CP"
    CPI = "CPI"
    CIPI = "CIPI"
    CDPI = "CDPI"
    PF = "PF"
    PP = "PP"
    CPF = "CPF"
    CPFCA = "CPFCA"
    CIF = "CIF"
    CVAE = "CVAE"
    POEI_POEC = "POEI/POEC"
    VAE = "VAE"
    AUTRE = "Autre"


FINANCEMENTS: dict[Origine, tuple[Financement, ...]] = {
    Origine.SALARIE: (
        *(Financement.CP, Financement.CPI, Financement.CIPI, Financement.CDPI),
        *(Financement.PF, Financement.PP, Financement.CPF, Financement.CPFCA),
        *(Financement.CIF, Financement.CVAE, Financement.AUTRE),
    ),
    Origine.DEMANDEUR_EMPLOI: (
        *(Financement.POEI_POEC, Financement.CPF),
        *(Financement.VAE, Financement.AUTRE),
    ),
}


class Secteur(StrEnum):
    """« Secteur » (annexe 7); the place of CPF and ETT is a reading of 1.11."""

    METALLURGIE = "M"
    HORS_METALLURGIE = "HM"
    CPF = "CPF"
    TRAVAIL_TEMPORAIRE = "ETT"


class PieceAttribution(StrEnum):
    """The four pieces sent to the GTP (R60)."""

    LETTRE = "lettre"
    EXTRAIT = "extrait"
    EMARGEMENT = "emargement"
    PV = "pv"


class Controle(StrEnum):
    """What the GTP secretariat says of a piece."""

    A_CONTROLER = "a_controler"
    CONFORME = "conforme"
    A_COMPLETER = "a_completer"


class GenreCertificat(StrEnum):
    """Annexe 8, annexe 9 (RNCP) and annexe 10 (bloc)."""

    CQPM = "cqpm"
    CQPM_RNCP = "cqpm_rncp"
    BLOC = "bloc"


class ModeRemise(StrEnum):
    """R68."""

    LETTRE = "lettre"
    RECOMMANDE = "recommande"
    MAIN_PROPRE = "main_propre"
