"""The words of the screen for the words of the law, in one place (section 0, 13).

Never show a candidate a word that can be mistaken for its opposite.
"""

from portal.droit.echeances import Cle, Niveau
from portal.droit.pieces import Contrat, DocumentIdentite, Genre, Motif, Situation
from portal.droit.termes import TERMES
from portal.droit.workflow import Acte, Etat, Fait, Role

ETAT_CANDIDAT = {
    Etat.BROUILLON: "Pas encore déposée",
    Etat.DEPOSE: "Déposée, en attente de l’UIMM",
    Etat.EN_INSTRUCTION: "À l’étude par l’UIMM",
    Etat.A_COMPLETER: "À compléter par vous",
    Etat.NON_RECEVABLE: "Non recevable",
    Etat.RECEVABLE: "Recevable",
    Etat.PREUVES_DEPOSEES: "Preuves déposées, en attente de l’UIMM",
    Etat.PREUVES_A_COMPLETER: "Preuves à compléter par vous",
    Etat.PREUVES_RECUES: "Preuves reçues par l’UIMM",
    Etat.COMMISSION_PROGRAMMEE: "Entretien programmé",
    Etat.CONCLUSIONS_RENDUES: "Entretien passé, jury à venir",
    Etat.JURY_PROGRAMME: "Jury programmé",
    Etat.JURY_DELIBERE: "Jury réuni, résultat à venir",
    Etat.TRANSMIS_GTP: f"Transmis au {TERMES.gtp}, résultat à venir",
    Etat.COMPLEMENT_GTP: f"Transmis au {TERMES.gtp}, résultat à venir",
    Etat.CERTIFIE: "Validation totale",
    Etat.VALIDATION_PARTIELLE: "Validation partielle",
    Etat.NON_VALIDE: "Non-validation",
    Etat.CADUC: "Caduc",
    Etat.RETIRE: "Retirée",
}
# The result is the candidate's to tell (section 0, 9).
RESULTAT_NOTIFIE = "Résultat notifié"
ETAT_ACCOMPAGNATEUR = ETAT_CANDIDAT | {
    Etat.A_COMPLETER: "À compléter par la personne accompagnée",
    Etat.PREUVES_A_COMPLETER: "Preuves à compléter par la personne accompagnée",
    Etat.CERTIFIE: RESULTAT_NOTIFIE,
    Etat.VALIDATION_PARTIELLE: RESULTAT_NOTIFIE,
    Etat.NON_VALIDE: RESULTAT_NOTIFIE,
}
ETAT_UIMM = {
    Etat.BROUILLON: "Brouillon",
    Etat.DEPOSE: "À prendre en charge",
    Etat.EN_INSTRUCTION: "En instruction",
    Etat.A_COMPLETER: "Pièces demandées",
    Etat.NON_RECEVABLE: "Non recevable",
    Etat.RECEVABLE: "En rédaction",
    Etat.PREUVES_DEPOSEES: "À vérifier",
    Etat.PREUVES_A_COMPLETER: "Preuves demandées",
    Etat.PREUVES_RECUES: "Commission à programmer",
    Etat.COMMISSION_PROGRAMMEE: "Commission programmée",
    Etat.CONCLUSIONS_RENDUES: "Jury à programmer",
    Etat.JURY_PROGRAMME: "Jury programmé",
    Etat.JURY_DELIBERE: f"À transmettre au {TERMES.gtp}",
    Etat.TRANSMIS_GTP: f"Transmis au {TERMES.gtp}",
    Etat.COMPLEMENT_GTP: f"Complément demandé par le {TERMES.gtp}",
    Etat.CERTIFIE: "Validation totale",
    Etat.VALIDATION_PARTIELLE: "Validation partielle",
    Etat.NON_VALIDE: "Non-validation",
    Etat.CADUC: "Caduc",
    Etat.RETIRE: "Retiré",
}
ETAT_GTP = ETAT_UIMM | {
    Etat.TRANSMIS_GTP: "À vérifier",
    Etat.COMPLEMENT_GTP: "Complément attendu de l’UIMM",
}
ROLE = {
    Role.CANDIDAT: "Candidat·e",
    Role.ACCOMPAGNATEUR: "Accompagnateur·rice",
    Role.INSTRUCTEUR: "UIMM",
    Role.RESPONSABLE: "UIMM",
    Role.GTP: f"Secrétariat {TERMES.gtp}",
    Role.ADMINISTRATEUR: "Administration",
}
ACTE = {
    Acte.DEPOSER: "Demande déposée",
    Acte.PRENDRE_EN_CHARGE: "Étude commencée par l’UIMM",
    Acte.DEMANDER_PIECES: "Pièces demandées",
    Acte.COMPLETER: "Pièces renvoyées",
    Acte.REPRENDRE: "Étude reprise sans réponse",
    Acte.DECLARER_RECEVABLE: "Avis favorable",
    Acte.DECLARER_NON_RECEVABLE: "Avis défavorable",
    Acte.REVENIR_SUR_AVIS: "Avis annulé, étude reprise",
    Acte.DEPOSER_PREUVES: "Dossier de preuves déposé",
    Acte.DEMANDER_PREUVES: "Preuves à compléter",
    Acte.COMPLETER_PREUVES: "Preuves complétées",
    Acte.REPRENDRE_PREUVES: "Vérification reprise sans réponse",
    Acte.RECEVOIR_PREUVES: "Dossier de preuves reçu",
    Acte.PROGRAMMER_COMMISSION: "Entretien programmé",
    Acte.REPORTER_COMMISSION: "Entretien à reprogrammer",
    Acte.RENDRE_CONCLUSIONS: "Entretien passé, conclusions remises au jury",
    Acte.PROGRAMMER_JURY: "Jury programmé",
    Acte.REPORTER_JURY: "Jury à reprogrammer",
    Acte.DELIBERER: "Jury réuni",
    Acte.TRANSMETTRE: f"Décision du jury transmise au {TERMES.gtp}",
    Acte.DEMANDER_COMPLEMENT: f"Complément demandé à l’UIMM par le {TERMES.gtp}",
    Acte.REPONDRE_COMPLEMENT: f"Complément envoyé au {TERMES.gtp}",
    Acte.VALIDER_TOTALE: f"Décision du jury validée par le {TERMES.gtp}",
    Acte.VALIDER_PARTIELLE: f"Décision du jury validée par le {TERMES.gtp}",
    Acte.VALIDER_AUCUNE: f"Décision du jury validée par le {TERMES.gtp}",
    Acte.REFUSER_VALIDATION: f"Dossier renvoyé à l’UIMM par le {TERMES.gtp}",
    Acte.DECLARER_CADUC: "Dossier déclaré caduc",
    Acte.LEVER_CADUCITE: "Caducité levée",
    Acte.RETIRER: "Demande retirée",
}
FAIT = {
    Fait.OUVERT: "Demande commencée",
    Fait.REASSIGNE: "Dossier réattribué",
    Fait.DEROGATION: "Nouvelle demande autorisée dans l’année",
    Fait.PROLONGE: "Délai de 12 mois prolongé",
    Fait.IDENTITE_VERIFIEE: "Identité vérifiée",
    Fait.IDENTITE_EFFACEE: "Pièce d’identité effacée",
    Fait.PIECE_JOINTE: "Pièce jointe",
    Fait.PIECE_RETIREE: "Pièce retirée",
    Fait.PIECE_JUGEE: "Pièce examinée",
    Fait.PREUVE_JOINTE: "Preuve jointe",
    Fait.PREUVE_RETIREE: "Preuve retirée",
    Fait.ECART_ACCEPTE: "Manque accepté",
    Fait.ACCOMPAGNATEUR_INVITE: "Accompagnateur invité",
    Fait.ACCOMPAGNATEUR_ACCEPTE: "Invitation acceptée par l’accompagnateur",
    Fait.ACCOMPAGNATEUR_REVOQUE: "Accès de l’accompagnateur retiré",
    Fait.DOCUMENT_LU: "Lettre lue",
    Fait.FICHIER_CONSULTE: "Pièce consultée",
    Fait.CONVOQUE: "Convocation envoyée",
    Fait.CERTIFICAT_REMIS: "Certificat remis",
    Fait.COPIE_DELIVREE: "Copie certifiée conforme délivrée",
    Fait.QUESTIONNAIRE_REMPLI: "Questionnaire rempli",
    Fait.DONNEES_TELECHARGEES: "Données téléchargées",
    Fait.EFFACEMENT_DEMANDE: "Effacement demandé",
    Fait.DONNEES_EFFACEES: "Données effacées",
    Fait.FICHIER_INFECTE: "Fichier refusé par l’antivirus",
}
FRISE_CANDIDAT = frozenset(
    {
        Fait.OUVERT,
        Fait.PROLONGE,
        Fait.DEROGATION,
        Fait.IDENTITE_EFFACEE,
        Fait.ACCOMPAGNATEUR_INVITE,
        Fait.ACCOMPAGNATEUR_ACCEPTE,
        Fait.ACCOMPAGNATEUR_REVOQUE,
        Fait.CONVOQUE,
        Fait.CERTIFICAT_REMIS,
        Fait.DONNEES_EFFACEES,
    }
)
"""Facts worth a line of the candidate's timeline; the journal shows them all."""
FRISE_UIMM = frozenset(
    {
        Fait.REASSIGNE,
        Fait.PROLONGE,
        Fait.DEROGATION,
        Fait.IDENTITE_VERIFIEE,
        Fait.IDENTITE_EFFACEE,
        Fait.DOCUMENT_LU,
        Fait.CONVOQUE,
        Fait.CERTIFICAT_REMIS,
        Fait.COPIE_DELIVREE,
        Fait.DONNEES_EFFACEES,
    }
)
"""The conversation with the accompagnateur is not the UIMM's (section 0, 9)."""
FRISE_GTP = frozenset(
    {
        Acte.DEPOSER,
        Acte.DELIBERER,
        Acte.TRANSMETTRE,
        Acte.DEMANDER_COMPLEMENT,
        Acte.REPONDRE_COMPLEMENT,
        Acte.VALIDER_TOTALE,
        Acte.VALIDER_PARTIELLE,
        Acte.VALIDER_AUCUNE,
        Acte.REFUSER_VALIDATION,
    }
)
"""The GTP reads the jury's decision, not what led to it."""

