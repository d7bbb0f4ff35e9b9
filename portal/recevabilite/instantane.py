"""What is deposited, as one canonical text: same content, same digest."""

import json
from datetime import date
from typing import Any

from sqlmodel import SQLModel

from portal.dossiers.models import Attestation, Dossier, Piece
from portal.recevabilite.demande import Demande

IDENTITE = (
    "nom_naissance",
    "nom_usage",
    "prenoms",
    "naissance_le",
    "naissance_ville",
    "naissance_departement",
    "naissance_pays",
    "adresse",
    "code_postal",
    "ville",
    "pays",
    "telephone",
    "situation",
)
EXPERIENCE = (
    "poste",
    "employeur",
    "activite_principale",
    "contrat",
    "debut_le",
    "fin_le",
    "heures_hebdo",
    "description",
)
DOSSIER = (
    "numero",
    "certification_slug",
    "enregistrement_code",
    "reglement",
    "blocs_vises",
    "uimm_slug",
    "sans_diplome",
    "depose_le",
)


def instantane(demande: Demande, attestation: Attestation | None) -> str:
    """Canonical JSON. The request for an accommodation stays out: it is erased."""
    return json.dumps(
        {
            "dossier": _dossier(demande.dossier),
            "identite": _fields(demande.identite, IDENTITE),
            "experiences": [_fields(e, EXPERIENCE) for e in demande.experiences],
            "pieces": [_piece(p) for p in demande.pieces if p.retiree_at is None],
            "attestation": attestation
            and _fields(attestation, ("version", "texte", "nom_saisi", "signee_at")),
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_plain,
    )


def _dossier(dossier: Dossier) -> dict[str, Any]:
    kept = _fields(dossier, DOSSIER)
    return {
        **kept,
        "id": str(dossier.id),
        "referentiel": str(dossier.referentiel_id),
        "candidat": str(dossier.candidat_id),
    }


def _piece(piece: Piece) -> dict[str, Any]:
    fichier = piece.fichier
    return {
        "genre": piece.genre,
        "texte": piece.texte,
        "fichier": fichier and _fields(fichier, ("nom", "taille", "sha256")),
        "experience": piece.experience_id and str(piece.experience_id),
        "reponse": piece.verdict.reponse if piece.verdict else "",
    }


def _fields(row: SQLModel, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
