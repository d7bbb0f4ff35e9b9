"""The words of the screen for what is sent to the GTP."""

from portal.droit.listes import Controle, PieceAttribution
from portal.droit.resultats import Issue

PIECE = {
    PieceAttribution.LETTRE: "Lettre de demande d’attribution (annexe 5)",
    PieceAttribution.EXTRAIT: "Extrait du procès-verbal de la CPREFP",
    PieceAttribution.EMARGEMENT: "Feuille d’émargement du jury (annexe 6)",
    PieceAttribution.PV: "Procès-verbal de délibération signé (annexe 7)",
}
PIECE_COURTE = {
    PieceAttribution.LETTRE: "Lettre, annexe 5",
    PieceAttribution.EXTRAIT: "Extrait CPREFP",
    PieceAttribution.EMARGEMENT: "Émargement, annexe 6",
    PieceAttribution.PV: "PV, annexe 7",
}
CONSIGNE = {
    PieceAttribution.LETTRE: (
        "Le portail l’écrit à votre nom au moment de l’envoi. Joignez-la seulement si "
        "votre UIMM la signe à la main."
    ),
    PieceAttribution.EXTRAIT: (
        "L’extrait de la réunion qui a connu de ce jury, ou les courriers du "
        "secrétariat et leur réponse, dans un seul fichier."
    ),
    PieceAttribution.EMARGEMENT: "La feuille datée et signée par les membres du jury.",
    PieceAttribution.PV: "Le procès-verbal, signé par la présidence du jury.",
}
CONTROLE = {
    Controle.A_CONTROLER: "À contrôler",
    Controle.CONFORME: "Conforme",
    Controle.A_COMPLETER: "À compléter",
}
PASTILLE = {
    Controle.A_CONTROLER: "vide",
    Controle.CONFORME: "ok",
    Controle.A_COMPLETER: "non",
}
ISSUES = {
    Issue.TOTALE: ("validation totale", "validations totales"),
    Issue.PARTIELLE: ("validation partielle", "validations partielles"),
    Issue.AUCUNE: ("non-validation", "non-validations"),
}
"""One, then many."""
ISSUE = {
    Issue.TOTALE: "Validation totale",
    Issue.PARTIELLE: "Validation partielle",
    Issue.AUCUNE: "Non-validation",
}