ECHEANCE = {
    Cle.K1: "Réponse de l’UIMM",
    Cle.K1_LEGAL: "Repère légal",
    Cle.K2: "Décision du jury",
    Cle.K2_CIBLE: "Déposer vos preuves",
    Cle.K3: "Demandes de désignation",
    Cle.K4: "Convocations du jury",
    Cle.K5: "Prévenance de l’employeur du juré",
    Cle.K6: f"Transmission au {TERMES.gtp}",
    Cle.K7: "Votre nouvelle demande",
    Cle.K8: "Documents gardés par l’UIMM",
    Cle.K9: "Votre réponse à l’UIMM",
}
ECHEANCE_TIERS = ECHEANCE | {
    Cle.K2_CIBLE: "Dépôt des preuves",
    Cle.K7: "Nouvelle demande",
    Cle.K9: "Réponse à l’UIMM",
}
"""The same, for who is not the candidate."""
NIVEAU = {
    Niveau.TENUE: "Délai respecté",
    Niveau.TENUE_EN_RETARD: "Rendu en retard",
    Niveau.A_TEMPS: "À temps",
    Niveau.BIENTOT: "Bientôt",
    Niveau.EN_RETARD: "En retard",
    Niveau.SUSPENDUE: "Suspendu",
    Niveau.SANS_REPONSE: "Sans réponse",
}
BENEFICE = NIVEAU | {
    Niveau.TENUE: "Nouvelle demande déposée",
    Niveau.TENUE_EN_RETARD: "Nouvelle demande déposée après la date",
    Niveau.A_TEMPS: "Gardé",
    Niveau.BIENTOT: "Gardé, bientôt la fin",
    Niveau.EN_RETARD: "N’est plus gardé",
}
"""Of K7: nobody is late who does not come back."""
GENRE = {
    Genre.CV: "CV",
    Genre.IDENTITE: "Pièce d’identité",
    Genre.MOTIVATION: "Lettre de motivation",
    Genre.DIPLOME: "Diplôme ou attestation",
    Genre.ACTIVITE: "Justificatif d’activité",
}
MOTIF = {
    Motif.ILLISIBLE: "Illisible, en tout ou partie",
    Motif.INCOMPLETE: "Incomplète",
    Motif.PERIMEE: "Périmée",
    Motif.AUTRE_DOCUMENT: "Ce n’est pas le document attendu",
    Motif.SANS_LIEN: "Sans lien avec la certification visée",
    Motif.TIERS: "Concerne une autre personne",
}
CONTRAT = {
    Contrat.CDI: "CDI",
    Contrat.CDD: "CDD",
    Contrat.INTERIM: "Intérim",
    Contrat.ALTERNANCE: "Alternance",
    Contrat.STAGE: "Stage",
    Contrat.INDEPENDANT: "Travail indépendant",
    Contrat.FONCTION_PUBLIQUE: "Fonction publique",
    Contrat.BENEVOLAT: "Bénévolat",
    Contrat.MANDAT: "Mandat syndical ou électif",
    Contrat.AUTRE: "Autre",
}
SITUATION = {
    Situation.SALARIE: "En emploi",
    Situation.DEMANDEUR_EMPLOI: "En recherche d’emploi",
    Situation.INDEPENDANT: "À mon compte",
    Situation.AUTRE: "Autre situation",
}
DOCUMENT_IDENTITE = {
    DocumentIdentite.CARTE: "Carte nationale d’identité",
    DocumentIdentite.PASSEPORT: "Passeport",
    DocumentIdentite.TITRE_SEJOUR: "Titre de séjour",
    DocumentIdentite.AUTRE: "Autre document",
}
DOCUMENT = {
    "accuse_reception": "Accusé de réception du dépôt",
    "demande_pieces": "Demande de pièces",
    "accuse_complement": "Accusé de réception des pièces",
    "avis_favorable": "Avis favorable de recevabilité",
    "avis_defavorable": "Avis défavorable de recevabilité",
    "avis_annule": "Annulation de l’avis",
    "accuse_depot_preuves": "Accusé de dépôt du dossier de preuves",
    "accuse_preuves": "Dossier de preuves vérifié et complet",
    "convocation_commission": "Convocation à l’entretien",
    "resultat_admis": "Résultat : validation totale",
    "resultat_partiel": "Résultat : validation partielle",
    "resultat_aucune": "Résultat : non-validation",
    "certificat_cqpm": "Certificat de CQPM",
    "certificat_cqpm_rncp": "Certificat de CQPM inscrit au RNCP",
    "certificat_bloc": "Certificat de bloc de compétences",
}
