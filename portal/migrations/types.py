"""How sqlmodel's types read in a migration."""

from typing import Literal

from sqlalchemy import DateTime, String
from sqlmodel.sql.sqltypes import AutoString


def render_item(kind: str, item: object, _autogen: object) -> str | Literal[False]:
    """Write plain SQLAlchemy types: a migration must outlive sqlmodel's names."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    if kind == "type" and type(item).__name__ == "UTCDateTime":
        return "sa.DateTime(timezone=True)"
    return False


def same_type(
    _context: object,
    _inspected: object,
    _meta: object,
    inspected_type: object,
    meta_type: object,
) -> bool | None:
    """True when they differ; None leaves the question to Alembic."""
    if isinstance(meta_type, AutoString) and isinstance(inspected_type, String):
        return meta_type.length != inspected_type.length
    if isinstance(inspected_type, DateTime):
        return False
    return None
