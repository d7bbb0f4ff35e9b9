"""What a confirmed purge takes away, and what stays (1.9, section 7, K8)."""

from datetime import date

import pytest
from sqlmodel import col, select

from portal.archives.services.purges import confirmer
from portal.dossiers.models import (
    Amenagement,
    Attestation,
    Avis,
    Certificat,
    Commentaire,
    Constat,
    Depot,
    Document,
    Dossier,
    Evaluation,
    Evenement,
    Experience,
    Fichier,
    Identite,
    Piece,
    Preuve,
    Purge,
    SituationPro,
)
from portal.droit.conservations import Regle, StatutPurge
from portal.droit.workflow import Etat, Fait
from portal.storage.base import StorageAway
from tests.archives.conftest import AUJOURD_HUI
from tests.archives.outils import full, jobs, make_purge, morning, purges, work
from tests.factories import (
    instant,
    make_avis,
    make_certificat,
    make_dossier,
    make_passage,
)

CONTENTS = (Piece, Experience, Preuve, SituationPro, Commentaire, Depot, Attestation)


def left(session, dossier, models):
    session.expire_all()
    rows = {
        m: session.exec(select(m).where(m.dossier_id == dossier.id)) for m in models
    }
    return {m.__name__ for m, found in rows.items() if found.first()}


def confirm(session, contexte, purge, by):
    with contexte.transaction() as own:
        confirmer(own, [own.get(Purge, purge.id)], by=by, at=instant(AUJOURD_HUI))
    work(contexte)


def test_a_refused_file_loses_its_pieces_and_keeps_its_decision(
    session, storage, contexte, chief
):
    """Section 7: pieces erased; identity, CQPM, year and decision kept for K0."""
    dossier = make_dossier(session, etat=Etat.NON_RECEVABLE, le=date(2026, 3, 2))
    keys = full(session, dossier, storage)
    make_avis(session, dossier, motivation="Sans lien.")
    purge = make_purge(session, dossier, Regle.REFUS)
    confirm(session, contexte, purge, chief)

    assert not left(session, dossier, (*CONTENTS, Amenagement))
    assert left(session, dossier, (Identite, Document, Avis, Evenement))
    kept = set(storage.keys(f"{dossier.id}/"))
    assert len(kept) == 1, "the letter alone"
    assert kept < keys
    [done] = purges(session)
    assert done.statut is StatutPurge.FAITE
    assert done.confirmee_by_id == chief.id
    assert "Lefèvre" not in " ".join(done.lignes)
    assert "5\u00a0pièces et 1\u00a0expérience" in done.lignes
    [line] = session.exec(select(Evenement).where(Evenement.fait.is_not(None))).all()
    assert line.fait is Fait.DONNEES_EFFACEES
    assert line.donnees["regle"] == "refus"


def test_once_the_civil_year_is_over_nobody_is_named(session, storage, contexte, chief):
    """K0 needs it no more: the name, the letters and their data go."""
    dossier = make_dossier(session, etat=Etat.RETIRE, le=date(2025, 3, 2))
    full(session, dossier, storage)
    purge = make_purge(session, dossier, Regle.RESUME)
    confirm(session, contexte, purge, chief)

    assert not left(session, dossier, (Identite,))
    kept = session.exec(select(Dossier)).one()
    assert (kept.nom_candidat, kept.nom_recherche) == ("", "")
    letter = session.exec(select(Document)).one()
    assert letter.donnees == {}
    fichier = session.get(Fichier, letter.fichier_id)
    assert fichier.efface_at
    assert fichier.cle not in set(storage.keys(f"{dossier.id}/"))


