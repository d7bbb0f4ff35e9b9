"""Column types that mean the same on SQLite and PostgreSQL."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum, String, Text
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

# Set before the first model is imported: migrations name constraints by it.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def choice(enum: type[StrEnum], name: str = "") -> Enum:
    """Store the value, not the Python name, as text with a CHECK constraint.

    `name` tells two columns of one table and one enum apart.
    """
    return Enum(
        enum,
        name=name or enum.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [m.value for m in members],
    )


def byte_ordered(length: int) -> TypeEngine[str]:
    """A text both databases sort byte by byte, so that an index serves a prefix."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def long_text(**kwargs: Any) -> Any:
    """A text without a limit of its own; the form sets one."""
    return Field(sa_type=Text, **{"default": "", **kwargs})


def json_object() -> Any:
    """A dict; assign a new one to change it: in-place changes are not seen."""
    return Field(default_factory=dict, sa_type=JSON)


def json_list() -> Any:
    """A list; assign a new one to change it: in-place changes are not seen."""
    return Field(default_factory=list, sa_type=JSON)
