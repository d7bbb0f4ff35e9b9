"""A request nobody answers: the UIMM goes on, once the answer date has passed."""

import json
from contextlib import nullcontext
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlmodel import select

from portal.courrier.models import Courriel
from portal.db import write as transaction
from portal.dossiers.faits import echeance_attendue, echeances_du
from portal.droit.echeances import Cle
from portal.droit.pieces import Genre, Motif
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Etat
from portal.instruction.lettres import Decision
from portal.instruction.permissions import why_not_decider, why_not_reprendre
from portal.instruction.queries.dossier import dernier_depot_de_preuves, instruction
from portal.instruction.services.preuves import demander_preuves
from portal.instruction.services.reprise import reprendre
from tests.factories import (
    JOUR,
    instant,
    make_accompagnement,
    make_dossier,
    make_situation,
    refuse_piece,
)
from tests.instruction.aide import (
    DEMAIN,
    MOTIF,
    SUITES,
    ask_again,
    decide,
    on,
    waiting,
    words,
)

ATTENTES = list(SUITES)


@pytest.fixture
def asked(session, dossier, staff):
    """On the bench, every piece to judge but a refused diploma; asked on 20 March."""
    refuse_piece(session, dossier, Genre.DIPLOME, Motif.ILLISIBLE)
    return ask_again(session, dossier, staff)


@pytest.mark.parametrize("etat", ATTENTES)
@pytest.mark.parametrize(("after", "open_"), [(-1, False), (0, False), (1, True)])
def test_the_last_day_is_the_candidate_s(session, staff, etat, after, open_):
    """K9, section 0 rule 12."""
    dossier = waiting(session, staff, etat)
    day = dossier.echeance_le + timedelta(days=after)
    reason = why_not_reprendre(dossier, staff, day)
    assert (reason is None) is open_
    assert open_ or "inclus" in reason
    with nullcontext() if open_ else pytest.raises(Refus), transaction(session):
        reprendre(session, dossier, motif=MOTIF, by=staff, at=instant(day))
    session.refresh(dossier)
    assert dossier.etat is (SUITES[etat] if open_ else etat)


@pytest.mark.parametrize("etat", ATTENTES)
def test_the_act_writes_the_reason_and_the_new_sort_key(session, login, staff, etat):
    dossier = waiting(session, staff, etat)
    url = f"/instruction/{dossier.id}/reprendre"
    with on(dossier.echeance_le + DEMAIN):
        client = login(staff)
        assert client.post(url, data={"motif": " "}).status_code == 422
        assert client.post(url, data={"motif": MOTIF}).status_code == 303
        assert client.post(url, data={"motif": MOTIF}).status_code == 409
    session.rollback()
    session.refresh(dossier)
    assert dossier.etat is SUITES[etat]
    assert dossier.echeance_le == echeance_attendue(dossier).limite
    line = dossier.evenements[-1]
    assert (line.motif, line.by_id) == (MOTIF, staff.id)


@pytest.mark.parametrize("etat", ATTENTES)
def test_before_its_day_the_page_is_a_409_that_says_until_when(
    session, login, staff, etat
):
    dossier = waiting(session, staff, etat)
    with on(dossier.echeance_le):
        answer = login(staff).get(f"/instruction/{dossier.id}/reprendre")
    assert answer.status_code == 409
    assert "La personne peut répondre jusqu’au" in words(answer)


@pytest.mark.parametrize("etat", sorted(set(Etat) - set(ATTENTES) - {Etat.BROUILLON}))
def test_nothing_is_given_up_where_nothing_waits(session, login, staff, etat):
    dossier = make_dossier(session, etat=etat, instructeur=staff)
    url = f"/instruction/{dossier.id}/reprendre"
    assert login(staff).get(url).status_code == 409


def test_who_accompanied_does_not_decide_to_go_on(session, staff):
    """D.6412-6."""
    dossier = waiting(session, staff)
    make_accompagnement(session, dossier, compte=staff, revoque_at=instant(JOUR))
    session.refresh(dossier)
    late = dossier.echeance_le + DEMAIN
    assert "accompagné" in why_not_reprendre(dossier, staff, late)


