"""What the demonstration holds once loaded."""

from datetime import date

import pytest
from sqlalchemy import func
from sqlmodel import Session, SQLModel, select

from portal import clock
from portal.catalogue.models import Enregistrement
from portal.certification.gtp.permissions import question_ouverte
from portal.certification.gtp.queries.bilan import comptes
from portal.certification.jury.fiche import echeances as echeances_du_jury
from portal.certification.jury.queries import demandes
from portal.comptes.models import Compte
from portal.db import make_engine, write
from portal.demonstration import donnees
from portal.demonstration.personnes import ACTEURS, LILLE, LYON, PRINCIPAUX
from portal.dossiers.faits import echeance_attendue
from portal.dossiers.models import (
    CapaciteAcquise,
    Commentaire,
    Commission,
    CopieConforme,
    Dossier,
    Evenement,
    Fichier,
    Jury,
    PassageCommission,
    Preuve,
    Purge,
    Questionnaire,
    Remise,
    Transmission,
)
from portal.droit.conservations import StatutPurge
from portal.droit.echeances import Cle, Niveau, niveau
from portal.droit.jury import regles
from portal.droit.reglements import reglement
from portal.droit.workflow import Etat, Role
from portal.storage.contenu import examine
from portal.storage.local import LocalStorage
from portal.storage.verdicts import Bornes

# `make demo` is on SQLite.
pytestmark = pytest.mark.une_base

DATED = {Niveau.A_TEMPS, Niveau.BIENTOT, Niveau.EN_RETARD}


def niveaux(session, uimm=LYON):
    today = clock.today()
    rows = session.exec(select(Dossier).where(Dossier.uimm_slug == uimm)).all()
    return {
        (d.etat, niveau(expected, today, reglement(d.reglement)))
        for d in rows
        if (expected := echeance_attendue(d))
    }


def test_one_account_stands_for_each_state(lecture):
    rows = lecture.exec(select(Dossier)).all()
    shown = {d.etat: d for d in rows if d.candidat.email == donnees.adresse_de(d.etat)}
    shown |= {
        d.etat: d for d in rows if d.candidat.email.startswith("candidat-preuves-a")
    }
    assert set(shown) == set(Etat)


def test_delays_are_on_time_near_and_passed(lecture):
    found = niveaux(lecture)
    for etat in (Etat.DEPOSE, Etat.EN_INSTRUCTION, Etat.A_COMPLETER, Etat.RECEVABLE):
        assert {n for e, n in found if e is etat} >= DATED, etat
    assert {n for e, n in found if e is Etat.PREUVES_DEPOSEES} >= DATED
    # K6, from the jury to the GTP.
    assert {n for e, n in found if e is Etat.JURY_DELIBERE} >= DATED


def test_the_delays_of_the_juries_are_on_time_near_and_passed(lecture):
    """K3, the unions asked, and K4, the members convened."""
    today = clock.today()
    rows = lecture.exec(
        select(Jury).where(Jury.uimm_slug == LYON).where(Jury.le >= today)
    ).all()
    found = {
        (e.cle, niveau(e, today, regles(jury.le)))
        for jury in rows
        for e in echeances_du_jury(jury, demandes(lecture, jury))
    }
    for cle in (Cle.K3, Cle.K4):
        assert {n for c, n in found if c is cle} >= DATED, cle


def test_a_session_is_to_come_and_another_waits_for_its_conclusions(lecture):
    today = clock.today()
    rows = lecture.exec(
        select(Commission.le, PassageCommission)
        .join(Commission, Commission.id == PassageCommission.commission_id)
        .where(PassageCommission.clos_at.is_(None))
    ).all()
    assert any(le > today and p.amenagement for le, p in rows)
    assert any(le < today and p.evaluations for le, p in rows)


