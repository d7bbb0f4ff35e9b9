"""The words of the catalogue's screens."""

from portal.droit.ouverture import StatutCertification

STATUT = {
    StatutCertification.ACTIF: "Active",
    StatutCertification.EN_VEILLE: "En veille",
    StatutCertification.SUPPRIME: "Supprimée",
}
PROPOSITION = {
    StatutCertification.EN_VEILLE: "Mise en veille possible",
    StatutCertification.SUPPRIME: "Suppression possible",
}
CHAMP = {
    "statut": "État",
    "statut_le": "Date de la décision",
    "code": "Code",
    "intitule": "Intitulé",
    "arrete": "Date de l’arrêté",
    "jo": "Date du Journal officiel",
    "effet": "Date d’effet",
    "fin": "Date de fin",
    "date_limite_delivrance": "Date limite de délivrance",
    "benefice_texte": "Bénéfice des acquis",
    "benefice_mois": "Bénéfice en mois",
}
"""What an event of the catalogue may change."""
