"""The rulesets: every number of the law, dated, with its source.

A dossier keeps the code of the règlement in force on the day it was filed, so
a new règlement is a new entry below and never a change to an old one.
Sources: domain.md section 0 (« rule ») and the texts it quotes.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.droit.workflow import Acte


class EffetDemande(StrEnum):
    """What a request for pieces does to the clock of the instruction (rule 1)."""

    SUSPENDRE = "suspendre"
    REINITIALISER = "reinitialiser"
    CONTINUER = "continuer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reglement:
    code: str
    en_vigueur_le: date

    # « Délai d'instruction de 3 mois maximum » (002 annexe 4, l.1752; rule 1).
    instruction_mois: int = 3
    # Code du travail L.6412-2, shown beside it; None switches it off (rule 1).
    instruction_legale_mois: int | None = 2
    # Rule 1; the default follows CRPA L.114-5 (reading A1).
    effet_demande: EffetDemande = EffetDemande.SUSPENDRE

    # Answer to a request for pieces and its reminders (domain.md 1.4, K9):
    # the portal's own default, the sources give no length.
    reponse_jours: int = 30
    # What a reviewer may choose instead, from tomorrow's too soon to too late.
    reponse_min_jours: int = 7
    reponse_max_jours: int = 90
    rappels_jours: tuple[int, ...] = (14, 7, 2)

    # « Délai maximum de 12 mois » (002 annexe 4; rule 2, reading A2).
    parcours_mois: int = 12
    # The acts that notify the avis favorable and the jury's decision (rule 2).
    parcours_debut: str = Acte.DECLARER_RECEVABLE
    parcours_fin: str = Acte.DELIBERER
    # Target date for the dossier de preuves, before the limit (rule 2).
    marge_preuves_mois: int = 2

    # From how many days left a delay is shown as close: the portal's choice.
    seuil_bientot_jours: int = 15

    # From this many different CQPM in a civil year, a warning (R.6412-3; rule 3).
    max_certifications_par_an: int = 3

    # « 5 ans si inscrit au RNCP », else « 24 mois » from the jury's date
    # (002 l.1340-1382; rule 6). The fiche's own value comes first.
    benefice_rncp_mois: int = 60
    benefice_mois: int = 24
    # Days left when the candidate is reminded that it ends: time to write a new
    # request, then a last word. The portal's choice, the sources ask for none.
    rappels_benefice_jours: tuple[int, ...] = (180, 30)

    # The jury (002 l.1112-1118, l.1214; accord art. 9.2.2; R40, R41, R51), in
    # calendar days before it.
    designation_jours: int = 15
    convocation_jours: int = 15
    prevenance_jours: int = 8

    # « Dans un délai de 2 mois » after the jury (002 l.1245; R60, K6).
    transmission_mois: int = 2

    # Civil years after that of the validation (002 ch.5; 1.9, K8).
    archives_rncp_annees: int = 5
    archives_annees: int = 2
    # What the sources say nothing of (domain.md section 7): an untouched draft
    # is warned about, then erased; the pieces of a refused file.
    brouillon_mois: int = 6
    brouillon_preavis_jours: int = 30
    refus_mois: int = 12

    # « Pas été mis en œuvre pendant une période de 3 ans », then « pas été
    # réactivé dans les 2 ans » (002 l.766-770; R15).
    veille_mois: int = 36
    suppression_mois: int = 24


REGLEMENTS: tuple[Reglement, ...] = (
    # « Dispositif des qualifications professionnelles », CPNE of 4 April 2017.
    Reglement(code="2017-04", en_vigueur_le=date(2017, 4, 4)),
)


def reglement(code: str) -> Reglement:
    """Raise LookupError on a code that no règlement bears."""
    for candidate in REGLEMENTS:
        if candidate.code == code:
            return candidate
    raise LookupError(f"No règlement has the code {code!r}.")


def reglement_en_vigueur(le: date) -> Reglement:
    """Raise LookupError on a day before the first règlement."""
    past = [r for r in REGLEMENTS if r.en_vigueur_le <= le]
    if not past:
        raise LookupError(f"No règlement was in force on {le}.")
    return max(past, key=lambda r: r.en_vigueur_le)
