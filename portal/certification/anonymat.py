"""A candidate's number in the place of its name, in what a person typed (R50)."""

import re
from unicodedata import normalize

from portal.dossiers.recherche import fold

PARTICULES = frozenset(
    {"al", "aux", "d", "da", "de", "del", "den", "der", "des", "du", "el"}
    | {"l", "la", "le", "les", "van", "von"}
)
"""Alone they name nobody."""
ADRESSE = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\w")
# One letter for each word and for what stands between two: below, `_lettres`.
NOM = re.compile(r"(?:[pP]-)*N(?:(?:-[pP])*-N)*(?:-P)*")


def sans_nom(texte: str, nom: str, numero: str) -> str:
    """`texte` with `numero` for the words of the name, however they are written."""
    known = {fold(word) for word in re.findall(r"\w+", nom)}
    parts = re.split(r"(\w+)", ADRESSE.sub(numero, normalize("NFC", texte)))
    shape = "".join(_lettre(part, rank, known) for rank, part in enumerate(parts))
    out, end = [], 0
    for found in NOM.finditer(shape):
        out += [*parts[end : found.start()], numero]
        end = found.end()
    return "".join([*out, *parts[end:]])


def _lettre(part: str, rank: int, known: set[str]) -> str:
    """N: a name. p, P: a particle or an initial of it. -: what may stand inside."""
    if rank % 2 == 0:
        return "-" if re.fullmatch(r"[\s’'.-]{1,3}", part) else "|"
    word = fold(part)
    if word not in known:
        return "o"
    if word in PARTICULES or len(word) == 1:
        return "P" if part[0].isupper() else "p"
    # « Ly » is a name, « ly » is not a word: a short one counts with its capital.
    return "N" if len(word) > 2 or part[0].isupper() else "o"
