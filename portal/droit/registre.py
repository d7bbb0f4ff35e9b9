"""The register of what is kept of people, why and how long (RGPD, article 30).

`CATEGORIES` says it in words, for the privacy page and `docs/registre.md`; `COLONNES`
puts each column of the database in one of them. A test fails on a column left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.droit.conservations import CONSERVATIONS, Regle
from portal.droit.registre_colonnes import COLONNES, Categorie
from portal.droit.reglements import Reglement
from portal.droit.termes import TERMES


@dataclass(frozen=True, slots=True)
class Traitement:
    """One line of the register. `sinon` says it when no rule of the table does."""

    titre: str
    quoi: str
    finalite: str
    destinataires: str
    regles: tuple[Regle, ...] = ()
    sinon: str = ""

    def conservation(self, reglement: Reglement) -> list[str]:
        """What the retention table says of it, with the delays in force."""
        found = [CONSERVATIONS[regle] for regle in self.regles]
        lines = [f"{c.quoi}\u00a0: {c.delai(reglement)}" for c in found]
        return [*lines, self.sinon] if self.sinon else lines


A_DECIDER = (
    "aucune durée n’est fixée par la source\u00a0; le portail n’efface rien "
    "de lui-même, le responsable du traitement doit en décider"
)
UIMM = "la personne, l’UIMM de son dossier"
ENTOURAGE = f"{UIMM}, l’accompagnateur qu’elle invite"
JURY = f"{UIMM}, la commission et le jury"
GTP = f"{UIMM}, le jury, le {TERMES.groupe}"

CATEGORIES: Mapping[Categorie, Traitement] = {
    Categorie.COMPTE: Traitement(
        "Compte",
        "adresse électronique, mot de passe (chiffré, illisible), nom affiché, rôle, "
        "invitations, adresse de calendrier",
        "se connecter, et n’ouvrir à chacun que ce qui le concerne",
        "la personne\u00a0; pour une équipe, son responsable et les administrateurs",
        sinon=f"Le compte\u00a0: {A_DECIDER}.",
    ),
    Categorie.IDENTITE: Traitement(
        "Identité et coordonnées",
        "noms, prénoms, date et lieu de naissance, adresse, téléphone, situation",
        "écrire le procès-verbal et le certificat, notifier les décisions",
        GTP,
        (Regle.BROUILLON, Regle.RESUME, Regle.RESULTATS),
    ),
    Categorie.DEMANDE: Traitement(
        "Demande",
        "CQPM et blocs visés, numéro, dates, état, attestation signée, copie de ce qui "
        "est déposé",
        "étudier la demande dans les délais et appliquer les règles de dépôt",
        GTP,
        (Regle.BROUILLON, Regle.REFUS, Regle.RESUME, Regle.RESULTATS),
    ),
    Categorie.PARCOURS: Traitement(
        "Expériences et preuves",
        "postes, employeurs, dates, récits des situations, fichiers joints et leur nom",
        "juger si la demande est recevable, puis ce que les preuves montrent",
        ENTOURAGE + ", la commission et le jury",
        (Regle.BROUILLON, Regle.IDENTITE, Regle.REFUS, Regle.VALIDATION),
    ),
    Categorie.ECHANGES: Traitement(
        "Échanges avec l’accompagnateur",
        "commentaires et date de leur lecture",
        "aider la personne à écrire son dossier",
        "la personne et l’accompagnateur qu’elle invite",
        (Regle.REFUS, Regle.VALIDATION, Regle.DEMANDE),
    ),
    Categorie.SANTE: Traitement(
        "Demande d’aménagement",
        "ce que la personne choisit d’en dire\u00a0; aucun document médical",
        "organiser l’évaluation (donnée de santé, avec son accord)",
        f"{UIMM} et la commission",
        (Regle.AMENAGEMENT,),
    ),
    Categorie.EVALUATION: Traitement(
        "Évaluation",
        "rendez-vous, présence, constats et conclusions de la commission",
        "permettre au jury de décider",
        JURY,
        (Regle.VALIDATION,),
    ),
    Categorie.RESULTATS: Traitement(
        "Décisions et certificats",
        "avis, décisions du jury, résultats acquis, lettres, certificats et leur "
        "remise, employeur pour le financement, questionnaire de fin de parcours",
        "certifier, prouver la certification et en délivrer des copies",
        GTP,
        (Regle.RESUME, Regle.VALIDATION, Regle.RESULTATS, Regle.GTP),
    ),
    Categorie.JURY: Traitement(
        "Membres des commissions et des jurys",
        "nom, qualité ou fonction, organisme, adresse électronique, présence, lien "
        "avec une personne candidate",
        "désigner, convoquer, prouver que le jury était régulier",
        f"l’UIMM, le {TERMES.groupe}",
        (Regle.GTP,),
    ),
    Categorie.JOURNAL: Traitement(
        "Journal et auteurs des actes",
        "qui a fait quoi et quand, ouvertures de fichiers comprises",
        "rendre compte à la personne et prouver les décisions (RGPD, article 5.2)",
        UIMM,
        (Regle.BROUILLON, Regle.REFUS, Regle.RESUME),
        "Les lignes elles-mêmes restent, sans leur détail une fois celui-ci effacé.",
    ),
    Categorie.MESSAGES: Traitement(
        "Messages envoyés",
        "adresse du destinataire, objet et dates\u00a0; le contenu est vidé à l’envoi",
        "prévenir, et savoir que le message est parti",
        "personne\u00a0: ils ne servent qu’au portail",
        sinon=f"L’adresse et les dates\u00a0: {A_DECIDER}.",
    ),
}


def colonnes(categorie: Categorie) -> list[str]:
    """`table.colonne`, of this category."""
    return [
        f"{table}.{name}"
        for table, by in COLONNES.items()
        for name in by.get(categorie, "").split()
    ]


def oublis(tables: Mapping[str, Iterable[str]]) -> list[str]:
    """For each column of the database left out, or no more there: what to write."""
    known = {
        table: {name for names in by.values() for name in names.split()}
        for table, by in COLONNES.items()
    }
    where = "portal/droit/registre_colonnes.py"
    found = []
    for table in sorted({*tables, *known}):
        there, said = set(tables.get(table, ())), known.get(table, set())
        found += [
            f'{where}: add "{name}" to a Categorie of "{table}" in COLONNES, then run '
            "`flask registre > docs/registre.md`"
            for name in sorted(there - said)
        ]
        found += [
            f'{where}: remove "{name}" from "{table}", the database has it no more'
            for name in sorted(said - there)
        ]
    return found


def registre(reglement: Reglement) -> str:
    """`docs/registre.md`, whole."""
    parts = [TETE]
    for categorie, line in CATEGORIES.items():
        kept = "".join(f"\n  - {each}" for each in line.conservation(reglement))
        names = ", ".join(f"`{name}`" for name in colonnes(categorie))
        parts.append(
            f"## {line.titre}\n\n"
            f"- **Données**\u00a0: {line.quoi}.\n"
            f"- **Pourquoi**\u00a0: {line.finalite}.\n"
            f"- **Qui les voit**\u00a0: {line.destinataires}.\n"
            f"- **Combien de temps**\u00a0:{kept}\n"
            f"- **Colonnes**\u00a0: {names}.\n"
        )
    return "\n".join(parts)


TETE = """# Registre des données personnelles

Écrit par `flask registre`, d’après `portal/droit/registre.py` et la table de
[conservation](conservation.md)\u00a0; un test échoue s’il s’en écarte, ou si une
colonne de la base n’y est pas classée. Le responsable du traitement et la base
légale de chaque traitement sont à indiquer par l’organisme qui met le portail en
service (RGPD, articles 6 et 30).
"""
