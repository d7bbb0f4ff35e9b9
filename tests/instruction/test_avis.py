"""The avis: guards, letter, effects, reversal."""

from base64 import b64decode
from datetime import date

import pytest
from sqlmodel import select

from portal.courrier.letters import preview_png
from portal.db import write as transaction
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import Avis, Document, Dossier, Evenement, Fichier, Piece
from portal.dossiers.queries import visible_dossier
from portal.droit.echeances import Cle
from portal.droit.pieces import Genre, Motif
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Etat, Fait
from portal.instruction.lettres import Decision
from portal.instruction.permissions import why_not_decider
from portal.instruction.queries.dossier import instruction
from portal.instruction.services.avis import rendre_avis
from portal.instruction.services.examen import LettreChangee
from tests.factories import instant, make_piece, make_verdict, refuse_piece
from tests.instruction.aide import AUJOURD_HUI, decide, fields, soup, words

FAVORABLE = Decision(favorable=True)
MOTIF = "Les emplois déclarés ne portent pas sur cette certification."
DEFAVORABLE = Decision(favorable=False, motifs=[("Le lien", MOTIF)])


def url_of(dossier):
    return f"/instruction/{dossier.id}/avis"


def read_then_send(client, url, data):
    """The two steps of a letter, as a browser without JavaScript does them."""
    seen = client.post(url, data=data | {"etape": "relire"})
    hidden = fields(seen, url)
    return seen, client.post(url, data=data | hidden | {"etape": "emettre"}, csrf=False)


def test_a_favorable_avis_goes_from_reading_to_issue(session, login, ready, staff):
    client = login(staff)
    seen, sent = read_then_send(client, url_of(ready), {"decision": "favorable"})
    assert seen.status_code == 200
    assert "Émettre l’avis favorable" in seen.text
    assert "20 mars 2027" in words(seen), "twelve months, said before the act"
    assert sent.status_code == 303
    session.rollback()
    session.refresh(ready)
    avis = session.exec(select(Avis)).one()
    assert ready.etat is Etat.RECEVABLE
    assert (avis.favorable, avis.rendu_le) == (True, AUJOURD_HUI)
    assert avis.auteur == f"{staff.nom_affiche}, Instructrice VAE"
    assert ready.echeance_le == date(2027, 1, 20), "rule 2: the target comes first"


def test_what_is_previewed_is_what_is_kept(session, login, ready, staff):
    """Byte for byte: the pages of the kept letter are those that were shown."""
    client = login(staff)
    data = {"decision": "favorable", "motif_lien": "Vos fonctions s’y rapportent."}
    seen, _sent = read_then_send(client, url_of(ready), data)
    shown = [
        b64decode(i["src"].split(",")[1]) for i in soup(seen).select("#lettre img")
    ]
    document = session.exec(select(Document)).one()
    assert document.modele == "avis_favorable"
    assert shown == preview_png(document.modele, document.donnees)
    assert "Vos fonctions s’y rapportent." in words(seen)


def test_a_letter_nobody_read_is_not_sent(session, login, ready, staff):
    client = login(staff)
    data = {"decision": "favorable", "etape": "emettre", "empreinte": ""}
    answer = client.post(url_of(ready), data=data)
    assert answer.status_code == 409
    assert "Relisez-la." in answer.text
    assert session.exec(select(Avis)).all() == []


def test_a_letter_changed_since_it_was_read_is_read_again(session, login, ready, staff):
    client, url = login(staff), url_of(ready)
    seen = client.post(url, data={"decision": "favorable", "etape": "relire"})
    data = fields(seen, url) | {"etape": "emettre", "decision": "favorable"}
    data["recommandations"] = "Détaillez vos projets."
    answer = client.post(url, data=data, csrf=False)
    assert answer.status_code == 409
    assert "Détaillez vos projets." in answer.text


def test_an_unfavorable_avis_says_why(session, login, ready, staff):
    """domain.md A8, A9."""
    client, url = login(staff), url_of(ready)
    bare = client.post(url, data={"decision": "defavorable", "etape": "relire"})
    assert bare.status_code == 422
    assert "écrivez au moins un motif" in bare.text
    data = {"decision": "defavorable", "motif_lien": MOTIF}
    seen, sent = read_then_send(client, url, data)
    assert MOTIF in words(seen)
    assert sent.status_code == 303
    session.rollback()
    session.refresh(ready)
    assert ready.etat is Etat.NON_RECEVABLE
    assert MOTIF in session.exec(select(Avis)).one().motivation


def test_a_refused_piece_forbids_a_favorable_avis(session, dossier, staff):
    for piece in instruction(session, dossier).pieces:
        make_verdict(session, piece, staff)
    refuse_piece(session, dossier, Genre.DIPLOME, Motif.ILLISIBLE)
    found = instruction(session, dossier)
    assert "1\u00a0pièce refusée" in why_not_decider(found, staff, favorable=True)
    assert why_not_decider(found, staff, favorable=False) is None


def test_every_piece_is_examined_before_any_avis(session, ready, staff):
    make_piece(session, ready, Genre.DIPLOME)
    found = instruction(session, ready)
    for favorable in (True, False):
        assert "à examiner" in why_not_decider(found, staff, favorable=favorable)


