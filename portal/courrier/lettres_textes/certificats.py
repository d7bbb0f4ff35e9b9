"""The words of a certificate (annexes 8 to 10; domain.md 1.8)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from portal.courrier.lettres_textes.commun import drawable
from portal.droit.listes import GenreCertificat
from portal.web.filters import date_longue

if TYPE_CHECKING:
    from portal.dossiers.models import Identite

COMMISSION = (
    "Commission Paritaire Nationale de l’Emploi et de la formation professionnelle "
    "de la Métallurgie"
)
TITRES = {
    GenreCertificat.CQPM: "Certificat de qualification paritaire de la métallurgie",
    GenreCertificat.CQPM_RNCP: (
        "Certificat de qualification paritaire de la métallurgie"
    ),
    GenreCertificat.BLOC: "Certificat de bloc de compétences",
}
SIGNATAIRES = (
    ("Le Président du Jury de Délibération",),
    (
        "Le Président de l’UIMM",
        "ou par délégation,",
        "Le Président de la Chambre Syndicale Territoriale",
        "de la métallurgie adhérente de l’UIMM",
    ),
)


@dataclass(frozen=True)
class Delivre:
    """What is delivered, to whom, under which registration."""

    genre: GenreCertificat
    numero: str
    intitule: str
    code: str
    """« MQ … » of a CQPM, « M BDC … » of a bloc."""
    identite: "Identite"
    jury_le: date
    le: date
    """The day of the GTP."""
    inscrit: bool = True
    """At the RNCP on the jury's date."""
    arrete: date | None = None
    jo: date | None = None


def certificat(delivre: Delivre) -> dict:
    """Frozen with the certificate: a copy says the same ten years later."""
    return drawable(
        {
            "date": delivre.le.isoformat(),
            "commission": COMMISSION,
            "titre": TITRES[delivre.genre],
            "numero": f"N°\u00a0Certificat {delivre.numero}",
            "intitule": f"{delivre.intitule}\u00a0*",
            "code": delivre.code,
            "delivre": "Délivré à\u00a0:",
            "delivre_a": nom_d_etat_civil(delivre.identite),
            "naissance": naissance(delivre.identite),
            "jury": "À l’issue de la délibération du jury réuni le "
            f"{date_longue(delivre.jury_le)}",
            "fait": f"Fait à Paris le {date_longue(delivre.le)}",
            "signataires": [list(lines) for lines in SIGNATAIRES],
            "note": f"* {_note(delivre)}",
            "copie": "",
        }
    )


def copie_conforme(donnees: dict, le: date) -> dict:
    """R69: the same certificate, marked."""
    return donnees | {"copie": f"Copie certifiée conforme le {date_longue(le)}"}


def nom_d_etat_civil(identite: "Identite") -> str:
    name = f"{identite.prenoms} {identite.nom_naissance}".strip()
    usage = identite.nom_usage
    return f"{name}, nom d’usage {usage}" if usage else name


def naissance(identite: "Identite") -> str:
    """« Né(e) le : 14 mai 1987 à : Roanne (42) », the country when it is another."""
    day = date_longue(identite.naissance_le) if identite.naissance_le else ""
    abroad = identite.naissance_pays.casefold() not in {"", "france"}
    where = identite.naissance_pays if abroad else identite.naissance_departement
    town = identite.naissance_ville + (f" ({where})" if where else "")
    return f"Né(e) le\u00a0: {day} à\u00a0: {town}"


def _note(delivre: Delivre) -> str:
    at_rncp = (
        "inscrit au Répertoire National des Certifications Professionnelles"
        f"{_arrete(delivre)}."
    )
    rules = "suivant les règles définies par la"
    cpne = "Commission paritaire nationale de l’emploi de la métallurgie"
    if delivre.genre is GenreCertificat.BLOC:
        alone = f"Certification validée par la {cpne}."
        listed = f"{alone} Le bloc de compétences correspondant est {at_rncp}"
        return listed if delivre.inscrit else alone
    validated = (
        f"Qualification validée par la {cpne} et classée dans la catégorie des "
        f"qualifications professionnelles {rules} {cpne}."
    )
    if delivre.genre is GenreCertificat.CQPM_RNCP:
        return f"{validated} Le CQPM correspondant est {at_rncp}"
    return validated


def _arrete(delivre: Delivre) -> str:
    """« par arrêté du … (JO du …) »; nothing rather than a blank (R11)."""
    if delivre.arrete is None:
        return ""
    journal = f" (JO du {date_longue(delivre.jo)})" if delivre.jo else ""
    return f" par arrêté du {date_longue(delivre.arrete)}{journal}"
