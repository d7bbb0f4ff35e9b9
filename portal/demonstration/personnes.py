"""Who the demonstration shows: nobody's name, the words of the trade instead."""

from dataclasses import dataclass
from datetime import date

from portal.droit.pieces import Situation
from portal.droit.termes import TERMES
from portal.droit.workflow import Role

MOT_DE_PASSE = "Demonstration-2026"
"""Printed at start, on purpose."""
PRENOM = "Démo"
LYON, LILLE = "uimm-lyon", "uimm-lille"


@dataclass(frozen=True, slots=True)
class Acteur:
    """An account that is not a candidate's."""

    email: str
    role: Role
    nom: str
    qualite: str = ""
    uimm: str | None = None


@dataclass(frozen=True, slots=True)
class Personne:
    """Who sits, without an account."""

    nom: str
    qualite: str
    organisme: str
    email: str = ""


ACTEURS = (
    Acteur(
        "instructeur@exemple.fr",
        Role.INSTRUCTEUR,
        "Gabarit",
        "Chargée d’instruction VAE",
        LYON,
    ),
    Acteur(
        "instructeur-b@exemple.fr",
        Role.INSTRUCTEUR,
        "Calibre",
        "Chargé d’instruction VAE",
        LYON,
    ),
    Acteur(
        "responsable@exemple.fr",
        Role.RESPONSABLE,
        "Compas",
        "Responsable certification",
        LYON,
    ),
    Acteur(
        "instructeur2@exemple.fr",
        Role.INSTRUCTEUR,
        "Équerre",
        "Chargé d’instruction VAE",
        LILLE,
    ),
    Acteur(
        "responsable2@exemple.fr",
        Role.RESPONSABLE,
        "Niveau",
        "Responsable certification",
        LILLE,
    ),
    Acteur("accompagnateur@exemple.fr", Role.ACCOMPAGNATEUR, "Tuteur"),
    Acteur("gtp@exemple.fr", Role.GTP, "Groupe"),
    Acteur("admin@exemple.fr", Role.ADMINISTRATEUR, "Administration"),
)

PRINCIPAUX = (
    ("candidat@exemple.fr", "Candidate : dossier de preuves en cours, commentaires"),
    ("instructeur@exemple.fr", "Instruction, UIMM Lyon"),
    ("responsable@exemple.fr", "Responsable, UIMM Lyon"),
    ("accompagnateur@exemple.fr", "Accompagnement de deux dossiers"),
    ("gtp@exemple.fr", TERMES.groupe.capitalize()),
    ("admin@exemple.fr", "Administration"),
    ("candidat-certifie@exemple.fr", "Candidat certifié"),
    ("candidat-validation-partielle@exemple.fr", "Candidat validé en partie"),
    ("instructeur2@exemple.fr", "Instruction, UIMM Lille"),
    ("candidat2@exemple.fr", "Candidat de l’UIMM Lille"),
)
"""The accounts shown at start and beside the sign-in form."""

PRESIDENCE = {
    LYON: (f"{PRENOM} Compas", "Responsable certification, UIMM Lyon"),
    LILLE: (f"{PRENOM} Niveau", "Responsable certification, UIMM Lille"),
}
COMMISSION = (
    Personne(
        f"{PRENOM} Palmer",
        "Chef de projets",
        "Mécanique de la Démonstration",
        "palmer@exemple.fr",
    ),
    Personne(
        f"{PRENOM} Trusquin",
        "Responsable qualité",
        "Fonderie de la Démonstration",
        "trusquin@exemple.fr",
    ),
)
EMPLOYEURS = (
    Personne(
        f"{PRENOM} Comparateur",
        "Directrice de production",
        "Forge de la Démonstration",
        "comparateur@exemple.fr",
    ),
    Personne(
        f"{PRENOM} Micromètre",
        "Directeur technique",
        "Usinage de la Démonstration",
        "micrometre@exemple.fr",
    ),
    Personne(
        f"{PRENOM} Rapporteur",
        "Responsable des ressources humaines",
        "Chaudronnerie de la Démonstration",
        "rapporteur@exemple.fr",
    ),
)
SALARIES = (
    Personne(f"{PRENOM} Pointeau", "Technicienne d’atelier", "", "pointeau@exemple.fr"),
    Personne(f"{PRENOM} Cale", "Agent de maîtrise", "", "cale@exemple.fr"),
    # Nobody knows this address yet: a letter is printed.
    Personne(f"{PRENOM} Jauge", "Opératrice régleuse", ""),
)
"""Designated by a union: it is the one that answers for them."""

NOMS = (
    *("Enclume", "Laminoir", "Fraiseuse", "Alésage", "Poinçon", "Cintrage", "Brasage"),
    *("Trempe", "Étampe", "Matrice", "Ébarbage", "Taraud", "Filière", "Burin"),
    *("Palan", "Vérin", "Engrenage", "Roulement", "Bielle", "Vilebrequin", "Culasse"),
    *("Tourelle", "Broche", "Mandrin", "Étau", "Meule", "Lime", "Rivet", "Soudure"),
    *("Tôle", "Fonte", "Bronze", "Laiton", "Zinc", "Chrome", "Titane", "Nickel"),
    *("Cuivre", "Étain", "Alliage", "Forge", "Creuset", "Coulée", "Moulage", "Noyau"),
    *("Rectifieuse", "Perceuse", "Cisaille", "Plieuse", "Presse", "Outillage"),
    *("Pignon", "Crémaillère", "Cardan", "Moyeu", "Essieu", "Piston", "Soupape"),
    *("Ressort", "Goupille", "Boulon", "Écrou", "Rondelle", "Clavette", "Courroie"),
    *("Poulie", "Treuil", "Potence", "Sablage", "Filetage", "Mortaise", "Rabotage"),
    *("Sciage", "Polissage", "Fourneau", "Lingot", "Fusion", "Acier", "Cobalt"),
    *("Vanadium", "Tungstène", "Inox", "Pince", "Maillet", "Tenaille", "Patin"),
)
VILLES = {
    LYON: (("69100", "Villeurbanne"), ("69200", "Vénissieux"), ("01000", "Bourg")),
    LILLE: (("59100", "Roubaix"), ("59200", "Tourcoing"), ("62300", "Lens")),
}
VILLE = {LYON: "69000 Lyon", LILLE: "59000 Lille"}
"""Where they meet."""
SITUATIONS = (
    *(Situation.SALARIE, Situation.SALARIE, Situation.DEMANDEUR_EMPLOI),
    Situation.SALARIE,
)


def nom(rang: int) -> str:
    return NOMS[rang % len(NOMS)]


def signature(rang: int) -> str:
    return f"{PRENOM} {nom(rang)}"


def naissance(rang: int) -> date:
    return date(1970 + rang * 7 % 30, 1 + rang % 12, 1 + rang * 5 % 28)


def identite(rang: int, uimm: str) -> dict:
    code_postal, ville = VILLES[uimm][rang % 3]
    return {
        "nom_naissance": nom(rang),
        "prenoms": PRENOM,
        "naissance_le": naissance(rang),
        "naissance_ville": "Roanne" if uimm == LYON else "Douai",
        "naissance_departement": "42" if uimm == LYON else "59",
        "naissance_pays": "France",
        "adresse": f"{rang + 1} rue de la Démonstration",
        "code_postal": code_postal,
        "ville": ville,
        "pays": "France",
        "telephone": "",
        "situation": SITUATIONS[rang % 4],
    }
