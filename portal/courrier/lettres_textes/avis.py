"""The avis on the recevabilité, and its reversal.

A decision signed by a named person, motivated when unfavourable (domain.md A8, A9).
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from portal.courrier.lettres_textes.commun import (
    Bloc,
    Entete,
    encadre,
    faits,
    lettre,
    liste,
    paragraphes,
    portee,
    texte,
    titre,
)
from portal.web.filters import date_longue

if TYPE_CHECKING:
    from portal.comptes.models import Compte


def avis_favorable(
    entete: Entete,
    *,
    limite: date,
    cible: date,
    constats: Sequence[str],
    recommandations: str,
    auteur: "Compte",
) -> dict:
    """`limite` is the jury's (rule 2), `cible` the day advised for the preuves."""
    corps = [
        texte(_demande(entete)),
        encadre(
            "Avis favorable.",
            f"Votre demande est recevable pour {portee(entete.dossier)}.",
        ),
        *_constats(constats),
        titre("Et maintenant"),
        texte(
            "Vous pouvez écrire votre dossier de preuves dans votre espace. Cet avis "
            f"est valable jusqu’au {date_longue(limite)}\u00a0: le jury doit décider "
            "au plus tard ce jour-là. Pour laisser à la commission et au jury le temps "
            "de se réunir, déposez votre dossier de preuves avant le "
            f"{date_longue(cible)}."
        ),
        texte(
            "Si vous le souhaitez, une personne de votre choix peut vous "
            "accompagner\u00a0: invitez-la depuis votre espace."
        ),
        texte(
            "Votre pièce d’identité a été vérifiée. Sa copie est effacée à la date de "
            "cette lettre."
        ),
        *_recommandations(recommandations),
    ]
    return lettre(entete, "votre demande de VAE est recevable", corps, auteur=auteur)


def avis_defavorable(
    entete: Entete, *, motifs: Sequence[tuple[str, str]], auteur: "Compte"
) -> dict:
    """`motifs`: the piece or the criterion, and what was found."""
    following = (entete.dossier.annee_civile or entete.le.year) + 1
    corps = [
        texte(_demande(entete)),
        encadre(
            "Avis défavorable.",
            f"Votre demande n’est pas recevable pour {portee(entete.dossier)}.",
        ),
        texte("Cet avis repose sur les motifs suivants\u00a0:"),
        faits(*motifs),
        titre("Présenter une nouvelle demande"),
        texte(
            "Une seule demande peut être déposée par année civile pour un même CQPM. "
            "Vous pourrez en déposer une nouvelle à partir du 1er\u00a0janvier\u00a0"
            f"{following}. Si votre situation le justifie, votre UIMM peut vous "
            "autoriser à le faire plus tôt\u00a0: demandez-le-lui, avec vos raisons."
        ),
        texte(
            "Les motifs ci-dessus vous disent ce qu’il faudra changer. Ce que vous "
            "avez écrit et joint reste dans votre espace, sauf votre pièce d’identité, "
            "effacée à la date de cette lettre."
        ),
    ]
    return lettre(
        entete, "votre demande de VAE n’est pas recevable", corps, auteur=auteur
    )


def avis_annule(
    entete: Entete,
    *,
    favorable: bool,
    rendu_le: date,
    motif: str,
    limite: date,
    auteur: "Compte",
) -> dict:
    """A responsable came back on the avis; `limite` is the new one of the UIMM."""
    kind = "favorable" if favorable else "défavorable"
    corps = [
        texte(
            f"Nous vous avons notifié le {date_longue(rendu_le)} un avis {kind} sur "
            "votre demande de validation des acquis de l’expérience pour "
            f"{portee(entete.dossier)}."
        ),
        encadre("Cet avis est annulé.", "L’étude de votre demande reprend."),
        titre("Pourquoi"),
        *paragraphes(motif),
        titre("Et maintenant"),
        texte(
            "Vous n’avez rien à faire pour le moment. Nous vous notifierons un nouvel "
            f"avis au plus tard le {date_longue(limite)}."
        ),
    ]
    return lettre(entete, f"annulation de l’avis {kind}", corps, auteur=auteur)


def _demande(entete: Entete) -> str:
    received = date_longue(entete.dossier.depose_le or entete.le)
    return (
        f"Vous avez demandé, le {received}, la validation des acquis de votre "
        f"expérience pour {portee(entete.dossier)}. Nous avons examiné chaque pièce de "
        "votre dossier."
    )


def _constats(constats: Sequence[str]) -> list[Bloc]:
    if not constats:
        return []
    return [texte("Cet avis repose sur les constats suivants\u00a0:"), liste(constats)]


def _recommandations(words: str) -> list[Bloc]:
    lines = paragraphes(words)
    return [titre("Nos recommandations"), *lines] if lines else []
