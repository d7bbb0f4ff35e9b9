"""The desk of the GTP's secretariat (R5, R60, R63)."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from sqlmodel import Session

from portal.certification.gtp.services.controle import questionner, repondre
from portal.certification.gtp.services.decisions import refuser, valider
from portal.comptes.models import Compte
from portal.db import write as transaction
from portal.dossiers.models import Certificat, Evenement, Transmission
from portal.droit.listes import Controle, PieceAttribution
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Etat
from tests.factories import instant, make_jury, make_transmission
from tests.gtp.aide import (
    AUJOURD_HUI,
    DELIBERE,
    again,
    file,
    find_conforme,
    mails,
    rows,
    send,
    states,
    words,
)

AT = instant(AUJOURD_HUI, 11)


@pytest.fixture
def sent(session, storage, staff, jury):
    return send(session, storage, jury, staff)


@pytest.fixture
def client(login, secretariat):
    return login(secretariat)


@pytest.fixture
def url(sent):
    return f"/gtp/{sent.id}"


def check_all(client, url):
    for genre in PieceAttribution:
        data = {f"{genre}-controle": "conforme", f"{genre}-constat": ""}
        assert client.post(f"{url}/pieces/{genre}", data=data).status_code == 303


def test_what_arrived_is_checked_then_validated(
    session, login, client, url, sent, jury, staff
):
    """R5, R63: only when the four pieces are conforme; the outcome is the jury's."""
    assert "UIMM uimm" in words(client.get("/gtp/"))
    shown = words(client.get(url))
    assert "2 décisions : 1 validation totale, 1 validation partielle" in shown
    assert "A Conducteur" in shown
    assert "NA Conducteur" in shown
    assert "Il reste à dire conforme" in shown
    assert client.post(f"{url}/valider").status_code == 409
    check_all(client, url)
    assert client.post(f"{url}/valider").status_code == 303
    assert states(session, jury) == [Etat.CERTIFIE, Etat.VALIDATION_PARTIELLE]
    assert again(session, sent).close_at is not None
    told = mails(session, "validation_recue")
    # One for the batch and for each person, whatever the outcomes.
    assert len({m.destinataire for m in told}) == len(told)
    assert {m.donnees["lien"] for m in told} == {f"/transmissions/{jury.id}"}
    assert "Toutes les décisions sont validées" in words(client.get(url))
    told = login(staff).get(f"/dossiers/{jury.dossiers[0].dossier_id}/journal")
    assert "Secrétariat" in words(told)
    assert "0 transmission" not in words(client.get("/gtp/?onglet=closes"))


def test_two_clicks_validate_once(session, client, url, sent, jury):
    """R63: one act, one certificate, one letter."""
    find_conforme(session, sent)
    tour = jury.dossiers[0]
    one = f"{url}/dossiers/{tour.id}/valider"
    assert [client.post(one).status_code for _ in range(2)] == [303, 409]
    assert again(session, sent).close_at is None
    everything = f"{url}/valider"
    assert [client.post(everything).status_code for _ in range(2)] == [303, 409]
    acts = [e.acte for e in rows(session, Evenement)]
    assert acts.count(Acte.VALIDER_TOTALE) == 1
    assert acts.count(Acte.VALIDER_PARTIELLE) == 1
    assert len(rows(session, Certificat)) == 2


def test_two_people_at_once_validate_once(session, engine, secretariat, sent):
    """R63: the second waits, then learns that it is settled."""
    find_conforme(session, sent)
    barrier = Barrier(2)

    def work(_rank):
        with Session(engine, expire_on_commit=False) as own:
            by, mine = own.get(Compte, secretariat.id), own.get(Transmission, sent.id)
            own.rollback()
            barrier.wait(timeout=30)
            with suppress(Refus), transaction(own):
                return valider(own, mine, by=by, at=AT)

    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(work, range(2)))
    assert sorted(told, key=str) == [2, None]
    assert len(rows(session, Certificat)) == 2


def test_a_question_freezes_the_validation_until_its_answer(
    session, login, client, url, sent, jury, staff
):
    """R5: the GTP asks for a complement; the UIMM answers, with a file."""
    find_conforme(session, sent)
    data = {"question": "Où est la réponse du secrétariat ?"}
    assert client.post(f"{url}/question", data=data).status_code == 303
    assert states(session, jury) == [Etat.COMPLEMENT_GTP] * 2
    assert client.post(f"{url}/valider").status_code == 409
    assert client.get(f"{url}/refuser").status_code == 409
    assert client.post(f"{url}/question", data=data).status_code == 409
    assert "Complément demandé 1" in words(client.get("/gtp/?onglet=question"))
    [asked] = mails(session, "complement_demande")
    [question] = again(session, sent).questions
    uimm = login(staff)
    assert "Répondre à la question" in words(uimm.get(asked.donnees["lien"]))
    there = f"/transmissions/{jury.id}/questions/{question.id}"
    answer = uimm.post(there, data={"reponse": "La voici."} | file("reponse.pdf"))
    assert answer.status_code == 303
    assert uimm.get(there).status_code == 409
    assert uimm.get(f"{there}/fichier").data.startswith(b"%PDF")
    assert client.get(f"{url}/questions/{question.id}/fichier").status_code == 200
    assert states(session, jury) == [Etat.TRANSMIS_GTP] * 2
    assert len(mails(session, "complement_repondu")) == 1
    assert client.post(f"{url}/valider").status_code == 303


