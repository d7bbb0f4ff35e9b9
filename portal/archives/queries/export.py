"""All that the portal holds of some dossiers, for the person they are about."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from portal.dossiers.models import (
    Amenagement,
    Attestation,
    Avis,
    CapaciteAcquise,
    Certificat,
    Commentaire,
    Depot,
    Document,
    Dossier,
    EcartAccepte,
    Evaluation,
    Experience,
    Fichier,
    Identite,
    IdentiteVerifiee,
    PassageCommission,
    Piece,
    Preuve,
    Questionnaire,
    SituationPro,
    Verdict,
)
from portal.droit.workflow import VALIDES

PARTIES: Mapping[str, Any] = {
    "identite": Identite,
    "identite_verifiee": IdentiteVerifiee,
    "amenagement": Amenagement,
    "experiences": Experience,
    "pieces": Piece,
    "attestation": Attestation,
    "depots": Depot,
    "avis": Avis,
    "lettres": Document,
    "situations": SituationPro,
    "preuves": Preuve,
    "manques_acceptes": EcartAccepte,
    "commentaires": Commentaire,
    "acquis": CapaciteAcquise,
    "certificats": Certificat,
    "questionnaire": Questionnaire,
}


def parties(session: Session, ids: Collection[UUID]) -> dict[str, list[Any]]:
    """(dossier, row) of each table a dossier has rows in, with those two steps away."""
    found: dict[str, list[Any]] = {}
    for name, model in PARTIES.items():
        query = select(model).where(col(model.dossier_id).in_(ids))
        rows = session.exec(query.order_by(*model.__table__.primary_key))
        found[name] = [(row.dossier_id, row) for row in rows]
    verdicts = select(Piece.dossier_id, Verdict).join(Piece)
    found["verdicts"] = list(
        session.execute(verdicts.where(col(Piece.dossier_id).in_(ids)))
    )
    # The commission's conclusions are the jury's until the result is known (R48).
    conclusions = (
        select(PassageCommission.dossier_id, Evaluation)
        .join(PassageCommission)
        .join(Dossier, col(PassageCommission.dossier_id) == Dossier.id)
        .where(col(Dossier.id).in_(ids))
        .where(col(Dossier.etat).in_(VALIDES))
        .order_by(col(Evaluation.capacite_code))
    )
    found["conclusions"] = list(session.execute(conclusions))
    return found


def fichiers(
    session: Session, ids: Collection[UUID]
) -> Mapping[UUID, list[tuple[Fichier, str | None]]]:
    """What is still stored of each dossier; for a letter, its model."""
    rows = session.execute(
        select(Fichier, Document.modele)
        .outerjoin(Document, col(Document.fichier_id) == Fichier.id)
        .where(col(Fichier.dossier_id).in_(ids))
        .where(col(Fichier.efface_at).is_(None))
        .order_by(col(Fichier.created_at), col(Fichier.id))
    )
    found: dict[UUID, list[tuple[Fichier, str | None]]] = {}
    for fichier, modele in rows:
        if fichier.dossier_id:
            found.setdefault(fichier.dossier_id, []).append((fichier, modele))
    return found