def test_a_validated_file_keeps_its_certificate(session, storage, contexte, chief):
    """1.9: proofs and grids go after K8; certificates have no end."""
    dossier = make_dossier(session, etat=Etat.CERTIFIE, le=date(2019, 3, 4))
    full(session, dossier, storage)
    make_passage(session, dossier, acquises=("C1",))
    letter = session.exec(select(Document)).one()
    make_certificat(session, dossier, document_id=letter.id)
    purge = make_purge(session, dossier, Regle.VALIDATION)
    confirm(session, contexte, purge, chief)

    assert not left(session, dossier, CONTENTS)
    assert (
        not session.exec(select(Evaluation)).all() + session.exec(select(Constat)).all()
    )
    assert left(session, dossier, (Identite, Certificat))
    assert session.exec(select(Document)).one().donnees
    assert len(list(storage.keys(f"{dossier.id}/"))) == 1


def test_a_rule_that_no_longer_applies_erases_nothing(
    session, storage, contexte, chief
):
    """The avis was come back on after the proposal: the file lives again."""
    dossier = make_dossier(session, etat=Etat.NON_RECEVABLE, le=date(2026, 3, 2))
    keys = full(session, dossier, storage)
    purge = make_purge(session, dossier, Regle.REFUS)
    dossier.etat = Etat.EN_INSTRUCTION
    session.commit()
    confirm(session, contexte, purge, chief)
    assert set(storage.keys(f"{dossier.id}/")) == keys
    assert not purges(session)


def test_a_storage_away_midway_is_tried_again(
    session, storage, contexte, chief, monkeypatch
):
    """The rows went whole; the bytes follow, however many times it takes."""
    dossier = make_dossier(session, etat=Etat.NON_RECEVABLE, le=date(2026, 3, 2))
    full(session, dossier, storage)
    purge = make_purge(session, dossier, Regle.REFUS)
    delete, calls = type(storage).delete, []

    def away(self, key):
        calls.append(key)
        if len(calls) == 2:
            raise StorageAway
        delete(self, key)

    monkeypatch.setattr(type(storage), "delete", away)
    confirm(session, contexte, purge, chief)
    assert not left(session, dossier, (Piece, Preuve))
    [failed] = [j for j in jobs(session, "effacer_cles") if j.error]
    failed.due_at = instant(AUJOURD_HUI)
    session.add(failed)
    session.commit()
    work(contexte)
    assert len(list(storage.keys(f"{dossier.id}/"))) == 1
    assert all(j.done_at for j in jobs(session, "effacer_cles"))


@pytest.mark.parametrize("etat", [Etat.BROUILLON, Etat.RETIRE])
def test_a_draft_goes_whole_and_leaves_one_line(session, storage, contexte, etat):
    """Nobody but its author knew of it: no journal stays, only the purge."""
    dossier = make_dossier(session, etat=etat, actes=(), le=date(2026, 6, 1))
    full(session, dossier, storage)
    key = str(dossier.id)
    morning(session, date(2026, 11, 10))
    morning(session, AUJOURD_HUI)
    work(contexte)
    session.expire_all()
    assert not session.exec(select(Dossier)).all()
    assert not session.exec(select(Fichier)).all()
    assert not list(storage.keys(f"{key}/"))
    [done] = purges(session)
    assert (done.dossier_id, done.regle) == (None, Regle.BROUILLON)
    assert done.lignes == ["Demande commencée, tout entière"]


@pytest.mark.parametrize("asked", [True, False])
def test_an_accommodation_is_forgotten_after_the_session(session, contexte, asked):
    """Section 7: health data, erased without anyone to ask, settled or only typed."""
    dossier = make_dossier(session, etat=Etat.CONCLUSIONS_RENDUES)
    turn = make_passage(session, dossier, amenagement="Un tiers-temps.")
    if asked:
        session.add(Amenagement(dossier_id=dossier.id, demande="Un tiers-temps."))
    session.commit()
    morning(session, AUJOURD_HUI)
    work(contexte)
    assert not left(session, dossier, (Amenagement,))
    session.refresh(turn)
    assert turn.amenagement == ""
    facts = select(Evenement).where(col(Evenement.fait).is_not(None))
    assert session.exec(facts).one().donnees["contenus"] == ["amenagement"]
