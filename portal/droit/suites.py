"""What follows the jury's decision: the benefit kept, the certificate's number.

Source: domain.md section 0, rule 6 and reading A3; R66, R67; 1.8 and 1.10.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from portal.droit.cycle_de_vie import ILLIMITEE
from portal.droit.jours import ajouter_mois
from portal.droit.listes import GenreCertificat
from portal.droit.ouverture import enregistrement_ouvert
from portal.droit.reglements import Reglement
from portal.droit.resultats import Issue, Portee

NUMERO = re.compile(r"^MC \d{4} \d{2} (\d{2}|2[AB]|97\d) \d{5}$")
MODELES = {
    GenreCertificat.CQPM: "certificat_cqpm",
    GenreCertificat.CQPM_RNCP: "certificat_cqpm_rncp",
    GenreCertificat.BLOC: "certificat_bloc",
}
"""Annexes 8, 9 and 10."""
CERTIFICATS = frozenset(MODELES.values())


class Inscription(Protocol):
    """What the benefit and the certificate read of a registration."""

    code: str
    effet: date | None
    fin: date | None
    date_limite_delivrance: date | None
    benefice_texte: str | None
    benefice_mois: int | None
    demonstration: bool


I = TypeVar("I", bound=Inscription)  # noqa: E741 - as E and V in ouverture


@dataclass(frozen=True, slots=True)
class Benefice:
    """`limite_le`: last day of a new request; None: no limit."""

    limite_le: date | None
    source: str


def delivre(enregistrement: Inscription, le: date) -> bool:
    """Whether a jury of that day delivers under it.

    « Date limite de délivrance »: after its end, for the VAE begun before it.
    """
    last = enregistrement.date_limite_delivrance or enregistrement.fin
    begun = enregistrement.effet is None or enregistrement.effet <= le
    return begun and last is not None and le <= last


def inscription(enregistrements: Iterable[I], code: str | None, le: date) -> I | None:
    """What puts the CQPM at the RNCP on the jury's date; None: nothing does.

    `code`: the registration the dossier was filed under comes first (R11).
    """
    known = list(enregistrements)
    own = [e for e in known if e.code == code and delivre(e, le)]
    return own[0] if own else enregistrement_ouvert(known, le)


def benefice(
    jury_le: date,
    *,
    fiche: Inscription | None,
    rncp: bool,
    reglement: Reglement,
) -> Benefice:
    """Rule 6: the fiche's own value, else 5 years at the RNCP, else 24 months.

    `fiche`: the registration the dossier was filed under.
    """
    if fiche and fiche.benefice_texte:
        words = f"fiche {fiche.code}\u00a0: «\u00a0{fiche.benefice_texte}\u00a0»"
        if fiche.benefice_texte == ILLIMITEE:
            return Benefice(None, words)
        if fiche.benefice_mois is not None:
            return Benefice(ajouter_mois(jury_le, fiche.benefice_mois), words)
    if rncp:
        months, why = reglement.benefice_rncp_mois, "CQPM inscrit au RNCP"
    else:
        months, why = reglement.benefice_mois, "CQPM non inscrit au RNCP"
    words = f"{_duree(months)}\u00a0: {why} à la date du jury"
    return Benefice(ajouter_mois(jury_le, months), words)


def est_gardee(limite_le: date | None, demande_le: date) -> bool:
    """R67: the day of the new request is what must fall inside, included."""
    return limite_le is None or demande_le <= limite_le


def plus_longue(limite_le: date | None, que: date | None) -> bool:
    """Of the same capacité acquired twice, the later limit serves the person."""
    return limite_le is None or (que is not None and limite_le >= que)


def blocs_a_reprendre(
    vises: Collection[int],
    blocs: Mapping[int, Collection[str]],
    gardees: Collection[str],
) -> list[int]:
    """R67: those aimed at with something left; empty, the whole CQPM.

    The whole CQPM stays the whole CQPM: its certificate is what is aimed at. So it
    is when nothing is left of the blocs, but in the others of the CQPM.
    """
    return [n for n in sorted(vises) if not set(blocs[n]).issubset(gardees)]


def reste(aimed: Iterable[str], gardees: Collection[str]) -> list[str]:
    """What a new request must still prove, in the order of the référentiel."""
    return [code for code in aimed if code not in gardees]


def cqpm_entier(portee: Portee, issue: Issue) -> bool:
    """The CQPM itself is delivered; else a certificate for each bloc acquired."""
    return issue is Issue.TOTALE and not portee.vises


def departement(adresse: str, departements: Collection[str]) -> str | None:
    """The UIMM territoriale's own: that of its address, if it is one of its own."""
    codes = re.findall(r"\b(\d{5})\b", adresse)
    here = {_departement_postal(code) for code in codes} & set(departements)
    return min(here or departements, default=None)


def numero_certificat(le: date, departement: str, rang: int) -> str:
    """« MC 2026 11 69 00042 » (002 l.1392; 1.10)."""
    return f"MC {le:%Y %m} {departement} {rang:05d}"


def _departement_postal(code: str) -> str:
    """Corsica has one series of post codes and two départements."""
    if code.startswith("20"):
        return "2A" if code < "20200" else "2B"
    return code[:3] if code.startswith("97") else code[:2]


def _duree(mois: int) -> str:
    """« 24 mois », « 5 ans », as the dispositif counts them."""
    years, rest = divmod(mois, 12)
    if rest or mois <= 24:
        return f"{mois}\u00a0mois"
    return f"{years}\u00a0ans"
