"""The UIMM gathers four pieces and sends them (R49, R60, R61)."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from portal.certification.fichiers_jury import stored
from portal.certification.gtp.lettre import ecrit
from portal.certification.gtp.services.controle import questionner, repondre
from portal.certification.gtp.services.decisions import refuser
from portal.certification.gtp.services.envoi import transmettre
from portal.certification.gtp.services.pieces import joindre
from portal.dossiers.models import Fichier, PieceTransmission
from portal.droit.listes import PieceAttribution
from portal.droit.refus import Refus
from portal.droit.workflow import Etat, Role
from tests.factories import (
    instant,
    make_accompagnement,
    make_compte,
    make_fichier_de_jury,
    make_jury,
    make_uimm,
)
from tests.gtp.aide import (
    AUJOURD_HUI,
    DELIBERE,
    file,
    gather,
    mails,
    make_tour,
    rows,
    send,
    states,
    words,
)
from tests.preuves.outils import pdf

EXTRAIT, PV = PieceAttribution.EXTRAIT, PieceAttribution.PV


def test_a_jury_is_gathered_then_sent_in_one_go(
    session, login, storage, staff, secretariat, jury
):
    """R49, R60, R61: three files joined, the letter written by the portal."""
    url, client = f"/transmissions/{jury.id}", login(staff)
    shown = words(client.get(url))
    assert "À envoyer au plus tard le 4 juillet 2026, dans 19 jours." in shown
    assert "Il manque : Extrait du procès-verbal de la CPREFP, Feuille" in shown
    for genre in ("extrait", "emargement", "pv"):
        joined = client.post(f"{url}/pieces/{genre}/joindre", data=file())
        assert joined.status_code == 303
    assert "Transmettre 2 décisions" in words(client.get(url))
    assert client.post(f"{url}/transmettre").status_code == 303
    assert states(session, jury) == [Etat.TRANSMIS_GTP] * 2
    [sent] = rows(session)
    assert sent.envoyee_le == AUJOURD_HUI
    assert [m["nom"] for m in sent.manifest] == [
        "1-lettre.pdf",
        "2-extrait.pdf",
        "3-emargement.pdf",
        "4-pv.pdf",
    ]
    [told] = mails(session, "transmission_recue")
    assert (told.destinataire, told.donnees["lien"]) == (
        secretariat.email,
        f"/gtp/{sent.id}",
    )
    candidates = mails(session, "decision_transmise")
    assert all(m.donnees["lien"].startswith("/dossiers/") for m in candidates)
    with ZipFile(BytesIO(client.get(f"{url}/archive").data)) as opened:
        assert len(opened.namelist()) == 5
    assert "Envoyée le 15 juin 2026, 19 jours avant la limite." in words(
        client.get(url)
    )


def test_what_is_missing_or_sent_already_is_refused(
    session, login, storage, staff, jury
):
    """R60; and two clicks make one transmission."""
    url, client = f"/transmissions/{jury.id}", login(staff)
    gather(session, storage, jury, staff, [EXTRAIT])
    refused = client.post(f"{url}/transmettre")
    assert refused.status_code == 409
    assert "Procès-verbal de délibération signé" in refused.text
    gather(session, storage, jury, staff)
    assert client.post(f"{url}/transmettre").status_code == 303
    assert client.post(f"{url}/transmettre").status_code == 409
    assert client.get(f"{url}/pieces/pv/joindre").status_code == 409
    assert len(rows(session)) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choisissez un fichier."),
        ({"fichier": "a.docx"}, "traitement de texte"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused(
    session, login, staff, jury, data, sentence
):
    sent = {name: (BytesIO(b"PK"), nom) for name, nom in data.items()}
    answer = login(staff).post(
        f"/transmissions/{jury.id}/pieces/pv/joindre",
        data=sent,
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert rows(session) == []


def test_a_piece_joined_again_replaces_the_first_which_is_erased(
    session, storage, staff, jury
):
    gather(session, storage, jury, staff, [PV])
    gather(session, storage, jury, staff, [PV])
    [piece] = rows(session, PieceTransmission)
    kept = {f.id: f.efface_at is None for f in rows(session, Fichier)}
    assert sorted(kept.values()) == [False, True]
    assert kept[piece.fichier_id]


def test_the_sheet_kept_by_the_jury_is_the_piece(session, storage, staff, jury):
    """R60: the émargement signed at the jury is not asked for again."""
    sheet = make_fichier_de_jury(session, jury, storage, nom="feuille.PDF")
    jury.emargement_fichier_id = sheet.id
    session.add(jury)
    session.commit()
    gather(session, storage, jury, staff, [PieceAttribution.LETTRE, EXTRAIT, PV])
    sent = transmettre(session, jury, None, by=staff, at=instant(AUJOURD_HUI))
    session.commit()
    assert sent.manifest[2]["nom"] == "3-emargement.pdf"
    assert sent.manifest[2]["sha256"] == sheet.sha256


def test_the_letter_to_sign_is_given_before_it_is_sent(login, staff, jury):
    """R61."""
    answer = login(staff).get(f"/transmissions/{jury.id}/lettre")
    assert answer.data.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("genre", list(PieceAttribution))
def test_a_piece_waits_for_its_own_jury_only(session, storage, staff, jury, genre):
    """The draft is one for each jury, whatever is joined first."""
    other = make_jury(session, delibere_at=instant(DELIBERE))
    for each in (jury, other):
        with stored(storage, each, ecrit(pdf(), "a.pdf")) as depose:
            joindre(session, each, genre, depose, by=staff, at=instant(AUJOURD_HUI))
    session.commit()
    assert {t.jury_id for t in rows(session)} == {jury.id, other.id}


def test_nobody_of_another_uimm_knows_the_jury(session, login, jury):
    elsewhere = make_uimm(session, departements=())
    stranger = make_compte(session, Role.RESPONSABLE, uimm_slug=elsewhere.slug)
    client = login(stranger)
    assert client.get(f"/transmissions/{jury.id}").status_code == 404
    assert client.post(f"/transmissions/{jury.id}/transmettre").status_code == 404


def test_a_jury_that_has_not_deliberated_sends_nothing(session, login, staff):
    undecided = make_jury(session)
    assert login(staff).get(f"/transmissions/{undecided.id}").status_code == 404


@pytest.mark.parametrize("over", [{"qualite": ""}, {"accompagne": True}])
def test_the_letter_is_signed_by_somebody_impartial(
    session, storage, staff, jury, over
):
    """CRPA L.212-1; D.6412-6."""
    gather(session, storage, jury, staff)
    values = {"qualite": "Instructrice"} | over
    accompanied = values.pop("accompagne", False)
    by = make_compte(session, Role.INSTRUCTEUR, **values)
    if accompanied:
        make_accompagnement(session, jury.dossiers[0].dossier, by)
    with pytest.raises(Refus):
        transmettre(session, jury, None, by=by, at=instant(AUJOURD_HUI))


def test_the_page_costs_the_same_whatever_the_number_of_dossiers(
    session, login, staff, jury, count_queries
):
    client, counts = login(staff), []
    for number in (0, 6):
        for _ in range(number):
            make_tour(session, jury, Etat.JURY_DELIBERE, ("C1",))
        with count_queries() as statements:
            client.get(f"/transmissions/{jury.id}")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


def test_the_page_of_what_is_sent_costs_little(
    session, login, storage, staff, jury, count_queries
):
    send(session, storage, jury, staff)
    client = login(staff)
    with count_queries() as statements:
        client.get(f"/transmissions/{jury.id}")
    assert len(statements) <= 8


def test_the_list_of_juries_says_what_to_do_page_after_page(
    session, login, storage, staff, jury, count_queries
):
    """K6: the latest first, 30 a page, at the same cost."""
    client, counts = login(staff), []
    send(session, storage, jury, staff)
    for number in (0, 30):
        for day in range(number):
            make_jury(
                session,
                membres=False,
                le=DELIBERE + timedelta(days=day % 9 - 80),
                delibere_at=instant(DELIBERE),
            )
        with count_queries() as statements:
            first = client.get("/transmissions/")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8
    shown = words(first)
    assert "4 mai 2026, 14 h En cours d’examen 15/06/2026 04/07/2026 À temps" in shown
    assert "À transmettre" in shown
    assert "30 jurys affichés" in shown
    there = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "1 jury affiché" in words(client.get(there))


def test_the_list_tells_a_question_and_a_refusal(
    session, login, storage, staff, secretariat, jury
):
    sent = send(session, storage, jury, staff)
    at = instant(AUJOURD_HUI, 11)
    question = questionner(session, sent, "Où ?", by=secretariat, at=at)
    session.commit()
    client = login(staff)
    assert "Réponse à donner" in words(client.get("/transmissions/"))
    repondre(session, question, "Ici.", None, by=staff, at=at)
    refuser(session, sent, "PV illisible.", by=secretariat, at=at)
    session.commit()
    assert "Renvoyée par le" in words(client.get("/transmissions/"))
    assert "PV illisible." in words(client.get(f"/transmissions/{jury.id}"))
