"""Time passes: what the portal remembers grows older, the clock stays the real one."""

from datetime import date, timedelta

from sqlalchemy import Column, DateTime, Table, bindparam
from sqlalchemy.types import Date, TypeDecorator
from sqlmodel import Session, SQLModel, select

from portal.db import make_engine, write
from portal.dossiers.models import Dossier, Evenement
from portal.migrations import gardes
from tests.services.serveur import Portail

DITS = ("rendez_vous", "reponse_le", "jusqu_au")
"""Dates that a line of the journal holds."""

SIGNED_IN = "sessionouverte"
"""Who sits before a browser of the story stays signed in."""


def laisser_passer(portail: Portail, jours: int) -> None:
    """As if this number of days had gone by, for everybody, the server running."""
    engine = make_engine(portail.database_url)
    age = timedelta(days=jours)
    with Session(engine) as session, write(session):
        # Nothing but a test may change what the journal says.
        gardes.remove(session.connection())
        for table in SQLModel.metadata.sorted_tables:
            if table.name != SIGNED_IN:
                _age(session, table, age)
        _age_the_journal(session, age)
        for dossier in session.exec(select(Dossier)).all():
            dossier.annee_civile = dossier.depose_le and dossier.depose_le.year
            session.add(dossier)
    engine.dispose()


def _age(session: Session, table: Table, age: timedelta) -> None:
    dates = [c for c in table.columns if _is_a_date(c)]
    if not dates:
        return
    keys = list(table.primary_key)
    changes = [
        {f"k_{c.name}": row[c.name] for c in keys}
        | {c.name: row[c.name] and row[c.name] - age for c in dates}
        for row in session.execute(table.select()).mappings()
    ]
    where = [c == bindparam(f"k_{c.name}") for c in keys]
    values = {c.name: bindparam(c.name) for c in dates}
    if changes:
        session.connection().execute(
            table.update().where(*where).values(values), changes
        )


def _is_a_date(column: Column) -> bool:
    kind = column.type
    kind = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    return isinstance(kind, Date | DateTime)


def _age_the_journal(session: Session, age: timedelta) -> None:
    for line in session.exec(select(Evenement)).all():
        said = {
            name: str(date.fromisoformat(line.donnees[name]) - age)
            for name in DITS
            if line.donnees.get(name)
        }
        if said:
            line.donnees = line.donnees | said
            session.add(line)
