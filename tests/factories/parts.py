"""What a dossier holds: identity, experiences, pieces, situations, preuves."""

import hashlib
from datetime import date
from io import BytesIO
from uuid import uuid4

from portal.comptes.models import Compte
from portal.dossiers.models import (
    Avis,
    Document,
    Dossier,
    Experience,
    Fichier,
    Identite,
    LienReferentiel,
    Piece,
    Preuve,
    PreuveCapacite,
    SituationPro,
    Verdict,
)
from portal.droit.echeances import AVIS
from portal.droit.pieces import Contrat, Genre, Motif, Situation
from portal.droit.workflow import Etat
from tests.factories.base import rank, save


def make_identite(session, dossier, **over):
    values = {
        "nom_naissance": "Lefèvre",
        "prenoms": "Anne-Marie",
        "naissance_le": date(1987, 5, 14),
        "naissance_ville": "Roanne",
        "naissance_departement": "42",
        "naissance_pays": "France",
        "adresse": "12 rue des Forges",
        "code_postal": "69100",
        "ville": "Villeurbanne",
        "telephone": "06 00 00 00 00",
        "situation": Situation.SALARIE,
    }
    return save(session, Identite(dossier_id=dossier.id, **values | over))


def make_experience(session, dossier, **over):
    values = {
        "poste": "Conductrice de ligne",
        "employeur": "Ateliers du Rhône",
        "activite_principale": "Usinage de précision",
        "contrat": Contrat.CDI,
        "debut_le": date(2018, 9, 1),
        "fin_le": None,
        "heures_hebdo": 35.0,
        "description": "Réglage, conduite et maintenance de premier niveau.",
    }
    return save(session, Experience(dossier_id=dossier.id, **values | over))


def make_fichier(session, dossier, storage=None, contenu_=b"%PDF-1.4 test", **over):
    """With `storage`, the bytes are really there; without `dossier`, a jury's."""
    id_ = uuid4()
    of_it = (
        {}
        if dossier is None
        else {
            "dossier_id": dossier.id,
            "cle": f"{dossier.id}/{id_}",
            "by_id": dossier.candidat_id,
            "created_at": dossier.created_at,
        }
    )
    fichier = Fichier(
        id=id_,
        **{
            "nom": "document.pdf",
            "type_mime": "application/pdf",
            "taille": len(contenu_),
            "sha256": hashlib.sha256(contenu_).hexdigest(),
            "pages": 1,
        }
        | of_it
        | over,
    )
    if storage:
        storage.save(fichier.cle, BytesIO(contenu_))
    return save(session, fichier)


def make_piece(session, dossier, genre=Genre.CV, *, storage=None, **over):
    """A piece with its file, unless `texte` is given."""
    if "texte" not in over and "fichier_id" not in over:
        fichier = make_fichier(session, dossier, storage, nom=f"{genre}.pdf")
        over["fichier_id"] = fichier.id
    values = {"created_at": dossier.created_at}
    return save(session, Piece(dossier_id=dossier.id, genre=genre, **values | over))


def make_verdict(session, piece, by, motif=None, **over):
    """Accepted, unless a `motif` refuses it."""
    values = {"at": piece.created_at, "phrase": "La page 2 manque." if motif else ""}
    return save(
        session,
        Verdict(
            piece_id=piece.id,
            acceptee=motif is None,
            motif=motif,
            by_id=by.id,
            **values | over,
        ),
    )


def fill(session, dossier, storage=None):
    """All that a deposit asks for: identity, one experience, every piece (P1-P7)."""
    make_identite(session, dossier)
    experience = make_experience(session, dossier)
    for genre in Genre:
        tied = {"experience_id": experience.id} if genre is Genre.ACTIVITE else {}
        make_piece(session, dossier, genre, storage=storage, **tied)
    return dossier


def refuse_piece(session, dossier, genre=Genre.CV, motif=Motif.ILLISIBLE):
    """A refused piece of a dossier already taken in charge."""
    staff = session.get(Compte, dossier.instructeur_id)
    piece = make_piece(session, dossier, genre)
    make_verdict(session, piece, staff, motif)
    return piece


def make_situation(session, dossier, codes=(), **over):
    values = {
        "titre": f"Situation {next(rank)}",
        "debut_le": date(2024, 1, 8),
        "fin_le": date(2024, 6, 28),
        "contexte": "Une ligne de six machines.",
        "role": "Pilote de la ligne.",
        "actions": "J’ai revu le réglage de chaque poste.",
        "resultat": "Les rebuts ont baissé d’un tiers.",
        "created_at": dossier.updated_at,
    }
    situation = SituationPro(dossier_id=dossier.id, **values | over)
    situation.liens = [LienReferentiel(code=code) for code in codes]
    return save(session, situation)


def make_preuve(session, situation, codes=(), *, storage=None, **over):
    """A preuve with its file, unless `texte` is given."""
    dossier = session.get(Dossier, situation.dossier_id)
    if "texte" not in over and "fichier_id" not in over:
        over["fichier_id"] = make_fichier(session, dossier, storage).id
    values = {"titre": "Rapport", "created_at": situation.created_at}
    preuve = Preuve(dossier_id=dossier.id, situation_id=situation.id, **values | over)
    preuve.capacites = [PreuveCapacite(code=code) for code in codes]
    return save(session, preuve)


def make_avis(session, dossier, *, le=None, **over):
    """With its letter; favorable unless the dossier was refused, `le` as it says."""
    day = le or next(e.le for e in dossier.evenements if e.acte in AVIS)
    letter = Document(dossier_id=dossier.id, modele="avis_favorable", emis_le=day)
    values = {
        "favorable": dossier.etat is not Etat.NON_RECEVABLE,
        "uimm_slug": dossier.uimm_slug,
        "auteur": "",
        "by_id": dossier.instructeur_id,
        "rendu_le": day,
        "document_id": save(session, letter).id,
    }
    return save(session, Avis(dossier_id=dossier.id, **values | over))
