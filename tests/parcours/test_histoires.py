"""The whole story, from the first page to a decided dossier and its preuves."""

import pytest
from playwright.sync_api import expect
from sqlmodel import Session, col, create_engine, select

from portal.dossiers.models import Dossier, Fichier, Piece
from portal.droit.pieces import Genre
from tests.parcours import accompagnement, demande, instruction, preuves
from tests.parcours.comptes import (
    invite_staff,
    new_address,
    open_account_from,
    register_and_confirm,
    sign_in,
)
from tests.parcours.documents import open_letter
from tests.parcours.fichiers import document
from tests.parcours.pdf import holds
from tests.services.smtp import link_of

UIMM = "UIMM Lyon (démonstration)"


@pytest.fixture(scope="session")
def equipe(chromium, portail, boite):
    return invite_the_team(chromium, portail, boite)


@pytest.fixture(scope="session")
def equipe_postgresql(chromium, portail_postgresql, boite):
    return invite_the_team(chromium, portail_postgresql, boite)


def invite_the_team(chromium, portail, boite):
    """The addresses of a responsable and an instructeur, by real invitations."""
    admin, responsable, instructeur = (new_address(n) for n in ("adm", "resp", "inst"))
    context = chromium.new_context(base_url=portail.url)
    page = context.new_page()
    link = portail.command("administrateur", admin).strip()
    open_account_from(page, link, name="Ada Min")
    invite_staff(page, responsable, role="Responsable", uimm=UIMM)

    context.clear_cookies()
    link = link_of(boite.wait(responsable, "invitation"))
    open_account_from(page, link, name="Rose Ponsable", quality="Responsable VAE")
    invite_staff(page, instructeur)

    context.clear_cookies()
    link = link_of(boite.wait(instructeur, "invitation"))
    open_account_from(page, link, name="Inès Tructrice", quality="Instructrice VAE")
    context.close()
    return {"responsable": responsable, "instructeur": instructeur}


def test_a_candidate_goes_from_registration_to_received_preuves(
    ouvrir, equipe, portail, boite
):
    numero = play(lambda: ouvrir(portail).page, equipe, boite)
    the_identity_files_are_gone(portail, numero)


def test_the_same_story_is_told_without_javascript_on_postgresql(
    ouvrir, equipe_postgresql, portail_postgresql, boite
):
    def personne():
        return ouvrir(portail_postgresql, java_script_enabled=False).page

    numero = play(personne, equipe_postgresql, boite)
    the_identity_files_are_gone(portail_postgresql, numero)


def play(personne, equipe, boite):
    """The whole story, and its number; `personne()` is the page of one more person."""
    candidat, instructeur = personne(), personne()
    dossier, numero = deposit_a_request(candidat, boite)
    sign_in(instructeur, equipe["instructeur"])
    ask_for_a_piece_and_receive_it(instructeur, candidat, dossier, numero)
    accept_the_request(instructeur, candidat, dossier, numero)

    preuves.open_preuves(candidat, dossier)
    preuves.tell_situation(candidat, preuves.FIRST, first=0, last=-1)
    preuves.join_files(candidat, document("Note.pdf", 4), document("Vue.png", 1))
    talk_with_an_accompagnateur(personne(), candidat, dossier, boite)
    preuves.open_preuves(candidat, dossier)
    preuves.tell_situation(candidat, preuves.SECOND, first=-1, last=None)
    preuves.write_text(candidat, "Nomenclature", "Carter, couvercle, douze vis.")
    preuves.deposit(candidat, dossier)

    instruction.receive_preuves(instructeur, numero)
    candidat.goto(dossier)
    expect(candidat.locator("main")).to_contain_text("Préparé par l’UIMM")
    return numero


