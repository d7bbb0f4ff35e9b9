"""A draughtswoman who aims at « Concepteur modélisateur numérique »."""

from portal.demonstration.parcours import Emploi, Joint, Parcours, Vecu
from portal.droit.pieces import Contrat

EMPLOIS = (
    Emploi(
        "Apprentie dessinatrice",
        "Bureau d’études Démonstration",
        "Études de machines spéciales",
        Contrat.ALTERNANCE,
        11,
        9,
        "Plans de détail, nomenclatures, mise à jour de la bibliothèque de pièces.",
    ),
    Emploi(
        "Dessinatrice-projeteuse",
        "Machines Exemple",
        "Fabrication de machines d’emballage",
        Contrat.CDI,
        9,
        None,
        "Modélisation de sous-ensembles de 50 à 200 pièces, mises en plan, cotation "
        "fonctionnelle, suivi des prototypes avec l’atelier et les fournisseurs.",
    ),
    Emploi(
        "Projeteuse en mission",
        "Intérim Exemple, pour une fonderie",
        "Fonderie d’aluminium",
        Contrat.INTERIM,
        10,
        9,
        "Numérisation de plans anciens, modèles 3D de moules et de noyaux.",
    ),
)

BESOIN = Vecu(
    "Définir le besoin d’un convoyeur repliable",
    ("C1", "C2"),
    "Un client veut un convoyeur qui se replie en moins d’une minute pour le nettoyage "
    "de son atelier.",
    "Projeteuse, seule au bureau d’études sur ce projet.",
    "J’ai observé deux nettoyages sur place, dressé la liste des fonctions et de leurs "
    "critères, puis écrit le cahier des charges fonctionnel avec le client.",
    "Douze fonctions chiffrées, validées en une réunion. Aucune demande nouvelle "
    "n’est apparue pendant l’étude.",
    (
        Joint(
            "Cahier des charges fonctionnel du convoyeur",
            ("C1", "C2"),
            (
                "Fonction principale : déplacer 40 cartons par minute",
                "Fonction de service : se replier en une minute, à une personne",
                "Contraintes : nettoyage au jet, masse de 85 kg au plus",
                "Critères, niveaux et flexibilité de douze fonctions",
            ),
        ),
    ),
)
SOLUTION = Vecu(
    "Choisir et modéliser l’articulation",
    ("C3", "C4"),
    "L’articulation porte toute la charge et ne doit pas retenir l’eau.",
    "Projeteuse, avec l’appui du calculateur.",
    "J’ai comparé quatre principes dans un tableau pondéré, construit une maquette, "
    "puis modélisé la solution retenue en 3D, avec ses mises en plan et sa cotation.",
    "Prototype monté sans reprise. Repli en 42 secondes pour 60 demandées.",
    (
        Joint(
            "Mise en plan de l’articulation",
            ("C4",),
            (
                "Ensemble de 28 pièces, échelle 1:2",
                "Jeu fonctionnel de 0,15 mm au pivot",
                "Nomenclature : deux pièces usinées, six découpées, vingt du commerce",
            ),
        ),
        Joint(
            "Comparaison de quatre principes",
            ("C3",),
            (
                "Charnière simple : 52 points",
                "Biellettes : 71 points, solution retenue",
                "Glissière : 58 points",
                "Vérin : 44 points",
            ),
        ),
    ),
)
ETUDE = Vecu(
    "Tenir le planning et la qualité de l’étude",
    ("C5", "C6"),
    "Quatorze semaines d’étude, deux fournisseurs, une démarche d’écoconception "
    "demandée par la direction.",
    "Responsable de l’étude.",
    "J’ai bâti le planning, tenu les revues de conception et comparé deux matières "
    "selon leur masse, leur coût et leur fin de vie.",
    "Étude rendue avec trois jours d’avance, masse réduite de 18 %.",
    (
        Joint("Planning de l’étude", ("C5",), image=True),
        Joint(
            "Comparaison environnementale de deux matières",
            ("C6",),
            (
                "Inox 304L : 96 kg, recyclable, coût de 1 840 euros",
                "Aluminium 5086 : 79 kg, recyclable, coût de 1 610 euros",
                "Choix : aluminium, pièces boulonnées pour le démontage",
            ),
        ),
    ),
)

PARCOURS = Parcours(
    "concepteur-modelisateur-numerique",
    "Dessinatrice-projeteuse",
    EMPLOIS,
    "BTS Conception des produits industriels (première année)",
    "Je conçois des sous-ensembles mécaniques depuis neuf ans. J’ai appris la "
    "modélisation 3D au travail, avec l’aide de mes collègues.\n\n"
    "Je souhaite faire valider ces acquis pour devenir responsable d’études dans mon "
    "entreprise, où ce niveau est demandé.",
    (BESOIN, SOLUTION, ETUDE),
)
