"""What is deposited, as one canonical text: same content, same digest."""

import json
from typing import Any

from portal.dossiers.dossier_preuves import (
    DossierPreuves,
    codes_de,
    codes_prouves,
    preuves_de,
)
from portal.dossiers.models import Fichier, Preuve, SituationPro


def instantane(dp: DossierPreuves) -> str:
    """Canonical JSON; comments stay out: they are not shared with the UIMM."""
    dossier = dp.dossier
    content = {
        "dossier": {
            "id": str(dossier.id),
            "numero": dossier.numero,
            "certification": dossier.certification_slug,
            "referentiel": str(dossier.referentiel_id),
            "blocs_vises": sorted(dossier.blocs_vises),
            "capacites_visees": [c.code for c in dp.capacites],
        },
        "situations": [_situation(s) for s in dp.situations],
        "ecarts": {code: dp.ecarts[code].explication for code in dp.ecarts},
    }
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def _situation(situation: SituationPro) -> dict[str, Any]:
    return {
        "id": str(situation.id),
        "titre": situation.titre,
        "debut_le": situation.debut_le and situation.debut_le.isoformat(),
        "fin_le": situation.fin_le and situation.fin_le.isoformat(),
        "contexte": situation.contexte,
        "role": situation.role,
        "actions": situation.actions,
        "resultat": situation.resultat,
        "codes": sorted(codes_de(situation)),
        "preuves": [_preuve(p) for p in preuves_de(situation)],
    }


def _preuve(preuve: Preuve) -> dict[str, Any]:
    return {
        "id": str(preuve.id),
        "titre": preuve.titre,
        "texte": preuve.texte,
        "fichier": _fichier(preuve.fichier) if preuve.fichier else None,
        "capacites": codes_prouves(preuve),
        "demande": preuve.a_remplacer,
        "reponse": preuve.reponse,
    }


def _fichier(fichier: Fichier) -> dict[str, Any]:
    return {"nom": fichier.nom, "taille": fichier.taille, "sha256": fichier.sha256}
