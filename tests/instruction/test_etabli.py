"""The bench: pieces, verdicts, identity."""

import pytest
from sqlmodel import Session, select

from portal.db import write as transaction
from portal.dossiers.models import (
    Amenagement,
    Dossier,
    Evenement,
    IdentiteVerifiee,
    Piece,
    Verdict,
)
from portal.droit.pieces import Genre, Motif
from portal.droit.refus import Refus
from portal.droit.workflow import Etat, Fait, Role
from portal.instruction.queries.dossier import instruction
from portal.instruction.services.examen import VerdictChange, judge_piece
from portal.storage.verdicts import Retrait
from tests.factories import (
    fill,
    instant,
    make_compte,
    make_dossier,
    make_piece,
    make_uimm,
    make_verdict,
    save,
)
from tests.instruction.aide import AUJOURD_HUI, accompany, fields, soup, words


def first_piece(session, dossier):
    return instruction(session, dossier).pieces[0]


def url_of(dossier, piece):
    return f"/instruction/{dossier.id}/pieces/{piece.id}"


def test_the_bench_opens_on_the_first_piece_to_judge(session, login, dossier, staff):
    first, second, *_ = instruction(session, dossier).pieces
    make_verdict(session, first, staff)
    page = login(staff).get(f"/instruction/{dossier.id}", follow_redirects=True)
    assert page.request.path == url_of(dossier, second)
    assert "1 pièces sur 5 examinées" in words(page)


def test_a_verdict_without_javascript_leads_to_the_next_piece(
    session, login, dossier, staff
):
    first, second, *_ = instruction(session, dossier).pieces
    client, url = login(staff), url_of(dossier, first)
    data = fields(client.get(url), url) | {"verdict": "a"}
    answer = client.post(url, data=data, csrf=False)
    assert answer.status_code == 303
    assert answer.location == url_of(dossier, second)
    session.rollback()
    assert session.get(Verdict, first.id).acceptee


def test_a_refusal_says_why_and_what_to_correct(session, login, dossier, staff):
    piece = first_piece(session, dossier)
    client, url = login(staff), url_of(dossier, piece)
    refused = client.post(url, data={"verdict": "r", "motif": "ILL", "phrase": ""})
    assert refused.status_code == 422
    assert "Écrivez ce qu’il faut corriger." in refused.text

    data = {"verdict": "r", "motif": "ILL", "phrase": "La page 2 est floue."}
    client.post(url, data=data)
    session.rollback()
    verdict = session.get(Verdict, piece.id)
    assert (verdict.motif, verdict.phrase) == (Motif.ILLISIBLE, "La page 2 est floue.")
    assert Fait.PIECE_JUGEE in set(session.exec(select(Evenement.fait)))


@pytest.mark.parametrize("motif", ["", "XXX"])
def test_an_unknown_reason_is_not_a_reason(session, login, dossier, staff, motif):
    url = url_of(dossier, first_piece(session, dossier))
    data = {"verdict": "r", "motif": motif, "phrase": "Floue."}
    assert login(staff).post(url, data=data).status_code == 422


def test_the_second_reviewer_of_a_piece_is_shown_the_first_verdict(
    session, login, dossier, staff, chief
):
    piece = first_piece(session, dossier)
    url = url_of(dossier, piece)
    make_verdict(session, piece, chief, Motif.INCOMPLETE, phrase="La page 2 manque.")

    answer = login(staff).post(url, data={"verdict": "a", "version": "0"})
    assert answer.status_code == 409
    assert "La page 2 manque." in answer.text
    assert chief.nom_affiche in answer.text
    assert soup(answer).select_one("#verdict-0[checked]"), "what was chosen is kept"
    assert fields(answer, url)["version"] == "1"

    again = login(staff).post(url, data={"verdict": "a", "version": "1"})
    assert again.status_code == 303
    session.expire_all()
    assert session.get(Verdict, piece.id).acceptee


def test_two_reviewers_judging_at_once_make_one_verdict(
    session, engine, dossier, staff
):
    piece = first_piece(session, dossier)
    answer = {
        "motif": None,
        "phrase": "",
        "version": 0,
        "by": staff,
        "at": instant(AUJOURD_HUI),
    }
    with Session(engine, expire_on_commit=False) as other, transaction(other):
        judge_piece(
            other, other.get(Dossier, dossier.id), other.get(Piece, piece.id), **answer
        )
    with pytest.raises(VerdictChange), transaction(session):
        judge_piece(session, dossier, piece, **answer)


def test_a_refusal_explained_by_the_candidate_is_judged_again(session, dossier, staff):
    piece = first_piece(session, dossier)
    verdict = make_verdict(session, piece, staff, Motif.ILLISIBLE)
    found = instruction(session, dossier)
    assert [p.id for p in found.refusees()] == [piece.id]

    verdict.reponse = "L’original est perdu."
    session.add(verdict)
    session.commit()
    found = instruction(session, dossier)
    assert not found.refusees()
    assert piece.id in {p.id for p in found.a_examiner()}

    with transaction(session):
        judge_piece(
            session,
            dossier,
            piece,
            motif=None,
            phrase="",
            version=1,
            by=staff,
            at=instant(AUJOURD_HUI),
        )
    assert session.get(Verdict, piece.id).reponse == ""


def test_a_replaced_piece_waits_for_a_verdict(session, dossier, staff):
    old = first_piece(session, dossier)
    make_verdict(session, old, staff, Motif.ILLISIBLE)
    old.retiree_at = instant(AUJOURD_HUI)
    session.add(old)
    new = make_piece(session, dossier, old.genre, remplace_id=old.id)
    found = instruction(session, dossier)
    assert new.id in {p.id for p in found.a_examiner()}
    assert old.id not in {p.id for p in found.pieces}


