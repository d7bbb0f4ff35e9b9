"""The receipt of a dossier de preuves, before anybody has opened it."""

from collections.abc import Sequence
from datetime import date

from portal.courrier.lettres_textes.commun import (
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
from portal.web.filters import date_longue


def accuse_depot_preuves(
    entete: Entete, *, contenu: Sequence[str], sha256: str, limite: date | None
) -> dict:
    """Of the deposit: whether every preuve can be read is checked afterwards."""
    corps = [
        texte(
            f"Nous avons reçu le {date_longue(entete.le)} votre dossier de preuves "
            f"pour {portee(entete.dossier)}. Nous vérifions que chaque preuve peut "
            "être ouverte et lue."
        ),
        encadre("Vous n’avez rien à faire pour le moment.", decision(limite)),
        titre("Ce que vous avez déposé"),
        liste(contenu),
        faits(("Empreinte SHA-256 du dépôt", sha256)),
        *contact(entete),
    ]
    return lettre(entete, "accusé de réception de votre dossier de preuves", corps)
