"""The order a candidate gives to the files of one list."""

from collections.abc import Sequence
from typing import Any, TypeVar

from portal.dossiers.models import Piece, Preuve
from portal.droit.pieces import Genre

Row = TypeVar("Row", Piece, Preuve)


def ordre_des_pieces(piece: Piece) -> tuple[Any, ...]:
    """P1 to P7, then as the candidate put them."""
    kind = list(Genre).index(piece.genre)
    return kind, piece.rang, piece.created_at, piece.id


def rang_suivant(rows: Sequence[Piece | Preuve]) -> int:
    return 1 + max((row.rang for row in rows), default=-1)


def put_at(rows: list[Row], row: Row, place: int) -> None:
    """`rows`: the list as it stands; `place`: from 0, the last one if beyond."""
    others = [each for each in rows if each is not row]
    others.insert(max(0, place), row)
    for rang, each in enumerate(others):
        each.rang = rang