def test_a_transmission_refused_is_gathered_again(
    session, storage, login, sent, jury, staff, secretariat
):
    """R5: what was validated before stays; the rest goes back with its reason."""
    client, url = login(secretariat), f"/gtp/{sent.id}"
    find_conforme(session, sent)
    valider(session, again(session, sent), jury.dossiers[0].id, by=secretariat, at=AT)
    session.commit()
    assert client.post(f"{url}/refuser", data={"motif": ""}).status_code == 422
    answer = client.post(f"{url}/refuser", data={"motif": "PV illisible."})
    assert answer.status_code == 303
    assert states(session, jury) == [Etat.CERTIFIE, Etat.JURY_DELIBERE]
    back = again(session, sent)
    assert (back.motif, back.close_at) == ("PV illisible.", back.refusee_at)
    assert len(mails(session, "validation_refusee")) == 1
    assert "Renvoyée à l’UIMM" in words(client.get(url))
    session.rollback()  # the page took its message out of the session
    second = send(session, storage, jury, staff, at=instant(AUJOURD_HUI, 12))
    assert states(session, jury) == [Etat.CERTIFIE, Etat.TRANSMIS_GTP]
    assert "1 décision" in words(client.get(f"/gtp/{second.id}"))


def test_what_is_typed_comes_back_when_it_is_refused(client, url):
    answer = client.post(
        f"{url}/pieces/pv", data={"pv-controle": "a_completer", "pv-constat": ""}
    )
    assert answer.status_code == 422
    assert "Écrivez ce qui manque." in answer.text
    assert client.post(f"{url}/question", data={"question": " "}).status_code == 422
    unknown = client.post(f"{url}/pieces/autre", data={})
    assert unknown.status_code == 404


def test_a_closed_transmission_changes_no_more(session, secretariat, sent):
    """R63: what is settled is settled."""
    find_conforme(session, sent)
    valider(session, sent, by=secretariat, at=AT)
    session.commit()
    for act in (
        lambda: questionner(session, sent, "?", by=secretariat, at=AT),
        lambda: refuser(session, sent, "non", by=secretariat, at=AT),
    ):
        with pytest.raises(Refus):
            act()
        session.rollback()


def test_a_question_is_answered_once(session, secretariat, sent, staff):
    question = questionner(session, sent, "Laquelle ?", by=secretariat, at=AT)
    session.commit()
    repondre(session, question, "La première.", None, by=staff, at=AT)
    session.commit()
    with pytest.raises(Refus):
        repondre(session, question, "La seconde.", None, by=staff, at=AT)


def test_the_manifest_is_compared_with_what_is_kept(
    session, storage, client, url, sent
):
    """R60."""
    assert "Fichiers intacts" in words(client.get(f"{url}?verifier=1"))
    storage.delete(sent.pieces[0].fichier.cle)
    assert "Un fichier a changé ou manque" in words(client.get(f"{url}?verifier=1"))
    assert client.get(f"{url}/archive").status_code == 404


def test_it_reads_names_and_decisions_and_nothing_else(
    session, client, url, sent, jury
):
    """R5, section 0 rule 8: a piece of the transmission, never a preuve."""
    assert client.get(f"{url}/pieces/pv").data.startswith(b"%PDF")
    assert jury.dossiers[0].dossier.nom_candidat in client.get(url).text
    assert client.get(f"/transmissions/{jury.id}").status_code == 403


def test_what_is_not_sent_does_not_exist(session, client, jury):
    draft = make_transmission(session, jury, envoyee_at=None, envoyee_le=None)
    assert client.get(f"/gtp/{draft.id}").status_code == 404


def test_the_queue_goes_on_page_after_page(session, client, count_queries):
    """R60: the oldest first, 30 a page, at the same cost."""
    counts = []
    for number in (1, 30):
        for _ in range(number):
            jury = make_jury(session, membres=False, delibere_at=instant(DELIBERE))
            make_transmission(session, jury, pieces=())
        with count_queries() as statements:
            first = client.get("/gtp/")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8
    assert "30 transmissions affichées" in words(first)
    following = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "1 transmission affichée" in words(
        client.get(following.replace("&amp;", "&"))
    )


def test_the_page_of_a_transmission_costs_little(client, url, count_queries):
    with count_queries() as statements:
        client.get(url)
    assert len(statements) <= 8


def test_the_bilan_of_a_year(session, client, url, sent, count_queries):
    """R5, R60, R63: figures on a page and in a spreadsheet."""
    find_conforme(session, sent)
    client.post(f"{url}/valider")
    with count_queries() as statements:
        shown = words(client.get("/gtp/bilan?annee=2026"))
    assert len(statements) <= 8
    assert "2 Décisions reçues" in shown
    assert "42 j Délai médian du jury à l’envoi" in shown
    assert "Aucune décision reçue en 2025" in words(client.get("/gtp/bilan?annee=2025"))
    sheet = client.get("/gtp/bilan.csv?annee=2026")
    assert sheet.mimetype == "text/csv"
    assert sheet.text.count("\n") == 2


@pytest.mark.parametrize("controle", [Controle.CONFORME, Controle.A_COMPLETER])
def test_what_was_found_of_a_piece_is_kept(session, client, url, sent, controle):
    data = {"pv-controle": controle.value, "pv-constat": "Signé par la présidence."}
    client.post(f"{url}/pieces/pv", data=data)
    [piece] = [p for p in again(session, sent).pieces if p.genre == "pv"]
    assert (piece.controle, piece.constat) == (controle, "Signé par la présidence.")
