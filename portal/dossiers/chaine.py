"""The chain of a journal: each line holds the hash of the one before it.

The hash covers a digest of what a line says of people, not its words: they can be
erased and the chain still holds (ADR 0008). The digest is salted, so that nobody
finds the words back by trying names.

The format never changes: the lines of every year are verified by it.
"""

from datetime import UTC, date, datetime
from hashlib import sha256
from json import dumps
from secrets import token_hex
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from sqlmodel import Session

from portal.dossiers.models import Dossier, Evenement, JournalEfface
from portal.dossiers.queries.journal import derniere


class Maillon(Protocol):
    """What the hashes of a line are made of; the choices may be their values."""

    dossier_id: UUID
    acte: Any
    fait: Any
    de: Any
    vers: Any
    by_id: UUID | None
    at: datetime
    le: date
    motif: str
    donnees: dict[str, Any]


class Sceau(NamedTuple):
    """The columns that tie a line to the one before."""

    rang: int
    precedent: str
    sel: str
    contenu: str
    empreinte: str


def contenu(line: Maillon, sel: str) -> str:
    """The digest of what may be erased."""
    return _sha256([sel, line.motif, line.donnees])


def empreinte(line: Maillon, *, rang: int, precedent: str, contenu: str) -> str:
    at = line.at if line.at.tzinfo else line.at.replace(tzinfo=UTC)
    return _sha256(
        [
            *(precedent, rang, str(line.dossier_id)),
            *(line.acte, line.fait, line.de, line.vers),
            str(line.by_id) if line.by_id else None,
            *(at.astimezone(UTC).isoformat(timespec="microseconds"), str(line.le)),
            contenu,
        ]
    )


def sceau(line: Maillon, rang: int = 0, precedent: str = "") -> Sceau:
    """Of the line that follows the one of this rank and hash, the first by default."""
    sel = token_hex(16)
    said = contenu(line, sel)
    own = empreinte(line, rang=rang + 1, precedent=precedent, contenu=said)
    return Sceau(rang + 1, precedent, sel, said, own)


def enchainer(session: Session, line: Evenement) -> None:
    """Give the line its place. The caller holds the dossier."""
    last = derniere(session, line.dossier_id)
    for name, value in sceau(line, *last)._asdict().items():
        setattr(line, name, value)


def enterrer(session: Session, dossier: Dossier, *, at: datetime) -> None:
    """Say where the chain ended: only then may its lines go, with their dossier."""
    rang, own = derniere(session, dossier.id)
    if rang:
        session.add(
            JournalEfface(dossier_id=dossier.id, rang=rang, empreinte=own, at=at)
        )
        session.flush()


def _sha256(value: list[Any]) -> str:
    text = dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
