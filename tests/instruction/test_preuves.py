"""The material check of the dossier de preuves."""

from datetime import date

import pytest
from sqlmodel import select

from portal.dossiers.models import Ancre, Commentaire, Document, Evenement
from portal.droit.workflow import Acte, Etat
from tests.factories import (
    instant,
    make_dossier,
    make_identite,
    make_jury,
    make_preuve,
    make_situation,
    save,
)
from tests.instruction.aide import AUJOURD_HUI, date_fields, soup, words


@pytest.fixture
def deposited(session, staff):
    return make_dossier(session, etat=Etat.PREUVES_DEPOSEES, instructeur=staff)


@pytest.fixture
def client(login, staff):
    return login(staff)


def test_the_queue_s_link_leads_to_the_preuves(client, deposited):
    page = client.get(f"/instruction/{deposited.id}", follow_redirects=True)
    assert page.request.path == f"/instruction/{deposited.id}/preuves"


def test_each_situation_is_read_with_its_preuves(session, client, deposited):
    situation = make_situation(session, deposited, ["C4"], titre="Refonte de la ligne")
    make_preuve(session, situation, titre="Plan de la ligne")
    make_preuve(session, situation, titre="Retirée", retiree_at=instant(AUJOURD_HUI))
    page = words(client.get(f"/instruction/{deposited.id}/preuves"))
    assert "Refonte de la ligne" in page
    assert "Plan de la ligne" in page
    assert "Retirée" not in page


def test_a_preuve_is_marked_with_a_sentence_then_unmarked(session, client, deposited):
    preuve = make_preuve(session, make_situation(session, deposited))
    url = f"/instruction/{deposited.id}/preuves/{preuve.id}"
    assert client.post(url, data={"phrase": " "}).status_code == 422
    client.post(url, data={"phrase": "Le fichier ne s’ouvre pas."})
    session.rollback()
    session.refresh(preuve)
    assert preuve.a_remplacer == "Le fichier ne s’ouvre pas."
    refused = client.post(f"/instruction/{deposited.id}/recevoir-preuves")
    assert refused.status_code == 409
    client.post(url, data={"etape": "effacer"})
    session.rollback()
    session.refresh(preuve)
    assert preuve.a_remplacer == ""


def test_completion_is_asked_with_a_reason_and_a_date(session, client, deposited):
    """K9."""
    url = f"/instruction/{deposited.id}/demander-preuves"
    assert client.post(url, data={"motif": "Une pièce manque."}).status_code == 422
    late = date_fields("reponse_le", date(2026, 3, 21)) | {"motif": "Une pièce manque."}
    assert client.post(url, data=late).status_code == 422
    data = date_fields("reponse_le", date(2026, 4, 15)) | {"motif": "Une pièce manque."}
    assert client.post(url, data=data).status_code == 303
    session.rollback()
    session.refresh(deposited)
    assert deposited.etat is Etat.PREUVES_A_COMPLETER
    assert deposited.echeance_le == date(2026, 4, 15)
    [line] = [
        e for e in session.exec(select(Evenement)) if e.acte is Acte.DEMANDER_PREUVES
    ]
    assert (line.motif, line.donnees) == (
        "Une pièce manque.",
        {"reponse_le": "2026-04-15"},
    )


def test_a_complete_dossier_is_received_with_a_receipt(session, client, deposited):
    make_identite(session, deposited)
    make_preuve(session, make_situation(session, deposited), titre="Plan")
    assert (
        client.post(f"/instruction/{deposited.id}/recevoir-preuves").status_code == 303
    )
    session.rollback()
    session.refresh(deposited)
    assert deposited.etat is Etat.PREUVES_RECUES
    letter = session.exec(select(Document)).one()
    assert letter.modele == "accuse_preuves"


@pytest.mark.parametrize("etat", [Etat.RECEVABLE, Etat.EN_INSTRUCTION])
def test_before_its_deposit_the_dossier_de_preuves_is_not_shown(
    session, client, staff, etat
):
    dossier = make_dossier(session, etat=etat, instructeur=staff)
    preuve = make_preuve(session, make_situation(session, dossier, titre="Brouillon"))
    assert "Brouillon" not in words(client.get(f"/instruction/{dossier.id}/preuves"))
    hidden = client.get(f"/instruction/{dossier.id}/preuves/{preuve.id}")
    assert hidden.status_code == 404


@pytest.mark.parametrize("etat", [Etat.PREUVES_A_COMPLETER, Etat.PREUVES_RECUES])
def test_the_check_happens_on_deposited_preuves_only(session, client, staff, etat):
    dossier = make_dossier(session, etat=etat, instructeur=staff)
    page = client.get(f"/instruction/{dossier.id}/preuves")
    assert not soup(page).select("form[action$='-preuves']")
    assert client.post(f"/instruction/{dossier.id}/recevoir-preuves").status_code == 409


def test_the_uimm_never_sees_the_conversation(session, client, deposited):
    """Section 0 rule 9."""
    make_preuve(session, make_situation(session, deposited))
    save(
        session,
        Commentaire(
            dossier_id=deposited.id,
            ancre=Ancre.DOSSIER,
            auteur_id=deposited.candidat_id,
            texte="Est-ce assez clair ?",
            created_at=instant(AUJOURD_HUI),
        ),
    )
    for path in ("preuves", "pieces"):
        page = client.get(f"/instruction/{deposited.id}/{path}", follow_redirects=True)
        assert "Est-ce assez clair" not in page.text


def test_the_page_costs_the_same_with_one_preuve_and_with_thirty(
    session, client, deposited, count_queries
):
    counts = []
    for number in (1, 29):
        for _ in range(number):
            make_preuve(session, make_situation(session, deposited, ["C1"]))
        with count_queries() as statements:
            client.get(f"/instruction/{deposited.id}/preuves")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize(
    ("etat", "lien"),
    [
        (Etat.CONCLUSIONS_RENDUES, "/jurys"),
        (Etat.JURY_PROGRAMME, "/jurys/{}"),
        (Etat.JURY_DELIBERE, "/transmissions/{}"),
        (Etat.TRANSMIS_GTP, "/transmissions/{}"),
    ],
)
def test_the_next_step_leads_to_the_dossier_s_own_jury(
    session, client, staff, count_queries, etat, lien
):
    dossier = make_dossier(session, etat=etat, instructeur=staff)
    make_preuve(session, make_situation(session, dossier), titre="Plan")
    if etat is not Etat.CONCLUSIONS_RENDUES:
        jury = make_jury(session, staff.uimm)
        [line] = [e for e in dossier.evenements if e.acte is Acte.PROGRAMMER_JURY]
        line.donnees = line.donnees | {"jury": str(jury.id)}
        session.commit()
        lien = lien.format(jury.id)
    with count_queries() as statements:
        page = client.get(f"/instruction/{dossier.id}/preuves")
    assert f'href="{lien}"' in page.text
    assert len(statements) <= 8
