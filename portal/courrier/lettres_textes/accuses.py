"""Receipts: of the deposit, of the pieces asked for, of the dossier de preuves."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from portal.courrier.lettres_textes.commun import (
    Bloc,
    Entete,
    contact,
    decision,
    encadre,
    faits,
    lettre,
    liste,
    portee,
    texte,
    titre,
)
from portal.web.filters import date_heure, date_longue

if TYPE_CHECKING:
    from portal.dossiers.models import Attestation


def accuse_reception(
    entete: Entete,
    *,
    limite: date,
    limite_legale: date | None,
    pieces: Sequence[str],
    attestation: "Attestation",
) -> dict:
    """What CRPA R.112-11-1 asks of a receipt, and what was signed (rule 7)."""
    dossier = entete.dossier
    received = date_longue(dossier.depose_le or entete.le)
    corps = [
        texte(
            f"Nous avons reçu votre demande de validation des acquis de l’expérience "
            f"pour {portee(dossier)}. Elle est complète."
        ),
        encadre(
            f"Réponse au plus tard le {date_longue(limite)}.",
            f"Votre demande, reçue le {received}, porte le numéro {dossier.numero}.",
        ),
        texte(
            "Vous n’avez rien à faire pour le moment. Si une pièce doit être "
            "remplacée, nous vous le dirons, avec une date pour répondre."
        ),
        *_delai_legal(limite_legale),
        titre("Ce que vous avez déposé"),
        liste(pieces),
        titre("Ce que vous avez attesté"),
        texte(attestation.texte),
        faits(
            ("Signé par", attestation.nom_saisi),
            ("Signé le", date_heure(attestation.signee_at)),
            ("Empreinte SHA-256 du dépôt", attestation.sha256),
        ),
        *contact(entete),
    ]
    return lettre(entete, "accusé de réception de votre demande de VAE", corps)


def accuse_complement(entete: Entete, *, pieces: Sequence[str], limite: date) -> dict:
    corps = [
        texte(
            f"Nous avons reçu le {date_longue(entete.le)} votre réponse à notre "
            "demande de pièces. L’étude de votre demande reprend."
        ),
        encadre(f"Réponse au plus tard le {date_longue(limite)}.", ""),
        titre("Ce que vous avez renvoyé"),
        liste(pieces),
        *contact(entete),
    ]
    return lettre(entete, "accusé de réception de vos pièces", corps)


def accuse_preuves(
    entete: Entete, *, contenu: Sequence[str], sha256: str, limite: date | None
) -> dict:
    """Of a dossier de preuves that can be opened and read; nothing on its merits."""
    corps = [
        texte(
            f"Nous avons reçu votre dossier de preuves pour {portee(entete.dossier)} "
            "et vérifié que chaque preuve peut être ouverte et lue."
        ),
        encadre(
            "Votre dossier de preuves est complet.",
            "Cette vérification ne porte pas sur ce qu’il démontre.",
        ),
        titre("Et maintenant"),
        texte(
            "Nous préparons votre entretien avec la commission de validation et vous "
            "en donnerons la date. Ses conclusions seront présentées au jury paritaire "
            f"de délibération. {decision(limite)}"
        ),
        titre("Ce que vous avez déposé"),
        liste(contenu),
        faits(("Empreinte SHA-256 du dépôt", sha256)),
        *contact(entete),
    ]
    return lettre(entete, "votre dossier de preuves est complet", corps)


def _delai_legal(limite: date | None) -> list[Bloc]:
    """Shown as information; a règlement may switch it off (rule 1)."""
    if limite is None:
        return []
    return [
        texte(
            "Pour information, l’article L.\u00a06412-2 du code du travail prévoit que "
            "l’absence de réponse dans un délai de deux mois, soit à l’issue du "
            f"{date_longue(limite)}, vaut recevabilité de la demande."
        )
    ]
