"""The words of the archives on screen."""

from portal.droit.conservations import Contenu, Regle, StatutPurge

STATUTS = {
    StatutPurge.PROPOSEE: "Proposés",
    StatutPurge.GARDEE: "Gardés plus longtemps",
    StatutPurge.CONFIRMEE: "Confirmés",
    StatutPurge.FAITE: "Faits",
}
PHRASES = {
    StatutPurge.PROPOSEE: "à confirmer",
    StatutPurge.GARDEE: "remis à plus tard",
    StatutPurge.CONFIRMEE: "en cours d’effacement",
    StatutPurge.FAITE: "terminés",
}
MOTIFS = {
    Regle.BROUILLON: "Demande jamais déposée",
    Regle.AMENAGEMENT: "Aménagement, après la session",
    Regle.REFUS: "Pièces d’une demande close",
    Regle.RESUME: "Identité et lettres d’une demande close",
    Regle.VALIDATION: "Documents de la validation",
    Regle.DEMANDE: "Demandé par la personne",
}
CONTENUS = {
    Contenu.TOUT: "toute la demande",
    Contenu.PIECES: "les pièces et les expériences",
    Contenu.PREUVES: "les situations et les preuves",
    Contenu.COMMENTAIRES: "les commentaires échangés avec l’accompagnateur",
    Contenu.DEPOTS: "les copies des dépôts",
    Contenu.GRILLES: "les grilles de la commission",
    Contenu.AMENAGEMENT: "la demande d’aménagement",
    Contenu.LETTRES: "les lettres",
    Contenu.IDENTITE: "l’identité",
}
