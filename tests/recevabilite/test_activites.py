"""Experiences and their proofs (P5, P7); withdrawing."""

import pytest
from sqlmodel import select

from portal.dossiers.models import Dossier, Fichier, Piece
from portal.droit.pieces import Genre
from portal.droit.workflow import Etat
from portal.jobs.models import Job
from tests.factories import (
    fill,
    make_compte,
    make_dossier,
    make_experience,
    make_piece,
)
from tests.recevabilite.outils import (
    page,
    reload,
    upload,
    words,
)


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def client(login, candidat):
    return login(candidat)


@pytest.fixture
def dossier(session, candidat):
    return make_dossier(session, candidat)


def pieces(session, genre=None):
    reload(session)
    rows = session.exec(select(Piece).order_by(Piece.created_at)).all()
    return [p for p in rows if genre is None or p.genre is genre]


def test_a_proof_is_tied_to_an_experience(session, client, dossier):
    """P7: ideally one for each declared activity."""
    experience = make_experience(session, dossier)
    other = make_experience(session, dossier, poste="Bénévole au club")
    url = page(dossier, "/justificatifs")
    data = upload("contrat.pdf", experience=str(experience.id))
    warned = client.post(url, data=data, follow_redirects=True)
    assert "Une expérience sans justificatif" in words(warned)
    [piece] = pieces(session)
    assert piece.experience_id == experience.id
    field = f"p{piece.id.hex[:12]}-experience"
    client.post(
        page(dossier, f"/pieces/{piece.id}/rattacher"), data={field: str(other.id)}
    )
    assert pieces(session)[0].experience_id == other.id


def test_a_proof_cannot_be_tied_to_someone_else_s_experience(session, client, dossier):
    make_experience(session, dossier)
    theirs = make_experience(session, make_dossier(session))
    data = upload("contrat.pdf", experience=str(theirs.id))
    assert client.post(page(dossier, "/justificatifs"), data=data).status_code == 422
    assert not pieces(session)


def test_deleting_an_experience_keeps_its_proof(session, client, dossier):
    experience = make_experience(session, dossier)
    make_piece(session, dossier, Genre.ACTIVITE, experience_id=experience.id)
    sent = client.post(page(dossier, f"/activites/{experience.id}/supprimer"))
    assert sent.location == page(dossier, "/activites")
    assert pieces(session)[0].experience_id is None


def test_experiences_are_chronological_and_overlaps_count_once(
    session, client, dossier
):
    """P5."""
    from datetime import date

    spans = [(2018, 2019), (2012, 2013), (2018, 2018)]
    for debut, fin in spans:
        make_experience(
            session,
            dossier,
            poste=f"Poste {debut} {fin}",
            debut_le=date(debut, 1, 1),
            fin_le=date(fin, 12, 31),
        )
    shown = words(client.get(page(dossier, "/activites")))
    assert shown.index("Poste 2012") < shown.index("Poste 2018 2018")
    assert shown.index("Poste 2018 2018") < shown.index("Poste 2018 2019")
    assert "Durée totale 4 ans" in shown


def test_withdrawing_a_draft_erases_everything(session, client, candidat, storage):
    dossier = fill(session, make_dossier(session, candidat), storage)
    assert "Tout sera effacé" in client.get(f"/dossiers/{dossier.id}/retirer").text
    client.post(f"/dossiers/{dossier.id}/retirer")
    reload(session)
    kept = session.get(Dossier, dossier.id)
    assert kept.etat is Etat.RETIRE
    assert kept.depose_le is None
    assert not pieces(session)
    files = session.exec(select(Fichier)).all()
    assert files
    assert all(f.efface_at for f in files)
    jobs = session.exec(select(Job).where(Job.genre == "effacer_fichier")).all()
    assert len(jobs) == len(files)


def test_withdrawing_a_deposited_request_still_counts(session, client, candidat):
    """Section 0 rules 3 and 8: it says so, and erases the identity document."""
    dossier = fill(session, make_dossier(session, candidat, Etat.DEPOSE))
    asked = words(client.get(f"/dossiers/{dossier.id}/retirer"))
    assert "Votre demande compte toujours pour 2026" in asked
    client.post(f"/dossiers/{dossier.id}/retirer")
    reload(session)
    kept = session.get(Dossier, dossier.id)
    assert (kept.etat, kept.annee_civile) == (Etat.RETIRE, 2026)
    erased = [p.genre for p in pieces(session) if p.fichier.efface_at]
    assert erased == [Genre.IDENTITE]


def test_a_request_is_withdrawn_once(session, client, candidat):
    dossier = make_dossier(session, candidat, Etat.DEPOSE)
    url = f"/dossiers/{dossier.id}/retirer"
    assert client.post(url).status_code == 303
    assert client.post(url).status_code == 409
    assert client.get(url).status_code == 409
