from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from portal.columns import json_object, long_text


class Job(SQLModel, table=True):
    """Work to do after the commit that asked for it: at least once, idempotent."""

    __table_args__ = (Index("ix_job_done_at_due_at", "done_at", "due_at"),)

    id: int | None = Field(default=None, primary_key=True)
    genre: str = Field(max_length=40)
    donnees: dict = json_object()
    due_at: datetime
    attempts: int = 0
    """Also a fence: only the worker that made the last attempt may finish it."""
    leased_until: datetime | None = None
    done_at: datetime | None = None
    error: str = long_text()
