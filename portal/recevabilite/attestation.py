"""The attestation sur l'honneur (P4): exact words, dated by their version.

Source: domain.md section 0 rule 7 (002 l.1049, Cerfa 12818, R6).
"""

import re
import unicodedata

from portal.dossiers.models import Identite

VERSION = "2026-11"
TEXTE = (
    "J’atteste sur l’honneur qu’une seule demande de VAE a été déposée pour l’année "
    "civile {annee} pour le CQPM {titre}, que les informations fournies sont exactes, "
    "et que je ne fais pas l’objet d’une mesure d’interdiction de présentation devant "
    "un jury d’examen ou de validation des acquis de l’expérience."
)
RAPPEL = (
    "Les articles 441-1, 441-6 et 441-7 du code pénal punissent le faux, l’usage de "
    "faux et les fausses attestations d’amendes et de peines de prison."
)


def texte(annee: int, titre: str) -> str:
    return TEXTE.format(annee=annee, titre=titre)


def is_signature_of(saisi: str, identite: Identite) -> bool:
    """Whether what was typed is the person's full name.

    In either order, under the birth or the used name, with all the first names
    or the usual one; case, accents, spaces and hyphens do not count.
    """
    names = {identite.nom_naissance, identite.nom_usage} - {""}
    first_names = {identite.prenoms, re.split(r"[\s,]", identite.prenoms)[0]} - {""}
    accepted = {
        plain(order)
        for nom in names
        for prenom in first_names
        for order in (prenom + nom, nom + prenom)
    }
    return plain(saisi) in accepted


def plain(text: str) -> str:
    """Letters only, without case or accents; « œ » is « oe »."""
    unligated = text.casefold().replace("œ", "oe").replace("æ", "ae")
    letters = unicodedata.normalize("NFKD", unligated)
    return "".join(c for c in letters if c.isalnum())
