"""Which transmissions are asked for: said by the URL, never trusted."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from json import dumps, loads
from uuid import UUID


class Onglet(StrEnum):
    A_CONTROLER = "a-controler"
    QUESTION = "question"
    CLOSES = "closes"


ONGLETS = {
    Onglet.A_CONTROLER: "À contrôler",
    Onglet.QUESTION: "Complément demandé",
    Onglet.CLOSES: "Closes",
}


@dataclass(frozen=True, slots=True)
class Filtres:
    onglet: Onglet = Onglet.A_CONTROLER
    uimm: str = ""

    @property
    def recentes(self) -> bool:
        """What is closed, the latest first; what waits, the oldest first."""
        return self.onglet is Onglet.CLOSES

    def url(self, **over: object) -> dict[str, str]:
        """The arguments of an address, without those that say nothing."""
        values: dict[str, object] = {"onglet": self.onglet, "uimm": self.uimm} | over
        if values["onglet"] is Onglet.A_CONTROLER:
            values["onglet"] = ""
        return {name: str(value) for name, value in values.items() if value}


def filtres(args: Mapping[str, str]) -> Filtres:
    """What is unknown is ignored: an old link still opens the queue."""
    onglet = next((o for o in Onglet if o == args.get("onglet")), Onglet.A_CONTROLER)
    return Filtres(onglet, args.get("uimm", "").replace("\x00", "")[:60])


def encode(cle: date, id_: UUID) -> str:
    """The last row of a page: the next one starts after it."""
    return urlsafe_b64encode(dumps([cle.isoformat(), id_.hex]).encode()).decode()


def curseur(texte: str) -> tuple[datetime, UUID] | None:
    """None for one that we did not write: the reader is sent to the first page."""
    try:
        cle, id_ = loads(urlsafe_b64decode(texte.encode()))
        at = datetime.fromisoformat(cle)
        return (at, UUID(id_)) if at.tzinfo else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def curseur_de_jour(texte: str) -> tuple[date, UUID] | None:
    try:
        cle, id_ = loads(urlsafe_b64decode(texte.encode()))
        return date.fromisoformat(cle), UUID(id_)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
