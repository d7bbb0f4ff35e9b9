"""From the parts of a dossier to its one PDF: bytes alone, no row."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO

from portal.courrier import letters
from portal.dossiers.models import Copie
from portal.lecture.contenu import Partie, donnees, filigrane
from portal.lecture.queries import Lu
from portal.storage import assemblage
from portal.storage.assemblage import Marques, Source
from portal.storage.base import MissingFile, Storage
from portal.storage.verdicts import Bornes


def steps(found: Sequence[Partie]) -> int:
    """How far progress goes: each file is opened, put in, and the whole written."""
    return 2 * sum(p.fichier is not None for p in found) + 1


def make(
    storage: Storage,
    lu: Lu,
    copie: Copie,
    found: Sequence[Partie],
    bornes: Bornes,
    progress: Callable[[int], None],
) -> BinaryIO:
    """A nameless file, to be closed. A lost or unreadable one is said in its place."""
    with ExitStack() as opened:
        held = _fetch(storage, found, opened)
        prepared = assemblage.prepare([*held.values()], bornes, opened, progress)
        ready = dict(zip(held, prepared, strict=True))
        pages = [ready[r].pages if r in ready else 0 for r in range(len(found))]
        base, ends = letters.whole(donnees(lu, copie, found, pages))
        total = letters.pages(base) + sum(pages)
        return assemblage.merge(
            opened.enter_context(_nameless(BytesIO(base))),
            [(ends[rank], source) for rank, source in ready.items() if source.pages],
            Marques(total, filigrane(lu, copie)),
            bornes,
            lambda done: progress(len(held) + done),
        )


def _fetch(
    storage: Storage, found: Sequence[Partie], opened: ExitStack
) -> dict[int, Source]:
    """By rank of their part: those the storage still holds."""
    held = {}
    for rank, partie in enumerate(found):
        if fichier := partie.fichier:
            try:
                content = storage.open(fichier.cle)
            except MissingFile:
                continue
            with content:
                copy = opened.enter_context(_nameless(content))
            held[rank] = Source(copy, fichier.type_mime, fichier.taille)
    return held


def _nameless(content: BinaryIO) -> BinaryIO:
    """A real file, for another process to read; it goes when we do."""
    copy = TemporaryFile()  # noqa: SIM115 - the caller closes it
    shutil.copyfileobj(content, copy)
    copy.flush()
    return copy
