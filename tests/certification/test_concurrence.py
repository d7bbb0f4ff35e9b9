"""Two people at once on the certification phase: one effect, one refusal."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlmodel import Session, select

from portal.certification.gtp.services import decisions
from portal.certification.jury import queries
from portal.certification.jury.candidats import candidats
from portal.certification.jury.services import deliberation
from portal.comptes.models import Compte
from portal.db import write as transaction
from portal.dossiers.models import (
    Certificat,
    Commission,
    Dossier,
    Evenement,
    Jury,
    PassageCommission,
    Transmission,
)
from portal.droit.listes import Financement, Origine
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Etat, Role
from tests.certification import recit
from tests.factories import (
    instant,
    make_commission,
    make_compte,
    make_dossier,
    make_dossier_jury,
    make_identite,
    make_jury,
    make_passage,
    make_transmission,
)
from tests.factories.certification import CODES, DELIBERATION
from tests.factories.parts import make_fichier

LE = date(2026, 4, 15)


@pytest.fixture
def staff(session):
    return make_compte(session, Role.INSTRUCTEUR, qualite="Instructrice VAE")


def both(engine, *acts):
    """Each act in its own thread and transaction: how many were not refused."""
    barrier = Barrier(len(acts))

    def run(act):
        with Session(engine, expire_on_commit=False) as own:
            barrier.wait(timeout=30)
            try:
                with transaction(own):
                    act(own)
            except Refus:
                return 0
            return 1

    with ThreadPoolExecutor(len(acts)) as threads:
        return sum(threads.map(run, acts))


def lines(session, acte):
    session.rollback()
    query = select(Evenement.dossier_id).where(Evenement.acte == acte)
    return len(session.exec(query).all())


def on_a_jury(session, staff, etat, jury):
    dossier = make_dossier(session, etat=etat, instructeur=staff)
    make_identite(session, dossier)
    make_passage(session, dossier, acquises=CODES)
    line = {"origine": Origine.SALARIE, "financement": Financement.CVAE, "pour": 2}
    return make_dossier_jury(session, dossier, jury, CODES, **line)


def test_a_jury_deliberates_once(session, engine, staff, storage):
    """1.4 « délibérer »: two clicks on the same page read, two dossiers moved."""
    jury = make_jury(session, staff.uimm)
    for membre in jury.membres:
        membre.present = True
    for _ in range(2):
        on_a_jury(session, staff, Etat.JURY_PROGRAMME, jury)
    jury.emargement_fichier_id = make_fichier(session, None, **sheet(jury)).id
    session.commit()
    digest = deliberation.empreinte(jury, read(session, jury))
    id_, by_id = jury.id, staff.id

    def click(own):
        found, by = own.get(Jury, id_), own.get(Compte, by_id)
        at = instant(DELIBERATION, 16)
        deliberation.deliberer(own, found, lu=digest, by=by, at=at)

    session.rollback()
    assert both(engine, click, click) == 1
    assert lines(session, Acte.DELIBERER) == 2


def sheet(jury):
    return {
        "cle": f"jurys/{jury.id}/feuille",
        "by_id": jury.by_id,
        "created_at": jury.created_at,
    }


def read(session, jury):
    return candidats(session, queries.dossiers(session, jury))


def test_a_transmission_is_validated_once(session, engine, staff):
    """R63, 1.10: one number for each certificate, whoever clicks twice."""
    jury = make_jury(session, staff.uimm, delibere_at=instant(DELIBERATION))
    for _ in range(2):
        on_a_jury(session, staff, Etat.TRANSMIS_GTP, jury)
    sent = make_transmission(session, jury)
    recit.find_conforme(session, sent)
    id_, by_id = sent.id, make_compte(session, Role.GTP).id

    def click(own):
        found, by = own.get(Transmission, id_), own.get(Compte, by_id)
        decisions.valider(own, found, by=by, at=instant(LE.replace(month=6)))

    session.rollback()
    assert both(engine, click, click) == 1
    assert lines(session, Acte.VALIDER_TOTALE) == 2
    ranks = session.exec(select(Certificat.rang).order_by(Certificat.rang)).all()
    assert list(ranks) == [1, 2]


def test_a_dossier_is_planned_on_one_session(session, engine, staff):
    """1.4 « programmer la commission »: two sessions want it, one has it."""
    dossier = make_dossier(session, etat=Etat.PREUVES_RECUES, instructeur=staff)
    make_identite(session, dossier)
    wanted = [make_commission(session, staff.uimm, le=LE).id for _ in range(2)]
    id_, by_id = dossier.id, staff.id

    def planning(seance_id):
        def plan(own):
            seance, found = own.get(Commission, seance_id), own.get(Dossier, id_)
            by = own.get(Compte, by_id)
            recit.put_on(own, seance, found, by=by, jour=LE.replace(day=10))

        return plan

    session.rollback()
    assert both(engine, *map(planning, wanted)) == 1
    assert lines(session, Acte.PROGRAMMER_COMMISSION) == 1
    assert len(session.exec(select(PassageCommission)).all()) == 1
