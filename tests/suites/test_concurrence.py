"""Twenty threads, two hundred dossiers: one national series, no hole (1.10)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlmodel import Session, select

from portal.comptes.models import Compte
from portal.db import write as transaction
from portal.dossiers.models import (
    Certificat,
    DecisionJury,
    Dossier,
    DossierJury,
    Identite,
)
from portal.dossiers.recherche import prepare_search
from portal.droit.workflow import Etat
from tests.factories import make_compte
from tests.factories.certification import CODES
from tests.suites.aide import at, make_gtp, make_turn, validate

THREADS = 20
EACH = {"postgresql": 10, "sqlite": 2}
"""SQLite lets one write at a time: the same proof, on fewer."""


def test_twenty_threads_number_two_hundred_certificates(session, engine):
    """1.10: two hundred consecutive numbers, none twice, in one year's series."""
    gtp = make_gtp(session)
    number = THREADS * EACH[engine.dialect.name]
    turns = copies(session, number)
    barrier = Barrier(THREADS)

    def work(mine):
        with Session(engine, expire_on_commit=False) as own:
            by = own.get(Compte, gtp.id)
            own.rollback()
            barrier.wait(timeout=30)
            for turn in mine:
                with transaction(own):
                    validate(own, turn, by)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(work, [turns[n::THREADS] for n in range(THREADS)]))
    session.rollback()
    ranks = session.exec(select(Certificat.rang).order_by(Certificat.rang)).all()
    assert list(ranks) == list(range(1, number + 1))


def copies(session, number):
    """Of one dossier, in one commit."""
    model = make_turn(session)
    candidat = make_compte(session)
    turns = [model]
    for n in range(1, number):
        dossier = Dossier(
            **model.dossier.model_dump(exclude={"id", "numero", "candidat_id", "rang"}),
            numero=f"VAE-2026-69-9{n:04d}",
            candidat_id=candidat.id,
            rang=n,
        )
        prepare_search(dossier)
        turn = DossierJury(
            jury_id=model.jury_id,
            dossier_id=dossier.id,
            numero=f"J-{n}",
            created_at=at(),
        )
        session.add_all([dossier, turn, Identite(dossier_id=dossier.id)])
        session.flush()
        session.add_all(
            DecisionJury(dossier_jury_id=turn.id, capacite_code=code, acquise=True)
            for code in CODES
        )
        turns.append(turn)
    session.commit()
    assert model.dossier.etat is Etat.TRANSMIS_GTP
    return turns
