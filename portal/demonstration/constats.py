"""What a commission writes of a capacité it does not grant: why, and what is missing.

The jury reads it: no name, and nothing that tells who the person is.
"""

COMMENTAIRES = {
    "charge-de-projets-industriels": {
        "C1": "La demande du client est reprise telle quelle. Ni sa faisabilité ni le "
        "périmètre du projet ne sont étudiés.",
        "C3": "Les écarts de délai sont constatés mais leurs causes ne sont pas "
        "analysées. Aucune action n’est suivie jusqu’à son résultat.",
        "C5": "Le tableau de bord présenté ne porte que sur les délais. Les coûts et "
        "la qualité n’y figurent pas, même à l’oral.",
        "C7": "Le bilan du projet n’a pas été formalisé et rien ne montre que "
        "l’expérience ait servi à un autre projet.",
    },
    "coordonnateur-systeme-qse": {
        "C5": "Les indicateurs sont listés sans seuil ni fréquence de suivi.",
        "C7": "Le programme d’audit présenté a été établi par le siège. L’organisation "
        "des audits du site n’a pas pu être décrite.",
        "C8": "Un seul audit a été suivi, comme observateur. La conduite d’un audit, "
        "du plan au rapport, n’est pas démontrée.",
    },
    "concepteur-modelisateur-numerique": {
        "C1": "Les fonctions du produit sont énumérées sans méthode d’analyse : ni "
        "milieux environnants, ni hiérarchie.",
        "C2": "Le cahier des charges présenté est celui du client. Aucune partie n’a "
        "été rédigée dans le cadre de l’activité décrite.",
        "C3": "Une seule solution est présentée, sans comparaison ni justification du "
        "choix.",
        "C4": "Les modèles numériques sont des reprises de pièces existantes. Les "
        "liaisons et les tolérances ne sont pas maîtrisées.",
        "C5": "Le planning est subi : les jalons ne sont ni estimés ni mis à jour.",
        "C6": "Le profil environnemental du produit n’est pas abordé, et la revue de "
        "conception n’est pas connue.",
    },
}


def commentaire(certification: str, code: str) -> str:
    return COMMENTAIRES[certification].get(code, "")
