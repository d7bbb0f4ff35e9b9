"""What the UIMM asks again (A_COMPLETER): replaced, answered, sent back."""

import json

import pytest
from sqlmodel import select

from portal.dossiers.models import Depot, Document, Dossier, Evenement, Piece
from portal.droit.pieces import Genre
from portal.droit.workflow import Acte, Etat, Fait, Role
from tests.factories import (
    fill,
    make_compte,
    make_dossier,
    make_piece,
    make_verdict,
    refuse_piece,
)
from tests.recevabilite.outils import HTMX, page, reload, upload, words

SEND = "Renvoyer à l’UIMM"


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def client(login, candidat):
    return login(candidat)


@pytest.fixture
def dossier(session, candidat):
    return fill(session, make_dossier(session, candidat, Etat.A_COMPLETER))


def url(dossier, piece=None):
    base = f"/dossiers/{dossier.id}/completer"
    return f"{base}/{piece.id}" if piece else base


def standing(session, dossier, genre):
    reload(session)
    query = select(Piece).where(Piece.dossier_id == dossier.id, Piece.genre == genre)
    return [p for p in session.exec(query) if p.retiree_at is None]


def test_the_page_says_what_why_and_by_when(session, client, dossier):
    refuse_piece(session, dossier, Genre.ACTIVITE)
    shown = words(client.get(url(dossier)))
    assert "L’UIMM vous demande de remplacer 1 pièce" in shown
    assert "La page 2 manque." in shown
    assert "Illisible" in shown
    assert "au plus tard le mercredi 15 avril 2026" in shown
    assert SEND not in shown


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_refused_piece_is_replaced_then_sent_back(session, client, dossier, headers):
    refused = refuse_piece(session, dossier, Genre.ACTIVITE)
    sent = client.post(
        url(dossier, refused), data=upload("contrat.pdf"), headers=headers
    )
    assert sent.status_code == (204 if headers else 303)
    assert SEND in client.get(url(dossier)).text
    done = client.post(url(dossier))
    assert done.status_code == 303
    reload(session)
    kept = session.get(Dossier, dossier.id)
    assert kept.etat is Etat.EN_INSTRUCTION
    assert kept.annee_civile == 2026
    old = session.get(Piece, refused.id)
    assert old.retiree_at
    assert old.verdict.motif
    new = session.exec(select(Piece).where(Piece.remplace_id == old.id)).one()
    assert new.fichier.nom == "contrat.pdf"


def test_sending_back_keeps_a_second_snapshot_and_a_receipt(session, client, dossier):
    refused = refuse_piece(session, dossier, Genre.ACTIVITE)
    client.post(url(dossier, refused), data=upload("contrat.pdf"))
    client.post(url(dossier))
    reload(session)
    [depot] = session.exec(select(Depot))
    assert depot.acte is Acte.COMPLETER
    names = [p["fichier"]["nom"] for p in json.loads(depot.contenu)["pieces"]]
    assert "contrat.pdf" in names
    [receipt] = session.exec(select(Document))
    assert receipt.modele == "accuse_complement"
    facts = [e.fait for e in session.exec(select(Evenement)) if e.fait]
    assert set(facts) == {Fait.PIECE_JOINTE, Fait.PIECE_RETIREE}


def test_words_are_an_answer_when_there_is_no_better_document(session, client, dossier):
    refused = refuse_piece(session, dossier, Genre.CV)
    text = "Je n’ai pas d’autre exemplaire."
    client.post(url(dossier, refused), data={"reponse": text})
    assert text in words(client.get(url(dossier)))
    assert client.post(url(dossier)).status_code == 303
    reload(session)
    assert session.get(Piece, refused.id).verdict.reponse == text


def test_nothing_is_sent_back_while_a_piece_waits(session, client, dossier):
    refuse_piece(session, dossier, Genre.CV)
    sent = client.post(url(dossier))
    assert sent.status_code == 409
    assert "Il reste 1 pièce à remplacer ou à expliquer" in words(sent)


def test_an_empty_answer_is_refused(session, client, dossier):
    refused = refuse_piece(session, dossier, Genre.CV)
    sent = client.post(url(dossier, refused), data={})
    assert sent.status_code == 422
    assert "Choisissez un fichier, ou écrivez une explication." in sent.text


