"""The states of a file between its reception and the day it is given out."""

from enum import StrEnum


class Analyse(StrEnum):
    """What a file waits for before it is given out, and what became of it."""

    A_CONVERTIR = "a_convertir"
    """A Word or OpenDocument text: the worker makes a PDF of it."""
    INCONVERTIBLE = "inconvertible"
    NON_ANALYSE = "non_analyse"
    """The portal made it, or it has no antivirus."""
    EN_ATTENTE = "en_attente"
    SAIN = "sain"
    INFECTE = "infecte"
