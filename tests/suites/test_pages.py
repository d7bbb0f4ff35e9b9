"""The result, the hand-over, the copies, the questionnaire (R64, R68 to R70)."""

from datetime import date
from io import BytesIO

import pytest
from sqlmodel import select

from portal.comptes.models import Compte
from portal.dossiers.models import (
    Analyse,
    Certificat,
    CopieConforme,
    Document,
    Evenement,
    Questionnaire,
    Remise,
)
from portal.droit.listes import ModeRemise
from portal.droit.workflow import Etat, Fait
from tests.courrier import pdf
from tests.factories import make_accompagnement, make_certificat, make_dossier, save
from tests.recevabilite.outils import pdf as scan
from tests.suites.aide import validated, words

REMISE = {
    "a_qui": "Anne-Marie Lefèvre",
    "mode": "main_propre",
    "le-jour": "2",
    "le-mois": "6",
    "le-annee": "2026",
}


@pytest.fixture
def certifie(session, write):
    return validated(session, write)


@pytest.fixture
def certificat(session, certifie):
    return session.exec(select(Certificat)).one()


def journal(session, fait):
    return session.exec(select(Evenement).where(Evenement.fait == fait)).all()


def test_the_candidate_reads_the_result_and_the_uimm_prints_the_certificate(
    session, certifie, certificat, login, staff
):
    """R64, 1.8: number and status for one, the PDF to sign for the other."""
    mine = login(certifie.candidat)
    shown = words(mine.get(f"/dossiers/{certifie.id}/certificats"))
    assert "Votre validation est totale" in shown
    assert certificat.numero in shown
    assert "À remettre par l’UIMM" in shown
    page = mine.get(f"/dossiers/{certifie.id}")
    assert "Certificat de CQPM" not in words(page)
    url = f"/dossiers/{certifie.id}/documents/{certificat.document_id}"
    assert mine.get(url).status_code == 404
    team = login(staff)
    assert team.get(url).status_code == 200
    bench = words(team.get(f"/dossiers/{certifie.id}/certificats"))
    assert "Certificat à imprimer et à signer" in bench