def test_a_request_is_refused_then_the_responsable_takes_the_avis_back(
    ouvrir, portail, equipe, boite
):
    candidat, instructeur, responsable = (ouvrir(portail).page for _ in range(3))
    dossier, numero = deposit_a_request(candidat, boite)
    sign_in(instructeur, equipe["instructeur"])
    instruction.take_in_charge(instructeur, numero)
    instruction.judge_every_piece(instructeur, refuse={})
    instruction.verify_identity(instructeur)
    why = "Aucune activité décrite ne touche à la conception de pièces."
    instruction.give_avis(instructeur, "défavorable", motivation=why)
    refusal = open_letter(candidat, dossier, "Avis défavorable de recevabilité")
    assert holds(refusal, why)
    candidat.goto(dossier)
    expect(candidat.locator("main")).to_contain_text("Avis défavorable")

    sign_in(responsable, equipe["responsable"])
    instruction.open_dossier(responsable, numero, tab="Clos")
    reason = "Le poste de dessinatrice n’a pas été lu."
    instruction.take_back_the_avis(responsable, reason)
    withdrawn = open_letter(candidat, dossier, "Annulation de l’avis")
    assert holds(withdrawn, reason)

    instruction.open_dossier(instructeur, numero)
    instruction.give_avis(instructeur, "favorable")
    candidat.goto(dossier)
    expect(candidat.get_by_role("heading", level=1)).to_contain_text("recevable")
    for letter in ("Avis défavorable", "Annulation de l’avis", "Avis favorable"):
        expect(candidat.locator("#documents")).to_contain_text(letter)


def deposit_a_request(candidat, boite):
    """The address of the dossier and its number, its accusé read."""
    email = new_address("candidat")
    register_and_confirm(candidat, boite, email)
    sign_in(candidat, email)
    demande.begin(candidat, demande.CQPM)
    demande.fill_every_page(candidat)
    numero, limite = demande.deposit(candidat)
    dossier = candidat.url.removesuffix("/recevabilite/recu")
    accuse = open_letter(candidat, dossier, "Accusé de réception du dépôt")
    assert holds(accuse, numero)
    assert holds(accuse, limite)
    boite.wait(email, numero)
    return dossier, numero


def ask_for_a_piece_and_receive_it(instructeur, candidat, dossier, numero):
    instruction.take_in_charge(instructeur, numero)
    instruction.judge_every_piece(instructeur, refuse={"CV": "La page 2 est coupée."})
    instruction.ask_for_the_refused_pieces(instructeur)
    demande.complete(candidat, dossier, "CV", document("CV complet.pdf", 3))
    instruction.open_dossier(instructeur, numero)
    instruction.judge_every_piece(instructeur, refuse={})


def accept_the_request(instructeur, candidat, dossier, numero):
    """The UIMM sees whether its letter was read."""
    instruction.verify_identity(instructeur)
    instruction.give_avis(instructeur, "favorable")
    instruction.open_dossier(instructeur, numero, tab="Dossier de preuves")
    expect(instructeur.get_by_text("pas encore lue")).to_be_visible()
    letter = open_letter(candidat, dossier, "Avis favorable de recevabilité")
    assert holds(letter, numero)
    instruction.open_dossier(instructeur, numero, tab="Dossier de preuves")
    expect(instructeur.get_by_text("lue par la personne le")).to_be_visible()


def the_identity_files_are_gone(portail, numero):
    """Section 0 rule 8: erased when the avis is issued, the other files kept."""
    engine = create_engine(portail.database_url)
    with Session(engine) as session:
        rows = session.exec(
            select(Piece.genre, Fichier.cle)
            .join(Dossier, col(Piece.dossier_id) == col(Dossier.id))
            .join(Fichier, col(Piece.fichier_id) == col(Fichier.id))
            .where(Dossier.numero == numero)
        ).all()
    engine.dispose()
    kept = {genre for genre, cle in rows if (portail.uploads / cle).exists()}
    assert kept == {Genre.CV, Genre.DIPLOME, Genre.ACTIVITE}
    assert Genre.IDENTITE in {genre for genre, _cle in rows}


def talk_with_an_accompagnateur(accompagnateur, candidat, dossier, boite):
    email = new_address("accompagnateur")
    accompagnement.invite(candidat, dossier, email)
    link = link_of(boite.wait(email, "accompagner"))
    accompagnement.accept(accompagnateur, link, name="Marc Guide")
    accompagnement.comment(accompagnateur, "carter", "Quel matériau, et pourquoi ?")
    accompagnement.answer(candidat, dossier, "Quel matériau", "Un alliage léger.")
    accompagnateur.reload()
    expect(accompagnateur.get_by_text("Un alliage léger.")).to_be_visible()
