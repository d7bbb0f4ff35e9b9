"""The request in words, line by line, for « Vérifiez vos réponses »."""

from datetime import date
from typing import NamedTuple

from portal.dossiers.libelles import CONTRAT, SITUATION
from portal.dossiers.models import Experience
from portal.dossiers.parcours import projet
from portal.droit.pieces import Contrat, Genre, Situation
from portal.recevabilite.completude import ELEMENTS, PARCOURS, PIECES, PROJET
from portal.recevabilite.demande import Demande, duree_de, nom_complet
from portal.web.filters import date_longue, duree, mois_annee, taille

VIDE = "Non indiqué"


class Ligne(NamedTuple):
    cle: str
    valeur: str
    endpoint: str


def recapitulatif(demande: Demande, on: date) -> list[tuple[str, list[Ligne]]]:
    return [
        (PROJET, _projet(demande)),
        ("Vous", _identite(demande)),
        (PARCOURS, _parcours(demande, on)),
        (PIECES, _pieces(demande)),
    ]


def _projet(demande: Demande) -> list[Ligne]:
    dossier = demande.dossier
    uimm = dossier.uimm.nom if dossier.uimm else VIDE
    titre = f"{dossier.certification.titre}, {projet(dossier)}"
    return [
        Ligne("Certification visée", titre, "recevabilite.projet"),
        Ligne("Centre d’examen", uimm, "recevabilite.projet"),
    ]


def _identite(demande: Demande) -> list[Ligne]:
    i = demande.identite
    born = [date_longue(i.naissance_le)] if i.naissance_le else []
    where = " ".join(
        [
            i.naissance_ville,
            f"({i.naissance_departement})" if i.naissance_departement else "",
        ]
    ).strip()
    rows = {
        "Nom et prénoms": nom_complet(i),
        "Nom de naissance": i.nom_naissance,
        "Naissance": ", ".join([*born, *filter(None, [where, i.naissance_pays])]),
        "Adresse": "\n".join(
            filter(None, [i.adresse, f"{i.code_postal} {i.ville}".strip(), i.pays])
        ),
        "Téléphone": i.telephone or "Non indiqué (facultatif)",
        "Situation": SITUATION[Situation(i.situation)] if i.situation else "",
    }
    lines = [Ligne(c, v or VIDE, "recevabilite.identite") for c, v in rows.items()]
    asked = demande.amenagement.demande if demande.amenagement else "Aucune demande"
    return [*lines, Ligne("Aménagement", asked, "recevabilite.amenagement")]


def _parcours(demande: Demande, on: date) -> list[Ligne]:
    total = demande.duree_totale(on)
    lines = [_element(demande, "recevabilite.cv")]
    letter = demande.motivation()
    if letter:
        lines.append(Ligne("Lettre de motivation", letter, "recevabilite.motivation"))
    else:
        lines.append(_element(demande, "recevabilite.motivation"))
    lines.append(
        Ligne(
            "Dossier d’activités",
            f"{_count(demande)}, {duree(total.mois)} au total"
            if demande.experiences
            else VIDE,
            "recevabilite.activites",
        )
    )
    for experience in demande.experiences:
        lines.append(
            Ligne(
                experience.poste,
                _experience(experience, on),
                "recevabilite.activites",
            )
        )
    return lines


def _count(demande: Demande) -> str:
    number = len(demande.experiences)
    return f"{number}\u00a0expérience{'s' if number > 1 else ''}"


def _experience(experience: Experience, on: date) -> str:
    fin = f"à {mois_annee(experience.fin_le)}" if experience.fin_le else "à ce jour"
    lasted = duree(duree_de(experience, on).mois)
    return "\n".join(
        filter(
            None,
            [
                f"De {mois_annee(experience.debut_le)} {fin} ({lasted})",
                CONTRAT[Contrat(experience.contrat)],
                experience.employeur,
                experience.activite_principale,
                experience.description,
            ],
        )
    )


def _pieces(demande: Demande) -> list[Ligne]:
    return [
        _element(demande, "recevabilite.piece_identite"),
        _element(demande, "recevabilite.diplomes"),
        _element(demande, "recevabilite.justificatifs"),
    ]


GENRES = {
    "recevabilite.cv": Genre.CV,
    "recevabilite.motivation": Genre.MOTIVATION,
    "recevabilite.piece_identite": Genre.IDENTITE,
    "recevabilite.diplomes": Genre.DIPLOME,
    "recevabilite.justificatifs": Genre.ACTIVITE,
}


def _element(demande: Demande, endpoint: str) -> Ligne:
    """The files of one page, each with its size."""
    found = next(e for e in ELEMENTS if e.endpoint == endpoint)
    names = [
        f"{p.fichier.nom}, {taille(p.fichier.taille)}"
        for p in demande.de(GENRES[endpoint])
        if p.fichier
    ]
    if endpoint == "recevabilite.diplomes" and demande.dossier.sans_diplome:
        names = ["Aucun"]
    return Ligne(found.titre, "\n".join(names) or VIDE, endpoint)
