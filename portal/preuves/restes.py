"""What is left to do before the deposit: one list for the pages and for the guard."""

from dataclasses import dataclass, field
from typing import Any

from portal.dossiers.controle import controle
from portal.dossiers.dossier_preuves import DossierPreuves
from portal.dossiers.models import Preuve
from portal.droit.couverture import Couverture, Manque


@dataclass(frozen=True)
class Reste:
    """`libelle` is the link that does it; `code`: whose gap may be accepted instead."""

    phrase: str
    libelle: str
    endpoint: str
    valeurs: dict[str, Any] = field(default_factory=dict)
    code: str = ""


def restes(dp: DossierPreuves) -> list[Reste]:
    """What the UIMM asked again first, then each capacité not covered."""
    asked = [_demandee(p) for p in dp.a_traiter()]
    asked += [_controlee(p) for p in dp.preuves() if p.fichier and p.fichier.retenu]
    return asked + [_non_couverte(dp, c) for c in dp.couvertures.values() if c.bloque]


def avertissements(dp: DossierPreuves) -> list[Couverture]:
    """Too few examples: said, never required (R33)."""
    return [
        c
        for c in dp.couvertures.values()
        if c.manque is Manque.EXEMPLE and not c.ecart_accepte
    ]


def _demandee(preuve: Preuve) -> Reste:
    titre = f"«\u00a0{preuve.titre}\u00a0»"
    return Reste(
        f"L’UIMM vous demande de remplacer {titre}.",
        f"Remplacer {titre}",
        "preuves.remplacer",
        {"preuve_id": preuve.id},
    )


def _controlee(preuve: Preuve) -> Reste:
    """A preuve that the antivirus has not cleared proves nothing yet."""
    fichier = preuve.fichier
    return Reste(
        controle(fichier) if fichier else "",
        f"Remplacer «\u00a0{preuve.titre}\u00a0»",
        "preuves.remplacer",
        {"preuve_id": preuve.id},
    )


def _non_couverte(dp: DossierPreuves, row: Couverture) -> Reste:
    if row.manque is Manque.SITUATION:
        return Reste(
            f"Décrivez une situation qui montre {row.code}.",
            f"Ajouter une situation pour {row.code}",
            "preuves.nouvelle",
            {"capacite": row.code},
            row.code,
        )
    linked = next(s for s in dp.situations if s.id in row.preuves_par_situation)
    return Reste(
        f"Ajoutez une preuve de {row.code}.",
        f"Ajouter une preuve pour {row.code}",
        "preuves.joindre",
        {"situation_id": linked.id, "capacite": row.code},
        row.code,
    )
