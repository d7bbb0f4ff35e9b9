"""A référentiel as the rest of the portal reads it: frozen, ordered, complete.

One definition serves twice: the loader validates a file against it, the pages read
the stored JSON through it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import ConfigDict, StringConstraints, TypeAdapter

STRICT = ConfigDict(extra="forbid")
Texte = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


@dataclass(frozen=True, slots=True)
class Activite:
    __pydantic_config__ = STRICT

    code: Texte
    texte: Texte


@dataclass(frozen=True, slots=True)
class Condition:
    """`ligne` is the row of the source table: it pairs conditions with criteria."""

    __pydantic_config__ = STRICT

    ligne: int
    texte: Texte
    points: tuple[Texte, ...] = ()


@dataclass(frozen=True, slots=True)
class Critere:
    __pydantic_config__ = STRICT

    code: Texte
    ligne: int
    texte: Texte
    points: tuple[Texte, ...] = ()


@dataclass(frozen=True, slots=True)
class Capacite:
    __pydantic_config__ = STRICT

    code: Texte
    texte: Texte
    phase: str = ""
    exemples_demandes: int = 1
    conditions: tuple[Condition, ...] = ()
    criteres: tuple[Critere, ...] = ()

    @property
    def titre(self) -> str:
        """The source's own sentence, without its full stop."""
        return self.texte.removesuffix(".")


@dataclass(frozen=True, slots=True)
class Bloc:
    """`cle` is the bloc's own identity: several CQPM may share it (R23)."""

    __pydantic_config__ = STRICT

    numero: int
    cle: Texte
    intitule: Texte
    capacites: tuple[Texte, ...]
    modalites: Texte
    bdc: str | None = None


@dataclass(frozen=True, slots=True)
class Modalite:
    __pydantic_config__ = STRICT

    code: Texte
    libelle: Texte
    texte: Texte
    hors_vae: bool


@dataclass(frozen=True, slots=True)
class Note:
    __pydantic_config__ = STRICT

    numero: int
    porte_sur: Texte
    texte: Texte


@dataclass(frozen=True)
class Contenu:
    """One version of a référentiel. Unknown codes raise KeyError: they are a bug."""

    __pydantic_config__ = STRICT

    activites: tuple[Activite, ...]
    blocs: tuple[Bloc, ...]
    capacites: tuple[Capacite, ...]
    modalites: tuple[Modalite, ...]
    titre: str = ""
    mission: str = ""
    missions_exemples: tuple[Texte, ...] = ()
    environnement: tuple[Texte, ...] = ()
    interactions: tuple[Texte, ...] = ()
    admissibilite: str = ""
    notes: tuple[Note, ...] = ()

    def capacite(self, code: str) -> Capacite:
        return {c.code: c for c in self.capacites}[code]

    def bloc(self, numero: int) -> Bloc:
        return {b.numero: b for b in self.blocs}[numero]

    def bloc_de(self, code: str) -> Bloc:
        return {c: b for b in self.blocs for c in b.capacites}[code]

    def capacites_de(self, bloc: Bloc) -> tuple[Capacite, ...]:
        return tuple(self.capacite(code) for code in bloc.capacites)

    def capacites_visees(
        self, blocs: list[int], restantes: Collection[str] = ()
    ) -> tuple[Capacite, ...]:
        """What a candidate must prove; no bloc named means the whole CQPM (R20).

        `restantes`: of a request on the remainder, the codes left to prove (R67).
        """
        aimed = [self.bloc(n) for n in sorted(set(blocs))] or self.blocs
        every = (c for bloc in aimed for c in self.capacites_de(bloc))
        return tuple(c for c in every if not restantes or c.code in restantes)

    def exemples_demandes(self, code: str) -> int:
        """How many different situations the référentiel asks for (R33)."""
        return self.capacite(code).exemples_demandes

    @property
    def modalites_vae(self) -> tuple[Modalite, ...]:
        """In VAE the company gives no opinion (R35)."""
        return tuple(m for m in self.modalites if not m.hors_vae)

    @property
    def a_des_criteres(self) -> bool:
        return any(c.criteres for c in self.capacites)


CONTENU = TypeAdapter(Contenu)


def lire(contenu: dict[str, Any]) -> Contenu:
    """Read what `Referentiel.contenu` keeps."""
    return CONTENU.validate_python(contenu)


def ecrire(contenu: Contenu) -> dict[str, Any]:
    """The JSON to store; `lire` gives back the same content."""
    return CONTENU.dump_python(contenu, mode="json")
