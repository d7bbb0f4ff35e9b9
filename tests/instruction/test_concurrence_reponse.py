"""The candidate answers while the UIMM does without the answer: one act wins."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import Session, select

from portal.comptes.models import Compte
from portal.courrier.models import Courriel
from portal.db import write as transaction
from portal.dossiers.models import Dossier, Evenement
from portal.droit.refus import Refus
from portal.droit.workflow import Etat
from portal.instruction.services.reprise import reprendre
from portal.preuves.services import deposer
from portal.recevabilite.services import completer
from tests.factories import fill, instant, make_preuve, make_situation
from tests.instruction.aide import DEMAIN, MOTIF, SUITES, on, waiting

FILES = 10
REPONSES = {Etat.A_COMPLETER: completer, Etat.PREUVES_A_COMPLETER: deposer}
CODES = ("C1", "C2", "C3", "C4", "C5")


def one_file(session, staff, etat):
    """Nothing is left to replace: the candidate has only to send it."""
    dossier = waiting(session, staff, etat)
    fill(session, dossier)
    if etat is Etat.PREUVES_A_COMPLETER:
        make_preuve(session, make_situation(session, dossier, CODES), CODES)
    return dossier


def act(engine, barrier, dossier_id, compte_id, write, at):
    """None when this act won, else its sentence."""
    with Session(engine, expire_on_commit=False) as session:
        barrier.wait(timeout=30)
        try:
            with transaction(session):
                dossier = session.get(Dossier, dossier_id)
                write(session, dossier, by=session.get(Compte, compte_id), at=at)
        except Refus as refusal:
            return str(refusal)
        return None


def give_up(session, dossier, *, by, at):
    return reprendre(session, dossier, motif=MOTIF, by=by, at=at)


@pytest.mark.parametrize("etat", list(SUITES))
def test_an_answer_and_its_absence_cannot_both_win(session, engine, staff, etat):
    files = [one_file(session, staff, etat) for _ in range(FILES)]
    at = instant(files[0].echeance_le + DEMAIN)
    barrier = Barrier(2 * FILES)
    calls = [
        (dossier.id, compte, write, at)
        for dossier in files
        for compte, write in (
            (dossier.candidat_id, REPONSES[etat]),
            (staff.id, give_up),
        )
    ]
    before = len(session.exec(select(Evenement)).all())
    session.commit()
    with ThreadPoolExecutor(2 * FILES) as threads:
        answers = list(threads.map(lambda call: act(engine, barrier, *call), calls))
    for first, second in zip(answers[::2], answers[1::2], strict=True):
        assert (first is None) != (second is None), (first, second)
        assert "n’est plus dans l’état" in (first or second)
    session.expire_all()
    assert len(session.exec(select(Evenement)).all()) == before + FILES
    assert {session.get(Dossier, d.id).etat for d in files} == {SUITES[etat]}


@pytest.mark.parametrize(
    ("etat", "path"),
    [
        (Etat.A_COMPLETER, "completer"),
        (Etat.PREUVES_A_COMPLETER, "preuves/deposer"),
    ],
)
def test_each_side_is_told_by_a_409(session, login, staff, etat, path):
    first, second = (one_file(session, staff, etat) for _ in range(2))
    with on(first.echeance_le + DEMAIN):
        uimm = login(staff)
        url = f"/instruction/{first.id}/reprendre"
        assert uimm.post(url, data={"motif": MOTIF}).status_code == 303
        late = login(first.candidat).post(f"/dossiers/{first.id}/{path}")
        assert late.status_code == 409
        sent = login(second.candidat).post(f"/dossiers/{second.id}/{path}")
        assert sent.status_code == 303
        url = f"/instruction/{second.id}/reprendre"
        assert login(staff).post(url, data={"motif": MOTIF}).status_code == 409
    sent = session.exec(select(Courriel.modele)).all()
    assert sum("reprise" in modele for modele in sent) == 1
