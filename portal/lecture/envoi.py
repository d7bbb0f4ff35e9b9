"""A dossier as a ZIP, written as it leaves: every file, every text, their SHA-256."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from portal.lecture.contenu import SANS_IDENTITE, Partie
from portal.storage.archive import Entree, manifeste, nom_sur
from portal.storage.contenu import JPEG, PDF, PNG

EXTENSIONS = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
MANIFESTE = "manifeste.sha256"
LISEZ_MOI = (
    f"{MANIFESTE} donne l’empreinte de chaque fichier. Pour les vérifier : "
    f"sha256sum --check {MANIFESTE}\r\n\r\n{SANS_IDENTITE}\r\n"
).replace(" :", "\u00a0:")


def entrees(found: Sequence[Partie], *, at: datetime) -> list[Entree]:
    """Read now: what is sent afterwards asks nothing of the database."""
    entries, sommes = [Entree("lisez-moi.txt", at, contenu=_text(LISEZ_MOI))], []
    for rank, partie in enumerate(found, 1):
        stem = f"{rank:03d}-{nom_sur(partie.titre)}"
        if fichier := partie.fichier:
            name = f"{stem}.{EXTENSIONS.get(fichier.type_mime, 'bin')}"
            entries.append(Entree(name, fichier.created_at, cle=fichier.cle))
            sommes.append((fichier.sha256, name))
        elif partie.textes:
            content = _text(_words(partie))
            entries.append(Entree(f"{stem}.txt", at, contenu=content))
            sommes.append((sha256(content).hexdigest(), f"{stem}.txt"))
    sums = manifeste(sommes).encode()
    return [*entries, Entree(MANIFESTE, at, contenu=sums)]


def _words(partie: Partie) -> str:
    texts = [f"{nom}\n{texte}" if nom else texte for nom, texte in partie.textes]
    return "\n\n".join([partie.titre, *partie.lignes, *texts]) + "\n"


def _text(words: str) -> bytes:
    """Old programs of Windows need the mark to read the accents."""
    return words.encode("utf-8-sig")
