"""The words a later text may rename, with their forms (section 0, 13).

Pages and mails read them as `termes`, the code as `TERMES`: written anywhere else,
they fail a test. « Capacité » and « compétence » are both feminine: a term of another
gender would ask to read the sentences again.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Termes:
    capacite: str = "capacité"
    capacites: str = "capacités"
    gtp: str = "GTP"
    groupe: str = "groupe technique paritaire"


TERMES = Termes()
