"""What the pages say of a file that the antivirus has not cleared."""

from collections.abc import Iterable

from portal.dossiers.models import Fichier


def controles(fichiers: Iterable[Fichier | None]) -> list[str]:
    """What a deposit waits for, or what must be replaced first: a sentence each."""
    return [phrase for f in fichiers if f and (phrase := controle(f))]


def controle(fichier: Fichier) -> str:
    """Empty for what may be opened."""
    nom = f"«\u00a0{fichier.nom}\u00a0»"
    if fichier.infecte:
        return f"L’antivirus a refusé {nom}\u00a0: retirez-le ou remplacez-le."
    if fichier.en_attente and fichier.analyse_dit:
        return f"L’antivirus n’a pas pu lire {nom}\u00a0: envoyez-en une autre copie."
    if fichier.en_attente:
        return f"Attendez la fin du contrôle antivirus de {nom}."
    return ""


def etat(fichier: Fichier) -> dict[str, str]:
    """As the macro `fichier` shows it; nothing of what may be opened."""
    if fichier.infecte:
        return {
            "genre": "refus",
            "mot": "Refusé par l’antivirus",
            "message": "Un logiciel malveillant y a été trouvé\u00a0: personne ne peut "
            "ouvrir ce fichier. Retirez-le, puis envoyez-en une copie saine.",
        }
    if fichier.en_attente and fichier.analyse_dit:
        return {
            "genre": "alerte",
            "mot": "Contrôle impossible",
            "message": "L’antivirus n’arrive pas à lire ce fichier\u00a0: il essaiera "
            "de nouveau. Vous pouvez aussi en envoyer une autre copie, plus simple.",
        }
    if fichier.en_attente:
        return {"genre": "cours", "mot": "Contrôle antivirus en cours", "message": ""}
    return {}
