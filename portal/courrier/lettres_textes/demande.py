"""The request for pieces: only what must be replaced, why, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from portal.courrier.lettres_textes.commun import (
    Bloc,
    Entete,
    encadre,
    lettre,
    texte,
    titre,
)
from portal.droit.reglements import EffetDemande
from portal.web.filters import date_longue

if TYPE_CHECKING:
    from portal.comptes.models import Compte

EFFETS = {
    EffetDemande.SUSPENDRE: (
        "Le délai de réponse de l’UIMM est suspendu jusqu’à votre réponse ; il "
        "reprendra ensuite là où il s’était arrêté."
    ),
    EffetDemande.REINITIALISER: (
        "Le délai de réponse de l’UIMM recommencera en entier à la date de votre "
        "réponse."
    ),
    EffetDemande.CONTINUER: (
        "Cette demande ne change pas le délai de réponse de l’UIMM."
    ),
}


@dataclass(frozen=True)
class PieceRefusee:
    nom: str
    motif: str
    """The coded reason, in words."""
    phrase: str


def demande_pieces(
    entete: Entete,
    *,
    refus: Sequence[PieceRefusee],
    reponse_le: date,
    effet: EffetDemande,
    auteur: "Compte",
) -> dict:
    corps = [
        texte(
            "Pour étudier votre demande de validation des acquis de l’expérience, nous "
            "avons besoin que vous remplaciez ce qui suit. Le reste de votre demande "
            "est conservé."
        ),
        encadre(
            f"Répondez au plus tard le {date_longue(reponse_le)}.",
            "Remplacez chaque pièce dans votre espace ou, s’il n’existe pas de "
            "meilleur document, expliquez-le.",
        ),
        *[bloc for piece in refus for bloc in _piece(piece)],
        titre("Ce que cela change pour les délais"),
        texte(EFFETS[effet].replace(" ;", "\u00a0;")),
        texte(
            "Nous vous rappellerons cette date. Répondre plus tôt est utile. Sans "
            "réponse à cette date, nous pourrons reprendre l’étude avec les pièces de "
            "votre dossier."
        ),
    ]
    return lettre(entete, "pièces à remplacer", corps, auteur=auteur)


def _piece(piece: PieceRefusee) -> list[Bloc]:
    reason = f"Motif\u00a0: {piece.motif[:1].lower()}{piece.motif[1:]}."
    return [titre(piece.nom), texte(f"{reason} {piece.phrase}".strip())]