def test_the_gtp_has_a_desk_and_two_years_to_count(lecture):
    rows = lecture.exec(
        select(Transmission).where(Transmission.envoyee_at.is_not(None))
    ).all()
    waiting = [t for t in rows if t.close_at is None]
    assert len(waiting) >= 3
    assert {t.jury.uimm_slug for t in waiting} == {LYON, LILLE}
    assert any(question_ouverte(t) for t in waiting)
    assert any(t.refusee_at for t in rows)
    before = comptes(lecture, clock.today().year - 1)
    assert len({c.certification for c in before}) >= 3


def test_what_follows_a_validation_is_there(lecture):
    """R63 to R70, and a purge that waits for a responsable (1.9)."""
    for table in (Remise, CopieConforme, Questionnaire, CapaciteAcquise):
        assert lecture.exec(select(func.count()).select_from(table)).one()
    resumed = lecture.exec(
        select(Dossier).where(Dossier.precedent_id.is_not(None))
    ).one()
    assert resumed.etat is Etat.RECEVABLE
    assert resumed.capacites_visees
    purges = lecture.exec(select(Purge).where(Purge.uimm_slug == LYON)).all()
    assert {p.statut for p in purges} == {StatutPurge.PROPOSEE}


def test_the_queue_of_lyon_is_alive_and_lille_has_its_own(lecture):
    count = dict(
        lecture.exec(
            select(Dossier.uimm_slug, func.count()).group_by(Dossier.uimm_slug)
        ).all()
    )
    assert count[LYON] >= 30
    assert 3 <= count[LILLE] <= 6


def test_the_three_certifications_are_open_under_marked_registrations(lecture):
    today = clock.today()
    rows = lecture.exec(
        select(Enregistrement).where(Enregistrement.demonstration)
    ).all()
    assert len(rows) == 3
    assert all(row.effet <= today <= row.fin for row in rows)


def test_every_role_has_a_confirmed_account(lecture):
    rows = lecture.exec(select(Compte)).all()
    assert {row.role for row in rows} == set(Role)
    assert all(row.confirmed_at and row.active for row in rows)
    assert {email for email, _what in PRINCIPAUX} <= {row.email for row in rows}
    assert {acteur.email for acteur in ACTEURS} <= {row.email for row in rows}


def test_every_file_is_kept_and_is_what_it_says(demonstration, lecture):
    storage = demonstration.extensions["storage"]
    rows = lecture.exec(select(Fichier).where(Fichier.efface_at.is_(None))).all()
    assert {row.type_mime for row in rows} == {"application/pdf", "image/jpeg"}
    for row in rows:
        with storage.open(row.cle) as content:
            found = examine(content, row.nom, bornes=Bornes(a_part=False))
            assert found.type_mime == row.type_mime


def test_the_main_candidate_has_preuves_and_comments_to_read(lecture):
    dossier = lecture.exec(
        select(Dossier)
        .join(Compte, Dossier.candidat_id == Compte.id)
        .where(Compte.email == "candidat@exemple.fr")
    ).one()
    assert dossier.etat is Etat.RECEVABLE
    assert lecture.exec(select(Preuve.id).where(Preuve.dossier_id == dossier.id)).all()
    threads = lecture.exec(
        select(Commentaire).where(Commentaire.dossier_id == dossier.id)
    ).all()
    assert {c.auteur_id for c in threads} == {
        dossier.candidat_id,
        dossier.accompagnements[0].compte_id,
    }
    assert any(c.resolu_at for c in threads)


def test_it_loads_on_any_day(tmp_path):
    """A civil year's first day, after a leap year."""
    on = date(2029, 1, 1)
    engine = make_engine(f"sqlite:///{tmp_path}/demo.db")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session, write(session):
        donnees.charger(
            session, LocalStorage(tmp_path), mot_de_passe="x", quota=10**9, on=on
        )
        assert donnees.est_chargee(session)
        assert session.exec(select(func.max(Evenement.le))).one() < on
    engine.dispose()