def test_identity_is_verified_before_a_favorable_avis(session, dossier, staff):
    """domain.md 1.4, section 0 rule 8."""
    for piece in instruction(session, dossier).pieces:
        make_verdict(session, piece, staff)
    found = instruction(session, dossier)
    reason = why_not_decider(found, staff, favorable=True)
    assert reason == "L’identité n’est pas vérifiée."
    assert why_not_decider(found, staff, favorable=False) is None


def test_an_author_without_a_quality_is_sent_to_their_account(session, ready, staff):
    """domain.md A8: a decision bears its author's name and quality."""
    staff.qualite = ""
    found = instruction(session, ready)
    assert "Mon compte" in why_not_decider(found, staff, favorable=True)


def test_what_is_missing_is_shown_not_disabled(session, login, dossier, staff):
    page = login(staff).get(url_of(dossier))
    assert page.status_code == 200
    assert "L’identité n’est pas vérifiée." in words(page)
    assert not soup(page).select("button[disabled]")


def test_the_identity_file_is_erased_with_the_avis(session, ready, staff):
    """Section 0 rule 8."""
    old = make_piece(session, ready, Genre.IDENTITE, retiree_at=instant(AUJOURD_HUI))
    with transaction(session):
        decide(session, ready, staff)
    erased = session.exec(
        select(Piece.genre, Fichier.efface_at).join(
            Fichier, Piece.fichier_id == Fichier.id
        )
    ).all()
    assert {genre for genre, at in erased if at} == {Genre.IDENTITE}
    assert session.get(Fichier, old.fichier_id).efface_at, "the replaced one too"
    facts = [e.fait for e in session.exec(select(Evenement))]
    assert facts.count(Fait.IDENTITE_EFFACEE) == 1


def test_the_avis_stops_the_clock_of_the_uimm(session, ready, staff):
    """Section 0 rule 1."""
    with transaction(session):
        decide(session, ready, staff)
    [k1] = [e for e in echeances_du(ready) if e.cle is Cle.K1]
    assert k1.tenue_le == AUJOURD_HUI


def test_a_double_click_gives_one_decision(session, login, ready, staff):
    client, url = login(staff), url_of(ready)
    _seen, sent = read_then_send(client, url, {"decision": "favorable"})
    assert sent.status_code == 303
    again = client.post(url, data={"decision": "favorable", "etape": "emettre"})
    assert again.status_code == 409
    assert "n’est plus dans l’état" in again.text
    assert len(session.exec(select(Avis)).all()) == 1


def test_a_responsable_comes_back_on_an_avis(session, login, ready, staff, chief):
    """domain.md 1.4: a reason, the old row kept, the clocks recomputed."""
    with transaction(session):
        decide(session, ready, staff, DEFAVORABLE)
    url = f"/instruction/{ready.id}/revenir"
    client = login(chief)
    assert client.post(url, data={"motif": ""}).status_code == 422
    seen, sent = read_then_send(client, url, {"motif": "Une preuve avait été oubliée."})
    assert "Cet avis est annulé." in words(seen)
    assert sent.status_code == 303
    session.rollback()
    session.refresh(ready)
    assert ready.etat is Etat.EN_INSTRUCTION
    assert session.exec(select(Avis)).one().annule_at
    with transaction(session):
        decide(session, visible_dossier(session, staff, ready.id), staff)
    kept = session.exec(select(Avis)).all()
    assert [a.favorable for a in kept if a.annule_at is None] == [True]
    assert len(kept) == 2


def test_an_instructeur_cannot_come_back_on_an_avis(session, login, ready, staff):
    with transaction(session):
        decide(session, ready, staff)
    answer = login(staff).post(f"/instruction/{ready.id}/revenir", data={})
    assert answer.status_code == 403


def test_no_avis_is_come_back_on_once_a_later_step_began(
    session, login, ready, staff, chief
):
    with transaction(session):
        decide(session, ready, staff)
    ready.etat = Etat.PREUVES_DEPOSEES
    session.add(ready)
    session.commit()
    assert login(chief).get(f"/instruction/{ready.id}/revenir").status_code == 409


def test_the_bench_says_whether_the_letter_was_read(session, login, ready, staff):
    with transaction(session):
        decide(session, ready, staff)
    client, url = login(staff), f"/instruction/{ready.id}/pieces"
    assert "pas encore lue" in words(client.get(url, follow_redirects=True))
    letter = session.exec(select(Document)).one()
    letter.lu_at = instant(AUJOURD_HUI)
    session.add(letter)
    session.commit()
    assert "lue par la personne le" in words(client.get(url, follow_redirects=True))


def test_the_service_refuses_an_unread_letter(session, ready, staff):
    with pytest.raises(LettreChangee), transaction(session):
        rendre_avis(
            session, ready, FAVORABLE, empreinte="0", by=staff, at=instant(AUJOURD_HUI)
        )
    assert session.get(Dossier, ready.id).etat is Etat.EN_INSTRUCTION


def test_the_service_refuses_an_unmotivated_refusal(session, ready, staff):
    with pytest.raises(Refus, match="motivé"), transaction(session):
        decide(session, ready, staff, Decision(favorable=False))


def test_the_journal_keeps_the_reasons(session, ready, staff):
    with transaction(session):
        decide(session, ready, staff, DEFAVORABLE)
    [line] = [
        e
        for e in session.exec(select(Evenement))
        if e.acte is Acte.DECLARER_NON_RECEVABLE
    ]
    assert MOTIF in line.motif
