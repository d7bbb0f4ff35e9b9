"""What the pages say of a file that waits to be converted, or for the antivirus."""

from collections.abc import Iterable

from portal.dossiers.models import Analyse, Fichier

CONTROLES = {
    Analyse.A_CONVERTIR: "Attendez la fin de la conversion en PDF de {nom}.",
    Analyse.INCONVERTIBLE: "{nom} n’a pas pu être converti en PDF\u00a0: "
    "enregistrez-le en PDF, puis remplacez-le par ce PDF.",
    Analyse.EN_ATTENTE: "Attendez la fin du contrôle antivirus de {nom}.",
    Analyse.INFECTE: "L’antivirus a refusé {nom}\u00a0: retirez-le ou remplacez-le.",
}
ETATS = {
    Analyse.A_CONVERTIR: ("cours", "Conversion en PDF en cours", ""),
    Analyse.INCONVERTIBLE: (
        "refus",
        "Pas converti en PDF",
        "Ce document n’a pas pu être converti\u00a0: enregistrez-le en PDF "
        "(«\u00a0Fichier\u00a0», «\u00a0Enregistrer sous\u00a0», type "
        "«\u00a0PDF\u00a0»), puis envoyez ce PDF à sa place.",
    ),
    Analyse.EN_ATTENTE: ("cours", "Contrôle antivirus en cours", ""),
    Analyse.INFECTE: (
        "refus",
        "Refusé par l’antivirus",
        "Un logiciel malveillant y a été trouvé\u00a0: personne ne peut "
        "ouvrir ce fichier. Retirez-le, puis envoyez-en une copie saine.",
    ),
}


def controles(fichiers: Iterable[Fichier | None]) -> list[str]:
    """What a deposit waits for, or what must be replaced first: a sentence each."""
    return [phrase for f in fichiers if f and (phrase := controle(f))]


def controle(fichier: Fichier) -> str:
    """Empty for what may be opened."""
    nom = f"«\u00a0{fichier.nom}\u00a0»"
    if _is_unreadable(fichier):
        return f"L’antivirus n’a pas pu lire {nom}\u00a0: envoyez-en une autre copie."
    return CONTROLES.get(fichier.analyse, "").format(nom=nom)


def etat(fichier: Fichier) -> dict[str, str]:
    """As the macro `fichier` shows it; nothing of what may be opened."""
    if fichier.analyse not in ETATS:
        return {}
    genre, mot, message = ETATS[fichier.analyse]
    if _is_unreadable(fichier):
        genre, mot = "alerte", "Contrôle impossible"
        message = (
            "L’antivirus n’arrive pas à lire ce fichier\u00a0: il essaiera "
            "de nouveau. Vous pouvez aussi en envoyer une autre copie, plus simple."
        )
    return {"genre": genre, "mot": mot, "message": message}


def _is_unreadable(fichier: Fichier) -> bool:
    return fichier.analyse is Analyse.EN_ATTENTE and bool(fichier.analyse_dit)