def test_a_letter_may_be_written_again(session, client, dossier):
    for piece in standing(session, dossier, Genre.MOTIVATION):
        session.delete(piece)
    session.commit()
    staff = make_compte(session, Role.INSTRUCTEUR)
    letter = make_piece(session, dossier, Genre.MOTIVATION, texte="Courte.")
    make_verdict(session, letter, staff, "INC")
    assert "Courte." in client.get(url(dossier, letter)).text
    client.post(url(dossier, letter), data={"texte": "Bien plus longue."})
    [new] = standing(session, dossier, Genre.MOTIVATION)
    assert (new.texte, new.remplace_id) == ("Bien plus longue.", letter.id)


def test_removing_the_replacement_brings_the_question_back(session, client, dossier):
    refused = refuse_piece(session, dossier, Genre.DIPLOME)
    client.post(url(dossier, refused), data=upload("bts.pdf"))
    query = select(Piece).where(Piece.remplace_id == refused.id)
    new = session.exec(query).one()
    assert client.post(page(dossier, f"/pieces/{new.id}/retirer")).status_code == 303
    reload(session)
    assert session.get(Piece, refused.id).retiree_at is None
    assert client.post(url(dossier)).status_code == 409


def test_several_documents_may_stand_for_one(session, client, dossier):
    refused = refuse_piece(session, dossier, Genre.ACTIVITE)
    client.post(url(dossier, refused), data=upload("page1.pdf", "page2.pdf"))
    shown = client.get(url(dossier)).text
    assert "page1.pdf" in shown
    assert "page2.pdf" in shown


@pytest.mark.parametrize("path", ["/identite", "/projet", "/amenagement", "/cv"])
def test_everything_else_is_locked(session, client, dossier, path):
    refuse_piece(session, dossier, Genre.ACTIVITE)
    read = client.get(page(dossier, path))
    assert read.location == url(dossier)
    sent = client.post(page(dossier, path), data={"prenoms": "Autre"})
    assert sent.status_code == 409
    assert "seules les pièces à remplacer peuvent changer" in sent.text


def test_an_accepted_piece_cannot_be_replaced_or_removed(session, client, dossier):
    refuse_piece(session, dossier, Genre.ACTIVITE)
    staff = make_compte(session, Role.INSTRUCTEUR)
    [accepted] = standing(session, dossier, Genre.CV)
    make_verdict(session, accepted, staff)
    assert client.get(url(dossier, accepted)).status_code == 404
    assert client.post(url(dossier, accepted), data=upload("x.pdf")).status_code == 404
    removal = client.post(page(dossier, f"/pieces/{accepted.id}/retirer"))
    assert removal.status_code == 409


def test_a_deposited_piece_not_judged_cannot_be_removed(session, client, dossier):
    refuse_piece(session, dossier, Genre.ACTIVITE)
    [piece] = standing(session, dossier, Genre.DIPLOME)
    removal = client.post(page(dossier, f"/pieces/{piece.id}/retirer"))
    assert removal.status_code == 409


def test_a_late_answer_is_still_an_answer(session, client, dossier):
    """K9 closes nothing by itself."""
    refused = refuse_piece(session, dossier, Genre.CV)
    assert "La date de réponse est passée" in words(client.get(url(dossier)))
    client.post(url(dossier, refused), data=upload("cv.pdf"))
    assert client.post(url(dossier)).status_code == 303


def test_someone_else_s_request_for_pieces_does_not_exist(session, client):
    other = fill(session, make_dossier(session, etat=Etat.A_COMPLETER))
    piece = refuse_piece(session, other)
    for answer in (
        client.get(url(other)),
        client.post(url(other)),
        client.get(url(other, piece)),
        client.post(url(other, piece), data=upload("x.pdf")),
    ):
        assert answer.status_code == 404


def test_without_a_request_the_page_leads_to_the_follow_up(session, client, candidat):
    dossier = make_dossier(session, candidat, Etat.DEPOSE)
    assert client.get(url(dossier)).location == f"/dossiers/{dossier.id}"
    assert client.post(url(dossier)).status_code == 409
