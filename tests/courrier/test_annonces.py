"""Who is told of an act."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlmodel import select
from werkzeug.exceptions import NotFound

from portal.comptes.models import Compte, Invitation
from portal.courrier.annonces import ANNONCES, announce, chemin
from portal.courrier.mailer import write as write_mail
from portal.courrier.models import Courriel
from portal.dossiers.models import Accompagnement
from portal.dossiers.services import perform
from portal.droit.resultats import VALIDER
from portal.droit.workflow import TRANSITIONS, Acte, Etat, Role
from portal.jobs.models import Job
from tests.courrier.golden import DONNEES
from tests.factories import (
    make_certification,
    make_compte,
    make_dossier,
    make_uimm,
    save,
)

AT = datetime(2026, 3, 9, 10, tzinfo=UTC)


@pytest.fixture
def dossier(session):
    make_certification(session)
    make_uimm(session)
    return make_dossier(session, etat=Etat.EN_INSTRUCTION)


def tell(session, acte, dossier, **donnees):
    announce(session, acte, dossier, at=AT, donnees=donnees)
    session.commit()
    return session.exec(select(Courriel)).all()


def accompany(session, dossier, revoque_at=None, compte=None):
    compte = compte or make_compte(session, Role.ACCOMPAGNATEUR)
    invitation = save(
        session,
        Invitation(
            email=compte.email,
            role=Role.ACCOMPAGNATEUR,
            dossier_id=dossier.id,
            token_hash=uuid4().hex,
            by_id=dossier.candidat_id,
            created_at=AT,
            expires_at=AT,
        ),
    )
    save(
        session,
        Accompagnement(
            dossier_id=dossier.id,
            compte_id=compte.id,
            invitation_id=invitation.id,
            accepte_at=AT,
            revoque_at=revoque_at,
        ),
    )
    return compte


def test_every_act_is_announced():
    assert set(ANNONCES) == set(Acte)
    assert all(ANNONCES.values())


ENTRE_UIMM_ET_GTP = {
    Acte.DEMANDER_COMPLEMENT,
    Acte.REPONDRE_COMPLEMENT,
    Acte.REFUSER_VALIDATION,
}


def test_the_candidate_has_word_of_every_act():
    """Of their own acts it is the receipt; a question of the GTP is not theirs."""
    told = {acte for acte, roles in ANNONCES.items() if Role.CANDIDAT in roles}
    assert told == set(Acte) - ENTRE_UIMM_ET_GTP


def told(role):
    return {acte for acte, roles in ANNONCES.items() if role in roles}


def test_the_uimm_has_word_of_every_act_of_the_others_and_of_none_of_its_own():
    others = {Role.CANDIDAT, Role.GTP}
    assert told(Role.INSTRUCTEUR) == {
        a for a, t in TRANSITIONS.items() if t.by & others
    }


def test_the_secretariat_of_the_gtp_has_word_of_what_it_is_sent():
    sent = {a for a, t in TRANSITIONS.items() if t.target is Etat.TRANSMIS_GTP}
    assert told(Role.GTP) == sent


@pytest.mark.parametrize("acte", [Acte.DELIBERER, Acte.TRANSMETTRE, *VALIDER.values()])
def test_no_mail_says_the_result(acte):
    """Only the letter dated the GTP's day does (R65, R66)."""
    words = r"admis|acquis|total|partiel|refus|échou|réussi|félicit"
    for modele in ANNONCES[acte].values():
        text = write_mail(modele, DONNEES | {"acte": acte.value}, "http://x").texte
        assert not re.search(words, text.casefold())


def test_the_secretariat_has_one_message_for_a_whole_transmission(session, dossier):
    secretariat = make_compte(session, Role.GTP)
    make_compte(session, Role.GTP, active=False)
    other = make_dossier(session, etat=Etat.TRANSMIS_GTP)
    tell(session, Acte.TRANSMETTRE, dossier, envoi="t1")
    sent = tell(session, Acte.TRANSMETTRE, other, envoi="t1")
    to = [m.destinataire for m in sent if m.modele == "transmission_recue"]
    assert set(to) == {
        c.email
        for c in session.exec(select(Compte).where(Compte.role == Role.GTP))
        if c.active
    }
    assert secretariat.email in to
    assert len(to) == len(set(to))
    assert len([m for m in sent if m.modele == "decision_transmise"]) == 2


