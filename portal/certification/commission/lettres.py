"""What the commission sends and files, from its rows."""

from datetime import date

from portal.catalogue.models import Uimm
from portal.catalogue.referentiel import Contenu
from portal.certification.recapitulatif import libelle_modalite
from portal.courrier import lettres_textes as textes
from portal.courrier.lettres_textes.commun import drawable
from portal.dossiers.models import (
    Commission,
    Identite,
    MembreCommission,
    PassageCommission,
)
from portal.dossiers.portee import portee
from portal.web.filters import date_longue, date_semaine, heure_dite

CONVOCATION = "convocation_commission"
MODALITES = "modalites_commission"


def convocation(
    passage: PassageCommission,
    identite: Identite,
    contenu: Contenu,
    *,
    remplace: bool,
    on: date,
) -> dict:
    commission = passage.commission
    return textes.convocation_commission(
        textes.Entete(dossier=passage.dossier, identite=identite, le=on),
        seance=textes.Seance(
            le=commission.le,
            heure=passage.heure,
            lieu=commission.lieu,
            visio=commission.visio,
            personnes=personnes(commission),
        ),
        modalites=modalites(passage, contenu),
        amenagement=passage.amenagement,
        remplace=remplace,
    )


def donnees_modalites(
    passage: PassageCommission, contenu: Contenu, uimm: Uimm, *, on: date
) -> dict:
    """The file of R4, for the centre de ressources: nothing of the person's health."""
    dossier, commission = passage.dossier, passage.commission
    title = "Modalités d’évaluation"
    return drawable(
        {
            "date": on.isoformat(),
            "titre": title,
            "emetteur": {
                "nom": uimm.nom,
                "lignes": ["Centre d’examen des CQPM", uimm.adresse],
            },
            "references": [f"Établi le {date_longue(on)}", f"Dossier {dossier.numero}"],
            "faits": [
                ["Candidat·e", dossier.nom_candidat],
                ["Certification", f"CQPM «\u00a0{dossier.certification.titre}\u00a0»"],
                ["Voie", "validation des acquis de l’expérience"],
                [
                    "Entretien",
                    f"{date_semaine(commission.le)} à {heure_dite(passage.heure)}",
                ],
            ],
            "entetes": ["Bloc", "Modalité"],
            "lignes": [list(line) for line in modalites(passage, contenu)],
            "note": (
                "Modalités définies par le centre d’examen et la personne candidate, "
                "transmises au centre de ressources."
            ),
            "signatures": ["Pour le centre d’examen", "La personne candidate"],
            "pied": f"{uimm.nom} · {title}",
        }
    )


def modalites(passage: PassageCommission, contenu: Contenu) -> list[tuple[str, str]]:
    """Each bloc something is decided of, and how it is evaluated."""
    scope = portee(passage.dossier, contenu)
    aimed = set(scope.capacites)
    blocs = [contenu.bloc(n) for n in scope.blocs_vises]
    return [
        (
            f"Bloc {bloc.numero}. {bloc.intitule}",
            libelle_modalite(passage, contenu, bloc.numero),
        )
        for bloc in blocs
        if aimed & set(bloc.capacites)
    ]


def personnes(commission: Commission) -> list[str]:
    """Who sits, with their quality, the president first."""
    president = f"{commission.president_nom}, {commission.president_qualite}, préside"
    return [president, *map(personne, commission.membres)]


def personne(membre: MembreCommission) -> str:
    return ", ".join(filter(None, [membre.nom, membre.qualite, membre.organisme]))
