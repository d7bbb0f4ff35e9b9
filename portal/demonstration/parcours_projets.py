"""A technician of methods who aims at « Chargé(e) de projets industriels »."""

from portal.demonstration.parcours import Emploi, Joint, Parcours, Vecu
from portal.droit.pieces import Contrat

EMPLOIS = (
    Emploi(
        "Opérateur puis régleur sur presses",
        "Emboutissage de la Démonstration",
        "Découpage et emboutissage de tôles",
        Contrat.CDI,
        14,
        9,
        "Conduite de trois presses de 160 à 400 tonnes, réglage des outils, "
        "contrôle des premières pièces. Référent d’un îlot de quatre personnes.",
    ),
    Emploi(
        "Technicien méthodes",
        "Ateliers Exemple",
        "Usinage de pièces pour l’aéronautique",
        Contrat.CDI,
        9,
        None,
        "Dossiers de fabrication, chiffrage des gammes, implantation des machines. "
        "Depuis quatre ans, pilotage de projets d’industrialisation de 50 000 à "
        "300 000 euros, avec une équipe de cinq personnes.",
    ),
    Emploi(
        "Trésorier d’un club de robotique",
        "Association Démonstration",
        "Loisirs scientifiques pour les jeunes",
        Contrat.BENEVOLAT,
        5,
        None,
        "Budget de 12 000 euros, achats, planning des tournois, réunions de bureau.",
        4.0,
    ),
)