def test_the_typed_letter_is_read_as_text(session, login, dossier, staff):
    piece = make_piece(
        session, dossier, Genre.MOTIVATION, texte="Je veux <b>évoluer</b>."
    )
    page = login(staff).get(url_of(dossier, piece))
    assert "Je veux &lt;b&gt;évoluer&lt;/b&gt;." in page.text


def test_identity_is_verified_by_a_person_on_a_day(session, login, dossier, staff):
    """Section 0 rule 8."""
    client, url = login(staff), f"/instruction/{dossier.id}/identite"
    assert client.post(url, data={"document": "carte"}).status_code == 422
    client.post(url, data={"document": "carte", "concorde": "y"})
    check = session.get(IdentiteVerifiee, dossier.id)
    assert (check.by_id, check.verifiee_le) == (staff.id, AUJOURD_HUI)


def test_refusing_the_identity_document_forgets_its_verification(session, ready, staff):
    """Section 0 rule 8: what was verified is the document that stands."""
    [piece] = [
        p for p in instruction(session, ready).pieces if p.genre is Genre.IDENTITE
    ]
    with transaction(session):
        judge_piece(
            session,
            ready,
            piece,
            motif=Motif.PERIMEE,
            phrase="Périmée.",
            version=1,
            by=staff,
            at=instant(AUJOURD_HUI),
        )
    assert session.get(IdentiteVerifiee, ready.id) is None


@pytest.mark.parametrize("etat", [Etat.DEPOSE, Etat.A_COMPLETER, Etat.RECEVABLE])
def test_pieces_are_judged_during_the_instruction_only(session, login, staff, etat):
    dossier = fill(session, make_dossier(session, etat=etat, instructeur=staff))
    piece = first_piece(session, dossier)
    client = login(staff)
    assert "data-verdict" not in client.get(url_of(dossier, piece)).text
    assert client.post(url_of(dossier, piece), data={"verdict": "a"}).status_code == 409


def test_taking_in_charge_attributes_the_dossier(session, login, staff):
    dossier = fill(session, make_dossier(session, etat=Etat.DEPOSE))
    login(staff).post(f"/instruction/{dossier.id}/prendre")
    session.refresh(dossier)
    assert (dossier.etat, dossier.instructeur_id) == (Etat.EN_INSTRUCTION, staff.id)


def test_the_oldest_deposit_is_taken_first(session, login, staff):
    make_dossier(session, etat=Etat.DEPOSE, le=AUJOURD_HUI)
    old = make_dossier(session, etat=Etat.DEPOSE)
    client = login(staff)
    answer = client.post("/instruction/prendre")
    assert str(old.id) in answer.location
    client.post("/instruction/prendre")
    nothing = client.post("/instruction/prendre", follow_redirects=True)
    assert "Aucun dossier n’attend d’être pris en charge." in nothing.text


def test_an_accommodation_request_is_for_the_uimm_without_a_medical_document(
    session, login, dossier, staff
):
    """R37."""
    session.add(Amenagement(dossier_id=dossier.id, demande="Un tiers-temps."))
    session.commit()
    page = login(staff).get(f"/instruction/{dossier.id}/pieces", follow_redirects=True)
    assert "Un tiers-temps." in page.text
    assert "Ne demandez pas de document médical." in page.text


def test_reattribution_stays_in_the_team_and_in_the_journal(
    session, login, dossier, staff, chief
):
    client, url = login(chief), f"/instruction/{dossier.id}/reattribuer"
    outsider = make_compte(
        session, Role.INSTRUCTEUR, uimm_slug=make_uimm(session, departements=()).slug
    )
    suspended = make_compte(session, Role.INSTRUCTEUR, active=False)
    for wrong in (outsider, suspended):
        assert client.post(url, data={"compte": str(wrong.id)}).status_code == 422
    assert client.post(url, data={"compte": str(chief.id)}).status_code == 303
    session.refresh(dossier)
    assert dossier.instructeur_id == chief.id
    assert Fait.REASSIGNE in {e.fait for e in session.exec(select(Evenement))}


def test_the_bench_costs_the_same_with_one_piece_and_with_thirty(
    session, login, dossier, staff, count_queries
):
    client = login(staff)
    counts = []
    for more in (0, 30):
        for _ in range(more):
            piece = make_piece(session, dossier, Genre.DIPLOME)
            make_verdict(session, piece, staff)
        url = url_of(dossier, first_piece(session, dossier))
        with count_queries() as statements:
            client.get(url)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


def test_a_reviewer_who_accompanied_the_candidate_is_refused(session, dossier, staff):
    """Section 0 rule 9, D.6412-6: revoked or not."""
    accompany(session, dossier, staff, revoked=True)
    session.expire_all()
    piece = first_piece(session, dossier)
    with pytest.raises(Refus, match="accompagné"), transaction(session):
        judge_piece(
            session,
            dossier,
            piece,
            motif=None,
            phrase="",
            version=0,
            by=staff,
            at=instant(AUJOURD_HUI),
        )


def test_the_reviewer_is_told_what_was_taken_out_of_a_piece(
    session, login, dossier, staff
):
    piece = first_piece(session, dossier)
    piece.fichier.retraits = [Retrait.SCRIPT, Retrait.FICHIERS_JOINTS]
    save(session, piece.fichier)
    page = login(staff).get(url_of(dossier, piece))
    assert "Le script de ce PDF a été retiré." in words(page)
    assert "Les fichiers joints à ce PDF ont été retirés" in words(page)
