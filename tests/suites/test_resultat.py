"""What follows from the validation of one dossier (R21, R63 to R66)."""

from datetime import date

from sqlmodel import select

from portal.dossiers.models import CapaciteAcquise, Certificat, Document
from portal.droit.listes import GenreCertificat
from portal.droit.resultats import Issue
from tests.factories import make_certification, make_enregistrement
from tests.factories.certification import make_jury
from tests.suites.aide import GTP_LE, make_turn, validate

CERTIFICATS = select(Certificat).order_by(Certificat.rang)


def letter(session):
    query = select(Document).where(Document.modele.startswith("resultat"))
    return session.exec(query).one()


def test_the_whole_cqpm_has_one_certificate_and_nothing_to_keep(session, write, gtp):
    """R63, R21, 1.10: annexe 9, the CQPI with it; the letter is of the GTP's day."""
    certification = make_certification(session, cqpi=True)
    turn = make_turn(session, certification=certification)
    with write():
        validate(session, turn, gtp)
    [row] = session.exec(CERTIFICATS).all()
    assert (row.numero, row.genre) == (
        "MC 2026 06 69 00001",
        GenreCertificat.CQPM_RNCP,
    )
    assert row.cqpi
    assert row.donnees["numero"].endswith(row.numero)
    assert row.document.modele == "certificat_cqpm_rncp"
    assert session.exec(select(CapaciteAcquise)).all() == []
    assert letter(session).modele == "resultat_admis"
    assert letter(session).emis_le == GTP_LE
    assert turn.clos_at is not None


def test_out_of_the_rncp_on_the_day_of_the_jury_it_is_annexe_8(session, write, gtp):
    """R63."""
    certification = make_certification(session, fin=date(2026, 4, 25))
    turn = make_turn(session, certification=certification)
    with write():
        validate(session, turn, gtp)
    [row] = session.exec(CERTIFICATS).all()
    assert row.genre is GenreCertificat.CQPM
    assert not row.cqpi


def test_a_part_keeps_its_capacites_and_certifies_its_blocs(session, write, gtp):
    """R66, A5, decision 6: C1 to C3 of the blocs 1 and 2; bloc 1 is whole."""
    turn = make_turn(session, ("C1", "C2", "C3"))
    with write():
        validate(session, turn, gtp)
    [row] = session.exec(CERTIFICATS).all()
    assert (row.genre, row.bloc_numero) == (GenreCertificat.BLOC, 1)
    kept = session.exec(select(CapaciteAcquise).order_by(CapaciteAcquise.code)).all()
    assert [(c.code, c.bloc_numero, c.limite_le) for c in kept] == [
        ("C1", 1, date(2031, 4, 26)),
        ("C2", 1, date(2031, 4, 26)),
        ("C3", 2, date(2031, 4, 26)),
    ]
    assert "5\u00a0ans" in kept[0].source
    text = str(letter(session).donnees)
    assert letter(session).modele == "resultat_partiel"
    for said in ("C3", "Savoir faire C3", row.numero, "26\xa0avril\xa02031"):
        assert said in text.replace("\\xa0", "\xa0")


def test_blocs_alone_have_their_certificates_and_are_kept(session, write, gtp):
    """R20, R63: aimed at as such, each is a certification."""
    turn = make_turn(session, ("C1", "C2"), blocs_vises=[1])
    with write():
        validate(session, turn, gtp, issue=Issue.TOTALE)
    [row] = session.exec(CERTIFICATS).all()
    assert (row.genre, row.bloc_numero) == (GenreCertificat.BLOC, 1)
    assert len(session.exec(select(CapaciteAcquise)).all()) == 2
    assert letter(session).modele == "resultat_admis"
    named = ["Bloc 1", "Bloc 1 : conduire"]
    assert {"genre": "faits", "lignes": [named]} in letter(session).donnees["corps"]


def test_a_total_on_the_remainder_is_the_whole_cqpm(session, write, gtp):
    """R67, R63: what was kept counts, and has no second certificate."""
    turn = make_turn(session, ("C3", "C4", "C5"), capacites_visees=["C3", "C4", "C5"])
    with write():
        validate(session, turn, gtp, issue=Issue.TOTALE)
    assert [c.genre for c in session.exec(CERTIFICATS)] == [GenreCertificat.CQPM_RNCP]


def test_nothing_acquired_numbers_nothing(session, write, gtp):
    """R65: no certificate, no number taken; signed by the president of the jury."""
    jury = make_jury(session)
    turn = make_turn(session, (), jury)
    with write():
        validate(session, turn, gtp)
    assert session.exec(CERTIFICATS).all() == []
    assert session.exec(select(CapaciteAcquise)).all() == []
    president = next(m.nom for m in jury.membres if m.president)
    assert letter(session).modele == "resultat_aucune"
    assert president in letter(session).donnees["signature"]["lignes"]


def test_the_value_of_the_fiche_comes_first(session, write, gtp):
    """Decision 6, A3: « illimitée » of the registration it was filed under."""
    certification = make_certification(session)
    row = make_enregistrement(
        session, certification, "RNCP999", benefice_texte="illimitée"
    )
    turn = make_turn(session, ("C5",), certification=certification)
    turn.dossier.enregistrement_code = row.code
    session.commit()
    with write():
        validate(session, turn, gtp)
    [kept] = session.exec(select(CapaciteAcquise)).all()
    assert kept.limite_le is None
    assert "sans limite de durée" in str(letter(session).donnees)


def test_each_civil_year_has_its_series(session, write, gtp):
    """1.10: the day of the GTP says the year and the month."""
    for le in (date(2026, 12, 31), date(2027, 1, 1)):
        turn = make_turn(session)
        with write():
            validate(session, turn, gtp, le=le)
    numbers = session.exec(select(Certificat.numero).order_by(Certificat.annee)).all()
    assert list(numbers) == ["MC 2026 12 69 00001", "MC 2027 01 69 00001"]
