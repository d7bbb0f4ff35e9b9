"""What the queue searches by, kept beside what it shows."""

import unicodedata

from portal.dossiers.models import Dossier


def prepare_search(dossier: Dossier) -> None:
    """To call wherever `nom_candidat` or `numero` is set."""
    dossier.nom_recherche = fold(dossier.nom_candidat)
    if dossier.numero:
        dossier.ordre = int(dossier.numero.rsplit("-", 1)[-1])


def fold(text: str) -> str:
    """« LEFÈVRE  Anne-Marie » and « lefevre anne-marie » are one name."""
    letters = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(plain.split())[:200]
