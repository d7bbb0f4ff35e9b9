"""A quality technician who aims at « Coordonnateur(trice) de système QSE »."""

from portal.demonstration.parcours import Emploi, Joint, Parcours, Vecu
from portal.droit.pieces import Contrat

EMPLOIS = (
    Emploi(
        "Contrôleuse qualité",
        "Fonderie de la Démonstration",
        "Fonderie de pièces en fonte",
        Contrat.CDD,
        12,
        10,
        "Contrôle dimensionnel et visuel, enregistrement des non-conformités.",
    ),
    Emploi(
        "Animatrice qualité, sécurité, environnement",
        "Traitement de surface Exemple",
        "Traitement de surface, 85 personnes",
        Contrat.CDI,
        10,
        None,
        "Mise à jour du système QSE, document unique, suivi des rejets, audits "
        "internes, préparation des audits de certification.",
    ),
    Emploi(
        "Sapeuse-pompière volontaire",
        "Centre de secours de la Démonstration",
        "Secours aux personnes",
        Contrat.BENEVOLAT,
        8,
        None,
        "Interventions, formation des nouveaux volontaires, entretien du matériel.",
        6.0,
    ),
)

POLITIQUE = Vecu(
    "Préparer la nouvelle politique QSE",
    ("C1", "C2", "C3"),
    "La direction voulait une seule politique au lieu de trois, avant le "
    "renouvellement des certificats.",
    "Animatrice QSE, rapporteure auprès du comité de direction.",
    "J’ai réuni les résultats des trois systèmes, décrit les onze processus avec leurs "
    "pilotes et proposé une organisation documentaire commune.",
    "Politique signée en mars, 40 % de documents en moins, certificats renouvelés.",
    (
        Joint(
            "Politique QSE et analyse préparatoire",
            ("C1",),
            (
                "Résultats des trois dernières années",
                "Attentes des clients, du personnel et des riverains",
                "Cinq engagements proposés à la direction",
            ),
        ),
        Joint(
            "Cartographie des onze processus",
            ("C2", "C3"),
            (
                "Processus de réalisation : quatre",
                "Processus supports : cinq",
                "Processus de management : deux",
                "Un pilote, des entrées, des sorties et un indicateur pour chacun",
            ),
        ),
    ),
)
RISQUES = Vecu(
    "Évaluer les risques de la ligne de chromage",
    ("C4", "C5", "C6"),
    "Nouvelle ligne, produits dangereux, six opérateurs.",
    "Coordinatrice du groupe de travail.",
    "J’ai conduit l’analyse avec les opérateurs, fixé avec eux des objectifs cohérents "
    "avec la politique et suivi quatre indicateurs chaque mois.",
    "Aucun accident en deux ans, rejets réduits d’un quart.",
    (
        Joint(
            "Analyse des risques de la ligne",
            ("C6",),
            (
                "Vingt-sept dangers relevés avec les opérateurs",
                "Neuf actions prioritaires",
                "Moyens : captage à la source, douches, formation",
            ),
        ),
        Joint(
            "Objectifs et indicateurs de la ligne",
            ("C4", "C5"),
            (
                "Objectif 1 : aucun accident avec arrêt, suivi chaque mois",
                "Objectif 2 : rejets de chrome réduits de 20 %, obtenu 25 %",
                "Objectif 3 : moins de 1 % de pièces reprises, obtenu 0,8 %",
            ),
        ),
    ),
)
AUDIT = Vecu(
    "Organiser et conduire les audits internes",
    ("C7", "C8"),
    "Onze processus à auditer chaque année par une équipe de six auditeurs.",
    "Responsable du programme d’audit et auditrice.",
    "J’ai bâti le programme selon les risques, formé trois auditeurs et conduit "
    "moi-même l’audit des achats au regard de la norme ISO 9001.",
    "Programme tenu à 100 %. Deux écarts des achats corrigés avant l’audit externe.",
    (
        Joint("Programme d’audit de l’année", ("C7",), image=True),
        Joint(
            "Rapport d’audit des achats",
            ("C8",),
            (
                "Points forts : évaluation des fournisseurs",
                "Écart 1 : commande sans revue de contrat",
                "Écart 2 : fournisseur non réévalué depuis trois ans",
            ),
        ),
    ),
)

PARCOURS = Parcours(
    "coordonnateur-systeme-qse",
    "Animatrice QSE",
    EMPLOIS,
    "DUT Hygiène, sécurité, environnement",
    "J’anime un système QSE depuis dix ans dans une entreprise de 85 personnes. J’ai "
    "conduit deux renouvellements de certificats.\n\n"
    "Je souhaite obtenir le CQPM pour prendre la coordination de nos deux sites.",
    (POLITIQUE, RISQUES, AUDIT),
)
