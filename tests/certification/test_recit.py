"""Four dossiers of one session to the end, one taken up again: by the services."""

from datetime import date

import pytest
from sqlmodel import select

from portal.certification.suites.services.reprise import reprendre
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import CapaciteAcquise, Certificat
from portal.dossiers.queries.benefice import benefice_du
from portal.dossiers.services import perform
from portal.droit.horloges import Cle
from portal.droit.pieces import Genre
from portal.droit.resultats import Admission, LignePv
from portal.droit.workflow import Acte, Etat, Role
from portal.recevabilite.services import deposer
from tests.certification import recit
from tests.factories import (
    instant,
    make_compte,
    make_dossier,
    make_experience,
    make_identite,
    make_piece,
)
from tests.factories.certification import CODES

PREPAREE, SEANCE = date(2026, 4, 10), date(2026, 4, 15)
CONVOQUE, JURY = date(2026, 4, 16), date(2026, 5, 4)
TRANSMIS, QUESTION, VALIDE = date(2026, 6, 15), date(2026, 6, 20), date(2026, 7, 1)
REPRIS, FIN = date(2027, 3, 1), date(2027, 6, 1)
ADMIS, NON_ADMIS = Admission.ADMIS, Admission.NON_ADMIS
ENTRETIEN = ["programmer_commission", "convoque"]
JUGE = [
    *("rendre_conclusions", "programmer_jury", "deliberer", "transmettre"),
    *("demander_complement", "repondre_complement"),
]


@pytest.fixture
def staff(session):
    return make_compte(session, Role.INSTRUCTEUR, qualite="Instructrice VAE")


@pytest.fixture
def gtp(session):
    return make_compte(session, Role.GTP)


@pytest.fixture
def quatre(session, staff, storage, gtp):
    """Totale, partielle, non-validation, absent: the first three to their result."""
    dossiers = [make_recu(session, staff) for _ in range(4)]
    turns = recit.hold_a_session(session, dossiers, by=staff, jour=PREPAREE, le=SEANCE)
    for turn, acquises in zip(turns, (CODES, CODES[:3], ()), strict=False):
        recit.conclude(session, turn, acquises, by=staff)
    recit.note_absent(session, turns[3], "Hospitalisée ce jour-là.", by=staff)
    lines = through_the_jury(session, dossiers[:3], staff, storage, gtp)
    return dossiers, lines


def make_recu(session, staff):
    dossier = make_dossier(session, etat=Etat.PREUVES_RECUES, instructeur=staff)
    make_identite(session, dossier)
    make_experience(session, dossier)
    return dossier


def through_the_jury(session, dossiers, staff, storage, gtp):
    """To the validation; the lines of the PV, dossier by dossier."""
    jury = recit.prepare_a_jury(session, dossiers, by=staff, jour=CONVOQUE, le=JURY)
    lines = recit.decide(session, jury, storage, by=staff)
    sent = recit.send(session, jury, storage, by=staff, jour=TRANSMIS)
    recit.ask_and_answer(session, sent, gtp=gtp, by=staff, jour=QUESTION)
    assert recit.validate(session, sent, gtp=gtp, jour=VALIDE) == len(dossiers)
    session.expire_all()
    return lines


def certificats(session, dossier):
    query = select(Certificat.numero, Certificat.bloc_numero)
    rows = session.exec(query.where(Certificat.dossier_id == dossier.id)).all()
    return sorted(tuple(row) for row in rows)


def wallet(session, dossier):
    query = select(CapaciteAcquise.code, CapaciteAcquise.limite_le)
    rows = session.exec(query.where(CapaciteAcquise.dossier_id == dossier.id)).all()
    return dict(sorted(tuple(row) for row in rows))


def clocks(session, dossier):
    found = echeances_du(dossier, acquis=benefice_du(session, dossier))
    return {e.cle: (e.limite, e.tenue_le) for e in found if e.cle in K}


K = (Cle.K2, Cle.K6, Cle.K7)


def test_four_dossiers_of_one_session_to_the_end(session, quatre):
    """R48, R63 to R66, K2, K6, K7, section 0 rules 5 and 6: each outcome, whole."""
    dossiers, lines = quatre
    check_the_results(session, dossiers, lines)
    check_the_letters(session, dossiers)
    check_the_journals(session, dossiers)
    check_the_clocks(session, dossiers)


def check_the_results(session, dossiers, lines):
    totale, partielle, aucune, absent = dossiers
    whole, bloc = "MC 2026 07 69 00001", "MC 2026 07 69 00002"
    assert {d.id: d.etat for d in dossiers} == {
        totale.id: Etat.CERTIFIE,
        partielle.id: Etat.VALIDATION_PARTIELLE,
        aucune.id: Etat.NON_VALIDE,
        absent.id: Etat.PREUVES_RECUES,
    }
    assert lines == {
        totale.id: [LignePv(None, ADMIS)],
        partielle.id: [LignePv(None, NON_ADMIS), LignePv(1, ADMIS)],
        aucune.id: [LignePv(None, NON_ADMIS)],
    }
    numbers = sorted(certificats(session, totale) + certificats(session, partielle))
    assert [number for number, _bloc in numbers] == [whole, bloc]
    assert [b for _n, b in certificats(session, totale)] == [None]
    assert [b for _n, b in certificats(session, partielle)] == [1]
    assert certificats(session, aucune) == certificats(session, absent) == []
    assert wallet(session, partielle) == dict.fromkeys(CODES[:3], date(2031, 5, 4))
    assert wallet(session, totale) == wallet(session, aucune) == {}


