"""Everything the portal holds about a candidate, as the entries of one archive."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from json import dumps
from typing import Any

from sqlmodel import Session, SQLModel

from portal.archives import queries
from portal.archives.queries import export as recherches
from portal.comptes.libelles import FAITS
from portal.comptes.models import Compte, EvenementCompte, FaitCompte
from portal.comptes.queries import evenements_de
from portal.dossiers import libelles
from portal.dossiers.journal import lignes
from portal.dossiers.models import Commentaire, Depot, Document, Dossier, Fichier
from portal.dossiers.permissions import why_not_ouvrir
from portal.droit.workflow import Role
from portal.storage.archive import Entree, nom_sur
from portal.storage.contenu import JPEG, PDF, PNG

EXTENSIONS = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
TECHNIQUES = {"id", "version", "cle", "sha256", "contenu", "nom_recherche", "ordre"}
CLES = ("_id", "_slug")
"""Our own keys: they say nothing of the person, and some name somebody else."""
LISEZ_MOI = (
    "Vos données sur Passerelle VAE.\r\n\r\n"
    "compte.json : votre compte.\r\n"
    "Un dossier par demande, avec donnees.json (ce que vous avez écrit et les "
    "décisions), journal.json, depots, lettres et fichiers.\r\n"
    "Votre pièce d’identité n’y est plus : elle est effacée dès l’avis rendu.\r\n"
).replace(" :", "\u00a0:")


def entrees(session: Session, compte: Compte, *, at: datetime) -> list[Entree]:
    """Read now: what is sent afterwards asks nothing of the database."""
    dossiers = queries.dossiers_de(session, compte)
    ids = [d.id for d in dossiers]
    parts = recherches.parties(session, ids)
    files = recherches.fichiers(session, ids)
    found = [
        Entree("lisez-moi.txt", at, contenu=LISEZ_MOI.encode("utf-8-sig")),
        _json("compte.json", _compte(compte, evenements_de(session, compte)), at),
    ]
    for rank, dossier in enumerate(reversed(dossiers), 1):
        folder = nom_sur(dossier.numero or f"brouillon {rank}")
        mine = {
            name: [row for row in rows if row[0] == dossier.id]
            for name, rows in parts.items()
        }
        found += _dossier(folder, dossier, mine, at)
        found += _fichiers(folder, files.get(dossier.id, []), compte)
    return found


def _dossier(
    folder: str, dossier: Dossier, parts: dict[str, list[Any]], at: datetime
) -> Iterator[Entree]:
    data: dict[str, Any] = {
        "demande": _valeurs(dossier) | {"certification": dossier.certification.titre},
    }
    for name, rows in parts.items():
        data[name] = [_ligne(row, dossier) for _id, row in rows]
    yield _json(f"{folder}/donnees.json", data, at)
    journal = [
        {"quand": li.quand.isoformat(), "quoi": li.quoi, "precision": li.precision}
        | {"qui": li.qui}
        for li in lignes(dossier, reversed(dossier.evenements), Role.CANDIDAT)
    ]
    yield _json(f"{folder}/journal.json", journal, at)
    for rank, (_id, depot) in enumerate(parts["depots"], 1):
        name = f"{folder}/depots/{rank:02d}-{nom_sur(depot.acte)}.json"
        yield Entree(name, depot.at, contenu=depot.contenu.encode())


def _fichiers(
    folder: str, found: Sequence[tuple[Fichier, str | None]], compte: Compte
) -> Iterator[Entree]:
    """By rank, so that no two have one name; the person's own name comes after."""
    for rank, (fichier, modele) in enumerate(found, 1):
        kind = "lettres" if modele else "fichiers"
        words = libelles.DOCUMENT.get(modele, modele) if modele else fichier.nom
        stem = nom_sur(words.rpartition(".")[0] or words)
        extension = EXTENSIONS.get(fichier.type_mime, "bin")
        name = f"{folder}/{kind}/{rank:02d}-{stem}.{extension}"
        if reason := why_not_ouvrir(fichier, compte.id):
            retained = f"Ce fichier n’est pas dans l’archive. {reason}\r\n"
            content = retained.encode("utf-8-sig")
            yield Entree(f"{name}.retenu.txt", fichier.created_at, contenu=content)
        else:
            yield Entree(name, fichier.created_at, cle=fichier.cle)


def _ligne(row: SQLModel, dossier: Dossier) -> dict[str, Any]:
    values = _valeurs(row)
    match row:
        case Commentaire(auteur_id=author):
            mine = author == dossier.candidat_id
            values["auteur"] = "vous" if mine else "votre accompagnateur"
        case Depot():
            values["sha256"] = row.sha256
        case Document():
            values["lettre"] = libelles.DOCUMENT.get(row.modele, row.modele)
    return values


def _valeurs(row: SQLModel) -> dict[str, Any]:
    values = row.model_dump(mode="json")
    return {
        name: value
        for name, value in values.items()
        if name not in TECHNIQUES and not name.endswith(CLES)
    }


def _compte(compte: Compte, activite: Sequence[EvenementCompte]) -> dict[str, Any]:
    return {
        "adresse": compte.email,
        "nom_affiche": compte.nom_affiche,
        "role": compte.role,
        "adresse_confirmee": compte.confirmed_at.isoformat()
        if compte.confirmed_at
        else None,
        "activite": [
            {
                "le": e.at.isoformat(),
                "quoi": FAITS[FaitCompte(e.fait)].mot,
                "appareil": e.appareil,
            }
            for e in activite
        ],
    }


def _json(nom: str, data: Any, at: datetime) -> Entree:
    text = dumps(data, ensure_ascii=False, indent=2)
    return Entree(nom, at, contenu=text.encode())