CADRAGE = Vecu(
    "Industrialiser un carter pour un nouveau client",
    ("C1", "C1.1", "C1.2", "C1.3", "C2", "C2.1", "C2.3", "C2.7"),
    "Un client demande 400 carters par mois, livrés dans huit mois. L’atelier n’avait "
    "jamais usiné cette nuance d’aluminium. Budget de 280 000 euros.",
    "Pilote du projet, désigné par la direction technique. Cinq personnes des "
    "méthodes, de la qualité, des achats et de la production.",
    "J’ai rencontré le client deux fois pour clarifier sa demande, puis j’ai écrit le "
    "cahier des charges et fait valider cinq objectifs mesurables. J’ai découpé le "
    "projet en 32 tâches, estimé les charges avec chaque métier et bâti le planning, "
    "avec son chemin critique et trois jalons.",
    "Le projet a été lancé à la date prévue. Les cinq objectifs ont été tenus, la "
    "cadence de 400 pièces a été atteinte avec dix jours d’avance.",
    (
        Joint(
            "Cahier des charges du carter",
            ("C1",),
            (
                "Besoin du client et périmètre",
                "Cinq objectifs mesurables, dates et responsables",
                "Contraintes : nuance 7075, tolérances, budget de 280 000 euros",
                "Livrables attendus à chaque jalon",
            ),
        ),
        Joint("Planning du projet", ("C2",), image=True),
    ),
)
SUIVI = Vecu(
    "Rattraper six semaines de retard sur un outillage",
    ("C3", "C3.1", "C3.2", "C3.4", "C5", "C5.1", "C5.2"),
    "À mi-parcours, le fournisseur de l’outillage annonce six semaines de retard. Le "
    "client refuse tout décalage de la première livraison.",
    "Pilote du projet, en lien direct avec l’acheteur et le fournisseur.",
    "J’ai mis à jour l’avancement chaque semaine, mesuré l’écart sur le chemin "
    "critique et comparé trois solutions. J’ai présenté au comité de pilotage un "
    "tableau de bord d’une page, avec coûts, délais et risques de chacune.",
    "Le comité a retenu l’usinage provisoire en interne. Le retard a été ramené à "
    "quatre jours, pour un surcoût de 6 200 euros, couvert par la réserve.",
    (
        Joint(
            "Tableau de bord de septembre",
            ("C3", "C5"),
            (
                "Avancement : 61 % prévu, 54 % réalisé",
                "Coûts engagés : 143 000 euros sur 280 000",
                "Écart principal : outillage, six semaines",
                "Décision demandée : usinage provisoire en interne",
            ),
        ),
        Joint(
            "Message de décision du comité de pilotage",
            ("C5",),
            texte="Le comité retient la solution 2, usinage provisoire en interne, "
            "pour 6 200 euros au plus. Prochain point dans quinze jours, avec "
            "l’avancement et les heures passées.",
        ),
    ),
)
REUNION_DE_LANCEMENT = Vecu(
    "Animer la réunion de lancement",
    ("C4", "C4.1", "C4.3", "C4.4", "C6", "C6.1"),
    "Dix personnes de cinq services, dont deux du client, qui ne se connaissaient pas.",
    "Animateur de la réunion.",
    "J’ai envoyé l’ordre du jour et le dossier trois jours avant, ouvert par un tour "
    "de table sur les craintes, puis fait valider les objectifs un par un. J’ai écrit "
    "les décisions à l’écran et le plan d’actions avec la salle, puis diffusé le "
    "compte rendu à une liste convenue.",
    "Quatorze actions nominatives, toutes datées. Douze étaient closes au jalon "
    "suivant. Le compte rendu sert de modèle aux autres projets.",
    (
        Joint(
            "Compte rendu de la réunion de lancement",
            ("C4", "C6"),
            (
                "Participants : dix personnes, cinq services",
                "Décisions : cinq objectifs validés, trois jalons",
                "Plan d’actions : quatorze actions, un nom et une date pour chacune",
                "Diffusion : équipe, direction technique, client",
            ),
        ),
    ),
)
REVUE_DE_JALON = Vecu(
    "Conduire la revue du deuxième jalon",
    ("C4", "C4.2", "C4.3", "C6", "C6.2", "C6.3"),
    "Revue tendue : la qualité demandait de repousser le jalon, la production non.",
    "Animateur et rapporteur.",
    "J’ai donné la parole à chaque métier cinq minutes, affiché les critères de "
    "passage et fait voter critère par critère. J’ai informé le client le jour même, "
    "par une note d’une page relue par la direction.",
    "Le jalon a été passé avec deux réserves, levées en trois semaines.",
    (
        Joint(
            "Compte rendu de la revue de jalon",
            ("C4",),
            (
                "Critères de passage : neuf tenus, deux sous réserve",
                "Réserve 1 : capabilité de l’alésage, essai de 50 pièces",
                "Réserve 2 : emballage, accord du client attendu",
                "Plan d’actions : six actions",
            ),
        ),
        Joint(
            "Note au client",
            ("C6",),
            (
                "Le deuxième jalon est passé le jour prévu.",
                "Deux réserves seront levées dans les trois semaines.",
                "La date de première livraison est inchangée.",
            ),
        ),
    ),
)
BILAN = Vecu(
    "Faire le bilan du projet et transmettre",
    ("C7", "C7.1", "C7.2", "C7.4"),
    "Trois mois après la première livraison, la direction demande ce qui doit servir "
    "aux projets suivants.",
    "Pilote du projet, auteur du bilan.",
    "J’ai comparé coûts, délais et qualité prévus et obtenus, interrogé les cinq "
    "métiers et le client, puis classé vingt-trois constats. J’ai présenté les sept "
    "plus utiles aux autres chefs de projet.",
    "Trois règles ont été ajoutées à la procédure des projets, dont un point "
    "d’avancement fournisseur tous les quinze jours.",
    (
        Joint(
            "Bilan du projet carter",
            ("C7",),
            (
                "Coût : 286 200 euros pour 280 000 prévus",
                "Délai : dix jours d’avance sur la cadence",
                "Qualité : 0,4 % de rebut, objectif 1 %",
                "Sept constats à retenir, trois règles ajoutées",
            ),
        ),
    ),
)

PARCOURS = Parcours(
    "charge-de-projets-industriels",
    "Technicien méthodes",
    EMPLOIS,
    "Baccalauréat professionnel Technicien d’usinage",
    "Je pilote des projets d’industrialisation depuis quatre ans, sans diplôme de ce "
    "niveau. Mon entreprise me confie un projet plus important l’an prochain.\n\n"
    "Le CQPM Chargé(e) de projets industriels décrit ce que je fais : clarifier une "
    "demande, planifier, suivre, animer des réunions et tirer le bilan. L’obtenir me "
    "permettrait de faire reconnaître ces compétences et de former mes collègues.",
    (CADRAGE, SUIVI, REUNION_DE_LANCEMENT, REVUE_DE_JALON, BILAN),
)