def check_the_letters(session, dossiers):
    totale, partielle, aucune, absent = dossiers
    common = {"convocation_commission"}
    assert recit.letters(session, totale, PREPAREE) == common | {
        "certificat_cqpm_rncp",
        "resultat_admis",
    }
    assert recit.letters(session, partielle, PREPAREE) == common | {
        "certificat_bloc",
        "resultat_partiel",
    }
    assert recit.letters(session, aucune, PREPAREE) == common | {"resultat_aucune"}
    assert recit.letters(session, absent, PREPAREE) == common


def check_the_journals(session, dossiers):
    totale, partielle, aucune, absent = dossiers
    for dossier, last in (
        (totale, "valider_totale"),
        (partielle, "valider_partielle"),
        (aucune, "valider_aucune"),
    ):
        assert recit.journal(session, dossier, PREPAREE) == [*ENTRETIEN, *JUGE, last]
    put_off = [*ENTRETIEN, "reporter_commission"]
    assert recit.journal(session, absent, PREPAREE) == put_off


def check_the_clocks(session, dossiers):
    totale, partielle, _aucune, absent = dossiers
    k2, k6 = (date(2027, 3, 16), JURY), (date(2026, 7, 4), TRANSMIS)
    assert clocks(session, totale) == {Cle.K2: k2, Cle.K6: k6}
    kept = (date(2031, 5, 4), None)
    assert clocks(session, partielle) == {Cle.K2: k2, Cle.K6: k6, Cle.K7: kept}
    assert clocks(session, absent) == {Cle.K2: (date(2027, 3, 16), None)}


def test_what_was_left_goes_on_to_its_end(session, quatre, staff, storage, gtp, write):
    """R67, 1.4: who was absent passes another day; the remainder to a certificate."""
    _totale, partielle, _aucune, absent = quatre[0]
    pass_another_day(session, absent, staff)
    new = take_up_again(session, partielle, staff, write)
    certify_the_rest(session, new, staff, storage, gtp)
    assert certificats(session, new) == [("MC 2027 06 69 00001", None)]
    assert wallet(session, new) == {}
    assert clocks(session, partielle)[Cle.K7] == (date(2031, 5, 4), REPRIS)
    assert "resultat_admis" in recit.letters(session, new)


def pass_another_day(session, absent, staff):
    """Planned again, convened again, concluded, then on a jury."""
    [turn] = recit.hold_a_session(
        session, [absent], by=staff, jour=TRANSMIS, le=QUESTION
    )
    recit.conclude(session, turn, CODES, by=staff)
    again = [*ENTRETIEN, "rendre_conclusions"]
    assert recit.journal(session, absent, TRANSMIS) == again
    jury = recit.prepare_a_jury(
        session, [absent], by=staff, jour=VALIDE, le=date(2026, 7, 20)
    )
    session.expire_all()
    assert [t.dossier_id for t in jury.dossiers] == [absent.id]
    assert absent.etat is Etat.JURY_PROGRAMME


def certify_the_rest(session, new, staff, storage, gtp):
    """C4 and C5 alone are evaluated; the whole CQPM is what is delivered."""
    aimed = ("C4", "C5")
    [turn] = recit.hold_a_session(
        session, [new], by=staff, jour=date(2027, 3, 20), le=date(2027, 3, 25)
    )
    recit.conclude(session, turn, aimed, aimed, by=staff)
    jury = recit.prepare_a_jury(
        session, [new], by=staff, jour=date(2027, 3, 26), le=date(2027, 4, 20)
    )
    assert recit.decide(session, jury, storage, by=staff) == {
        new.id: [LignePv(None, ADMIS)]
    }
    sent = recit.send(session, jury, storage, by=staff, jour=date(2027, 5, 3))
    assert recit.validate(session, sent, gtp=gtp, jour=FIN) == 1
    session.expire_all()
    assert new.etat is Etat.CERTIFIE


def take_up_again(session, partielle, staff, write):
    """Begun and deposited by the candidate; the UIMM's acts up to the preuves."""
    candidat, at = partielle.candidat, instant(REPRIS)
    with write():
        new = reprendre(session, partielle, by=candidat, at=at)
    for genre in Genre:
        make_piece(session, new, genre)
    with write():
        deposer(
            session,
            new,
            by=candidat,
            at=at,
            atteste=True,
            nom_saisi="Anne-Marie Lefèvre",
        )
    for acte, by in (
        (Acte.PRENDRE_EN_CHARGE, staff),
        (Acte.DECLARER_RECEVABLE, staff),
        (Acte.DEPOSER_PREUVES, candidat),
        (Acte.RECEVOIR_PREUVES, staff),
    ):
        with write():
            perform(session, acte, new, by=by, at=at)
    return new
