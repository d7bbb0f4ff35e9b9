"""The table of what is kept, how long and why: one line for each rule (1.9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.droit.reglements import Reglement


class Regle(StrEnum):
    BROUILLON = "brouillon"
    IDENTITE = "identite"
    AMENAGEMENT = "amenagement"
    REFUS = "refus"
    RESUME = "resume"
    VALIDATION = "validation"
    RESULTATS = "resultats"
    GTP = "gtp"
    DEMANDE = "demande"


class StatutPurge(StrEnum):
    PROPOSEE = "proposee"
    GARDEE = "gardee"
    """Kept longer by a responsable, with a reason."""
    CONFIRMEE = "confirmee"
    FAITE = "faite"


class Contenu(StrEnum):
    """What is erased as one."""

    TOUT = "tout"
    PIECES = "pieces"
    PREUVES = "preuves"
    COMMENTAIRES = "commentaires"
    DEPOTS = "depots"
    GRILLES = "grilles"
    AMENAGEMENT = "amenagement"
    LETTRES = "lettres"
    IDENTITE = "identite"


DISPOSITIF = "dispositif des qualifications, chapitre 5 (002)"
PORTAIL_SEUL = "choix du portail, le dispositif n’en disant rien"


@dataclass(frozen=True, slots=True)
class Conservation:
    """One line of the table; `duree` holds the numbers of the règlement."""

    quoi: str
    duree: str
    qui: str
    source: str
    contenus: frozenset[Contenu] = frozenset()

    def delai(self, reglement: Reglement) -> str:
        names = {n: getattr(reglement, n) for n in type(reglement).__slots__}
        return self.duree.format_map(names)


PORTAIL, RESPONSABLE, PERSONNE = "le portail", "le responsable de l’UIMM", "personne"
RECEVABILITE = frozenset(
    {
        *(Contenu.PIECES, Contenu.PREUVES, Contenu.COMMENTAIRES),
        *(Contenu.DEPOTS, Contenu.AMENAGEMENT),
    }
)

CONSERVATIONS: Mapping[Regle, Conservation] = {
    Regle.BROUILLON: Conservation(
        "Une demande commencée et jamais déposée, tout entière",
        "{brouillon_mois}\u00a0mois après la dernière modification\u00a0; un message "
        "l’annonce {brouillon_preavis_jours}\u00a0jours avant",
        PORTAIL,
        PORTAIL_SEUL,
        frozenset({Contenu.TOUT}),
    ),
    Regle.IDENTITE: Conservation(
        "Le fichier de la pièce d’identité",
        "jusqu’à l’avis sur la recevabilité",
        PORTAIL,
        "recommandation de la CNIL (délibération SAN-2020-008)",
    ),
    Regle.AMENAGEMENT: Conservation(
        "La demande d’aménagement",
        "jusqu’au jour où la commission rend ses conclusions",
        PORTAIL,
        "donnée de santé, inutile après la session (RGPD, article 5)",
        frozenset({Contenu.AMENAGEMENT}),
    ),
    Regle.REFUS: Conservation(
        "Les pièces, les preuves et les commentaires d’une demande non recevable, "
        "retirée ou caduque",
        "{refus_mois}\u00a0mois après l’avis, le retrait ou la caducité",
        RESPONSABLE,
        PORTAIL_SEUL,
        RECEVABILITE,
    ),
    Regle.RESUME: Conservation(
        "L’identité, le CQPM, l’année et la décision d’une demande non recevable, "
        "retirée ou caduque, avec ses lettres",
        "jusqu’au 31\u00a0décembre de l’année qui suit celle du dépôt, et au moins "
        "autant que ses pièces",
        RESPONSABLE,
        "une seule demande par année civile et par CQPM (002, recevabilité)",
        frozenset({Contenu.LETTRES, Contenu.IDENTITE}),
    ),
    Regle.VALIDATION: Conservation(
        "Les documents et les pièces techniques de la validation, les copies des "
        "lettres et les commentaires",
        "{archives_rncp_annees}\u00a0années civiles après celle de la validation si le "
        "CQPM ou ses blocs sont inscrits au RNCP, {archives_annees} sinon",
        RESPONSABLE,
        DISPOSITIF,
        RECEVABILITE | {Contenu.GRILLES, Contenu.LETTRES},
    ),
    Regle.RESULTATS: Conservation(
        "Les relevés de résultats, les lettres de transmission et les données des "
        "certificats",
        "durée indéterminée, à réexaminer par le responsable du traitement",
        PERSONNE,
        DISPOSITIF,
    ),
    Regle.GTP: Conservation(
        "Les feuilles d’émargement, les procès-verbaux et les demandes d’attribution",
        "durée indéterminée, à réexaminer par le responsable du traitement",
        PERSONNE,
        DISPOSITIF,
    ),
    Regle.DEMANDE: Conservation(
        "Ce que la personne demande d’effacer et que rien n’oblige à garder",
        "jusqu’à la réponse à sa demande",
        RESPONSABLE,
        "droit à l’effacement (RGPD, article 17)",
    ),
}


def tableau(reglement: Reglement) -> str:
    """The table in Markdown, as `docs/conservation.md` holds it."""
    head = "| Quoi | Gardé | Effacé par | Source |\n|---|---|---|---|\n"
    return head + "".join(
        f"| {c.quoi} | {c.delai(reglement)} | {c.qui} | {c.source} |\n"
        for c in CONSERVATIONS.values()
    )
