"""What a piece or a preuve replaced and was judged: it explains the new one."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from portal.dossiers.models import Piece, Preuve

Row = TypeVar("Row", Piece, Preuve)


def precedentes(row: Row, rows: Iterable[Row]) -> Iterator[Row]:
    """The newest first."""
    by_id = {each.id: each for each in rows}
    while row.remplace_id and (older := by_id.get(row.remplace_id)):
        yield older
        row = older
