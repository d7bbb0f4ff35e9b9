"""Transactions keep every write, whole, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session

from portal import db
from portal.dossiers.models import Compteur
from portal.dossiers.services import next_number
from tests.factories import make_uimm


def test_eight_threads_lose_no_update(engine):
    """stack.md: a reader that turns writer loses updates on SQLite."""

    def count(_):
        for _ in range(25):
            with Session(engine) as session, db.write(session):
                next_number(session, "test")

    with Session(engine) as session, db.write(session):
        next_number(session, "test")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(8)))
    with Session(engine) as session:
        assert session.get(Compteur, "test").valeur == 201


def test_a_failed_block_writes_nothing(app, session):
    with app.app_context(), pytest.raises(ZeroDivisionError):
        _fail_half_way()
    assert session.get(Compteur, "half") is None


def _fail_half_way():
    with db.transaction() as current:
        current.add(Compteur(cle="half", valeur=1))
        current.flush()
        raise ZeroDivisionError


def test_a_missing_foreign_key_is_refused_on_both(session):
    from sqlalchemy.exc import IntegrityError

    from portal.catalogue.models import UimmDepartement

    make_uimm(session, "there")
    session.add(UimmDepartement(departement="99", uimm_slug="nowhere"))
    with pytest.raises(IntegrityError):
        session.commit()
