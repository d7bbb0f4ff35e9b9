"""What is made from a stored file, and goes with it.

Its key is the file's own with an ending: no table has to name it, and whoever
erases the file knows where it is.
"""

from collections.abc import Iterable

from portal.storage.base import Storage

VIGNETTE = ".vignette"


def vignette(cle: str) -> str:
    """Where the first page of this file is, as a small picture."""
    return f"{cle}{VIGNETTE}"


def origine(cle: str) -> str:
    """The file a key belongs to: its own, or what was made from it."""
    return cle.removesuffix(VIGNETTE)


def erase(storage: Storage, cles: Iterable[str]) -> None:
    """What was made from them first: a job cut short still has the file to name it."""
    for cle in cles:
        storage.delete(vignette(cle))
        storage.delete(cle)