def test_a_certificate_is_handed_over_with_its_discharge(
    session, certifie, certificat, login, staff
):
    """R68: to whom, how, when; the journal keeps it and the candidate reads it."""
    url = f"/dossiers/{certifie.id}/certificats/{certificat.id}/remettre"
    client = login(staff)
    assert client.get(url).status_code == 200
    sent = REMISE | {"decharge": (BytesIO(scan()), "décharge.pdf")}
    answer = client.post(url, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    row = session.exec(select(Remise)).one()
    assert (row.mode, row.le) == (ModeRemise.MAIN_PROPRE, date(2026, 6, 2))
    assert row.decharge.nom == "décharge.pdf"
    paper = f"/dossiers/{certifie.id}/fichiers/{row.decharge_fichier_id}"
    guide = session.get(Compte, make_accompagnement(session, certifie).compte_id)
    opened = [login(who).get(paper).status_code for who in (staff, guide)]
    assert opened == [200, 404]
    assert len(journal(session, Fait.CERTIFICAT_REMIS)) == 1
    row.decharge.analyse = Analyse.EN_ATTENTE
    save(session, row.decharge)
    bench = words(login(staff).get(f"/dossiers/{certifie.id}/certificats"))
    assert "Décharge : décharge.pdf contrôle antivirus en cours" in bench
    shown = words(login(certifie.candidat).get(f"/dossiers/{certifie.id}/certificats"))
    assert "Le 2 juin 2026, à Anne-Marie Lefèvre" in shown


@pytest.mark.parametrize(
    ("over", "told"),
    [
        ({"mode": "pigeon"}, "Choisissez le mode de remise"),
        ({"le-annee": "2025"}, "ne peut pas précéder la délivrance"),
        ({"le-annee": "2028"}, "indiquez une date passée"),
        ({"a_qui": " "}, "à qui le certificat est remis"),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused(
    session, certifie, certificat, login, staff, over, told
):
    """R68: the mode is one of the closed list; what was typed comes back."""
    url = f"/dossiers/{certifie.id}/certificats/{certificat.id}/remettre"
    answer = login(staff).post(
        url, data=REMISE | over, content_type="multipart/form-data"
    )
    assert answer.status_code == 422
    assert told in words(answer) or "mode" in over
    assert session.exec(select(Remise)).all() == []


def test_a_lost_original_is_copied_with_its_reason(
    session, certifie, certificat, login, staff
):
    """R69: « Copie certifiée conforme », dated; the original keeps its number."""
    url = f"/dossiers/{certifie.id}/certificats/{certificat.id}/copie"
    client = login(staff)
    assert client.post(url, data={"motif": " "}).status_code == 422
    assert client.post(url, data={"motif": "Original perdu."}).status_code == 303
    row = session.exec(select(CopieConforme)).one()
    assert journal(session, Fait.COPIE_DELIVREE)[0].motif == "Original perdu."
    copy = client.get(f"/dossiers/{certifie.id}/copies/{row.id}")
    assert copy.mimetype == "application/pdf"
    assert copy.headers["Content-Disposition"].startswith("attachment")
    drawn = pdf.words(copy.data)
    assert pdf.squeeze("Copie certifiée conforme le 1er mars 2027") in drawn
    assert pdf.squeeze(certificat.numero) in drawn


def test_the_list_finds_a_certificate_by_its_number(session, login, staff):
    """1.10: the whole number, its beginning or its last part; this UIMM's alone."""
    dossier = make_dossier(session, etat=Etat.CERTIFIE)
    rows = [make_certificat(session, dossier) for _ in range(2)]
    client = login(staff)
    for typed in (rows[1].numero, rows[1].numero.lower(), str(rows[1].rang)):
        shown = words(client.get("/certificats", query_string={"recherche": typed}))
        assert rows[1].numero in shown
        assert rows[0].numero not in shown
    assert "Aucun certificat ne porte ce numéro" in words(
        client.get("/certificats?recherche=MC%202031")
    )


def test_the_list_costs_the_same_with_one_row_and_with_thirty(
    session, login, staff, count_queries
):
    """Thirty a page, by key: the next page begins where this one ends."""
    dossier = make_dossier(session, etat=Etat.CERTIFIE)
    client, counts = login(staff), []
    for number in (1, 30):
        rows = [make_certificat(session, dossier) for _ in range(number)]
        with count_queries() as statements:
            first = client.get("/certificats")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8
    assert "30 certificats affichés" in words(first)
    second = words(client.get(f"/certificats?apres={rows[0].annee}-{rows[0].rang}"))
    assert "1 certificat affiché" in second


def test_the_holder_may_answer_and_the_uimm_reads_without_a_name(
    session, certifie, login, staff
):
    """R70: optional, closed questions; a table for the analyses, nobody named."""
    url = f"/dossiers/{certifie.id}/questionnaire"
    mine = login(certifie.candidat)
    assert mine.post(url, data={"situation": "ailleurs"}).status_code == 422
    for situation in ("emploi", "compte"):
        assert mine.post(url, data={"situation": situation}).status_code == 303
    assert session.exec(select(Questionnaire)).one().reponses == {"situation": "compte"}
    assert len(journal(session, Fait.QUESTIONNAIRE_REMPLI)) == 1
    table = login(staff).get("/certificats/questionnaires.csv")
    lines = table.text.removeprefix("\ufeff").splitlines()
    assert len(lines) == 2
    assert ";Validation totale;À mon compte;" in lines[1]
    assert "Lefèvre" not in table.text
    assert certifie.numero not in table.text


def test_nobody_is_asked_who_holds_no_certificate(session, write, login):
    """R65, R70."""
    nothing = validated(session, write, ())
    client = login(nothing.candidat)
    assert client.get(f"/dossiers/{nothing.id}/questionnaire").status_code == 409
    shown = words(client.get(f"/dossiers/{nothing.id}/certificats"))
    assert "Lettre de résultat" in shown
    query = select(Document).where(Document.modele == "resultat_aucune")
    assert session.exec(query).one()


def test_a_result_that_is_not_notified_has_no_page(session, login):
    """R5: only the GTP's validation notifies it."""
    dossier = make_dossier(session, etat=Etat.TRANSMIS_GTP)
    answer = login(dossier.candidat).get(f"/dossiers/{dossier.id}/certificats")
    assert answer.status_code == 409