@pytest.mark.parametrize("etat", ATTENTES)
def test_the_candidate_is_told_once_and_may_no_longer_answer(
    session, login, staff, etat
):
    dossier = waiting(session, staff, etat)
    late = dossier.echeance_le + DEMAIN
    with transaction(session):
        reprendre(session, dossier, motif=MOTIF, by=staff, at=instant(late))
    [message] = session.exec(select(Courriel)).all()
    assert message.destinataire == dossier.candidat.email
    assert MOTIF not in str(message.donnees)
    with on(late):
        client = login(dossier.candidat)
        home = words(client.get(f"/dossiers/{dossier.id}"))
        answer = {
            Etat.A_COMPLETER: f"/dossiers/{dossier.id}/completer",
            Etat.PREUVES_A_COMPLETER: f"/dossiers/{dossier.id}/preuves/deposer",
        }[etat]
        assert client.post(answer).status_code == 409
    assert "l’UIMM a repris votre dossier sans elle" in home
    assert "reprise sans réponse" in home
    assert "Aucune réponse au" in home


def test_the_accompagnateur_is_told_of_the_preuves_only(session, staff):
    """R9: what the reviewer asks of the request is the candidate's."""
    for etat, told in zip(ATTENTES, (0, 1), strict=True):
        dossier = waiting(session, staff, etat)
        friend = make_accompagnement(session, dossier).compte
        session.refresh(dossier)
        late = instant(dossier.echeance_le + DEMAIN)
        with transaction(session):
            reprendre(session, dossier, motif=MOTIF, by=staff, at=late)
        sent = session.exec(
            select(Courriel).where(Courriel.destinataire == friend.email)
        )
        assert len(sent.all()) == told


def test_a_later_act_ends_the_sentence_of_the_home(session, login, staff):
    dossier = waiting(session, staff)
    late = dossier.echeance_le + DEMAIN
    with transaction(session):
        reprendre(session, dossier, motif=MOTIF, by=staff, at=instant(late))
    ask_again(session, dossier, staff, late)
    with on(late):
        home = words(login(dossier.candidat).get(f"/dossiers/{dossier.id}"))
    assert "a repris votre dossier sans elle" not in home
    assert "jours pour répondre" in home


def test_refused_pieces_stay_refused_and_can_be_cited_or_asked_again(
    session, asked, staff
):
    late = asked.echeance_le + DEMAIN
    with transaction(session):
        reprendre(session, asked, motif=MOTIF, by=staff, at=instant(late))
    found = instruction(session, asked)
    assert [p.genre for p in found.refusees()] == [Genre.DIPLOME]
    assert "1\u00a0pièce refusée" in why_not_decider(found, staff, favorable=True)


def test_an_avis_defavorable_ends_what_was_not_answered(session, ready, staff):
    refuse_piece(session, ready, Genre.DIPLOME, Motif.ILLISIBLE)
    late = ask_again(session, ready, staff).echeance_le + DEMAIN
    with transaction(session):
        reprendre(session, ready, motif=MOTIF, by=staff, at=instant(late))
    motifs = [("Diplôme ou attestation", "Illisible, jamais remplacé.")]
    with transaction(session):
        decide(session, ready, staff, Decision(favorable=False, motifs=motifs), le=late)
    assert ready.etat is Etat.NON_RECEVABLE
    [k9] = [e for e in echeances_du(ready) if e.cle is Cle.K9]
    assert k9.sans_reponse_le == late


def test_preuves_are_asked_again_after_it(session, staff):
    dossier = waiting(session, staff, Etat.PREUVES_A_COMPLETER)
    late = dossier.echeance_le + DEMAIN
    with transaction(session):
        reprendre(session, dossier, motif=MOTIF, by=staff, at=instant(late))
        demander_preuves(
            session,
            dossier,
            motif="Le plan ne s’ouvre pas.",
            reponse_le=late + timedelta(days=30),
            by=staff,
            at=instant(late),
        )
    assert dossier.etat is Etat.PREUVES_A_COMPLETER
    assert dossier.echeance_le == late + timedelta(days=30)


def test_the_preuves_are_kept_as_the_uimm_takes_them(session, staff):
    """A situation added and never sent is in the snapshot that the receipt cites."""
    dossier = waiting(session, staff, Etat.PREUVES_A_COMPLETER)
    situation = make_situation(session, dossier, titre="Jamais renvoyée")
    late = dossier.echeance_le + DEMAIN
    with transaction(session):
        reprendre(session, dossier, motif=MOTIF, by=staff, at=instant(late))
    kept = dernier_depot_de_preuves(session, dossier)
    assert kept.acte is Acte.REPRENDRE_PREUVES
    assert [s["id"] for s in json.loads(kept.contenu)["situations"]] == [
        str(situation.id)
    ]
    assert kept.sha256 == sha256(kept.contenu.encode()).hexdigest()
