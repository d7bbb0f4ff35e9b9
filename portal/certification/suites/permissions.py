"""Why what follows a validation may not be done, in words; None when it may."""

from collections.abc import Collection, Sequence
from datetime import date

from portal.catalogue.queries import Ouverture
from portal.catalogue.referentiel import Contenu
from portal.comptes.models import Compte
from portal.dossiers.models import Certificat, Dossier
from portal.dossiers.permissions import a_accompagne, qualite
from portal.droit.listes import GenreCertificat
from portal.droit.termes import TERMES
from portal.droit.workflow import UIMM, VALIDES

PAS_ENCORE = "Le résultat de ce dossier n’est pas encore notifié."


def why_not_result(dossier: Dossier) -> str | None:
    return None if dossier.etat in VALIDES else PAS_ENCORE


def why_not_handle(dossier: Dossier, compte: Compte) -> str | None:
    """Hand over or copy a certificate: the UIMM of the dossier."""
    if compte.role in UIMM and a_accompagne(dossier, compte):
        return "Vous avez accompagné cette personne\u00a0: vous ne pouvez pas agir ici."
    if qualite(dossier, compte) not in UIMM:
        return "Cette action ne relève pas de votre rôle."
    return why_not_result(dossier)


def why_not_remise_le(certificat: Certificat, le: date, on: date) -> str | None:
    if le > on:
        return "La remise a déjà eu lieu\u00a0: indiquez une date passée."
    if le < certificat.le:
        return "La remise ne peut pas précéder la délivrance du certificat."
    return None


def why_not_reprendre(
    dossier: Dossier,
    ouverture: Ouverture,
    certificats: Sequence[Certificat],
    gardees: Collection[str],
) -> str | None:
    """R67: something is kept, something is left, the certification is open."""
    if reason := why_not_result(dossier):
        return reason
    if any(c.genre is not GenreCertificat.BLOC for c in certificats):
        return "Vous avez obtenu ce CQPM en entier\u00a0: il ne reste rien à reprendre."
    if not gardees:
        return (
            f"Aucune de vos {TERMES.capacites} n’est encore gardée\u00a0: présentez "
            "une nouvelle demande entière."
        )
    if ouverture.contenu and _is_whole(ouverture.contenu, gardees):
        return (
            f"Toutes les {TERMES.capacites} de ce CQPM sont acquises, bloc par "
            "bloc\u00a0: il ne reste rien à prouver. Écrivez à votre UIMM."
        )
    return ouverture.why_closed


def _is_whole(contenu: Contenu, gardees: Collection[str]) -> bool:
    """Then what is left would be empty, which a dossier reads as everything."""
    return {c.code for c in contenu.capacites}.issubset(gardees)


def why_not_questionnaire(certificats: Sequence[Certificat]) -> str | None:
    """R70: the holders of a certificate are asked."""
    if certificats:
        return None
    return "Le questionnaire est proposé aux personnes qui ont obtenu un certificat."