@pytest.mark.parametrize("acte", Acte)
def test_every_announcement_can_be_written(session, dossier, acte):
    accompany(session, dossier)
    for message in tell(session, acte, dossier):
        written = write_mail(message.modele, message.donnees, "http://localhost")
        assert str(dossier.id) in written.texte


def test_each_message_has_its_job_in_the_same_transaction(session, dossier):
    (message,) = tell(session, Acte.DEMANDER_PIECES, dossier)
    (job,) = session.exec(select(Job)).all()
    assert (job.genre, job.due_at) == ("courriel", AT)
    assert job.donnees == {"courriel_id": str(message.id)}


def test_an_act_undone_announces_nothing(session, dossier):
    announce(session, Acte.DEMANDER_PIECES, dossier, at=AT, donnees={})
    session.rollback()
    assert not session.exec(select(Courriel)).all()
    assert not session.exec(select(Job)).all()


def test_the_reviewer_in_charge_is_told_and_nobody_else(session, dossier):
    make_compte(session, Role.RESPONSABLE)
    sent = tell(session, Acte.COMPLETER, dossier)
    told = {m.destinataire for m in sent if m.modele == "complement_recu"}
    assert told == {dossier.instructeur.email}


@pytest.mark.parametrize("in_charge", ["nobody", "somebody who left"])
def test_without_reviewer_all_the_active_staff_of_the_uimm_is_told(session, in_charge):
    make_certification(session)
    uimm, other = make_uimm(session), make_uimm(session, departements=("42",))
    staff = [
        make_compte(session, role, uimm_slug=uimm.slug)
        for role in (Role.INSTRUCTEUR, Role.RESPONSABLE)
    ]
    left = make_compte(session, Role.INSTRUCTEUR, uimm_slug=uimm.slug, active=False)
    make_compte(session, Role.INSTRUCTEUR, uimm_slug=other.slug)
    dossier = make_dossier(session, etat=Etat.DEPOSE, uimm=uimm)
    dossier.instructeur = left if in_charge == "somebody who left" else None
    sent = tell(session, Acte.DEPOSER, dossier)
    told = {m.destinataire for m in sent if m.modele == "a_instruire"}
    assert told == {compte.email for compte in staff}


def test_the_uimm_never_hears_of_a_draft(session):
    make_certification(session)
    make_compte(session, Role.INSTRUCTEUR, uimm_slug=make_uimm(session).slug)
    dossier = make_dossier(session, etat=Etat.BROUILLON)
    sent = tell(session, Acte.RETIRER, dossier)
    assert [m.destinataire for m in sent] == [dossier.candidat.email]


def test_a_revoked_accompagnateur_hears_nothing(session, dossier):
    """R9, section 0 rule 9."""
    active = accompany(session, dossier)
    accompany(session, dossier, revoque_at=AT)
    session.refresh(dossier)
    sent = tell(session, Acte.DECLARER_RECEVABLE, dossier)
    told = {m.destinataire for m in sent if m.modele == "suivi_accompagnateur"}
    assert told == {active.email}


def test_a_message_holds_the_number_and_no_name(session, dossier):
    session.refresh(dossier)
    sent = tell(session, Acte.DECLARER_NON_RECEVABLE, dossier, motif="Lefèvre")
    names = {"acte", "numero", "certification", "limite", "lien"}
    assert set(sent[0].donnees) == names | {"rendez_vous", "heure"}
    assert "Lefèvre" not in str(sent[0].donnees)


def test_the_link_of_a_message_is_a_page_of_the_portal(app, session, dossier):
    routes = app.url_map.bind("localhost")
    endpoint, _arguments = routes.match(chemin(dossier.id))
    assert endpoint == "dossiers.suivi"
    with pytest.raises(NotFound):
        routes.match("/nulle-part")


def test_the_message_gives_the_date_the_act_has_just_set(session, write, dossier):
    with write():
        perform(
            session,
            Acte.DEMANDER_PIECES,
            dossier,
            by=dossier.instructeur,
            at=AT,
            donnees={"reponse_le": "2026-04-20"},
        )
    (message,) = session.exec(select(Courriel)).all()
    assert message.modele == "pieces_demandees"
    assert message.donnees["limite"] == "2026-04-20"
