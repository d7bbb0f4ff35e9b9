"""Forty threads, twenty files: each is decided once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlmodel import Session, select

from portal.comptes.models import Compte
from portal.db import write as transaction
from portal.dossiers.models import Avis, Document, Dossier, IdentiteVerifiee
from portal.droit.pieces import DocumentIdentite, Genre
from portal.droit.refus import Refus
from portal.droit.workflow import Etat
from tests.factories import make_dossier, make_identite, make_piece, make_verdict, save
from tests.instruction.aide import AUJOURD_HUI, decide

FILES = 20


def decided(engine, barrier, dossier_id, compte_id):
    """True when this thread's avis is the one that stands."""
    with Session(engine, expire_on_commit=False) as session:
        barrier.wait(timeout=30)
        try:
            with transaction(session):
                dossier = session.get(Dossier, dossier_id)
                decide(session, dossier, session.get(Compte, compte_id))
        except Refus:
            return False
        return True


def test_forty_threads_deciding_twenty_files_twice(session, engine, staff, chief):
    """What must be seen, 5: twenty decisions and twenty refusals."""
    ids = [one_file(session, staff) for _ in range(FILES)]
    barrier = Barrier(2 * FILES)
    calls = [(id_, who.id) for id_ in ids for who in (staff, chief)]
    with ThreadPoolExecutor(2 * FILES) as threads:
        answers = list(threads.map(lambda call: decided(engine, barrier, *call), calls))
    assert (answers.count(True), answers.count(False)) == (FILES, FILES)
    session.rollback()
    assert len(session.exec(select(Avis)).all()) == FILES
    assert len(session.exec(select(Document)).all()) == FILES


def one_file(session, staff):
    dossier = make_dossier(session, etat=Etat.EN_INSTRUCTION, instructeur=staff)
    make_identite(session, dossier)
    make_verdict(session, make_piece(session, dossier, Genre.IDENTITE), staff)
    check = IdentiteVerifiee(
        dossier_id=dossier.id,
        document=DocumentIdentite.CARTE,
        verifiee_le=AUJOURD_HUI,
        by_id=staff.id,
    )
    return save(session, check).dossier_id
