"""The words of the jury's pages, and of annexe 7."""

from portal.droit.horloges import Cle, Niveau
from portal.droit.listes import College, Financement, ObjetCprefp, Origine, Secteur
from portal.droit.resultats import Admission

COLLEGE = {
    College.EMPLOYEURS: "Collège employeurs",
    College.SALARIES: "Collège salariés",
    College.INVITE: "Personne invitée, sans part à la décision",
}
OBJET = {
    ObjetCprefp.COMPOSITION: "La liste des membres",
    ObjetCprefp.CALENDRIER: "Le calendrier",
    ObjetCprefp.CHANGEMENT: "Un changement",
}
ORIGINE = {
    Origine.SALARIE: "SL – Salarié",
    Origine.DEMANDEUR_EMPLOI: "DE – Demandeur d’emploi",
}
FINANCEMENT = {
    Financement.CP: "CP – Contrat de professionnalisation",
    Financement.CPI: "CPI – Contrat de professionnalisation intérimaire",
    Financement.CIPI: "CIPI – Contrat d’insertion professionnelle intérimaire",
    Financement.CDPI: "CDPI – Contrat de développement professionnel intérimaire",
    Financement.PF: "PF – Plan de formation",
    Financement.PP: "PP – Période de professionnalisation",
    Financement.CPF: "CPF – Compte personnel de formation",
    Financement.CPFCA: "CPFCA – Contrat d’apprentissage si CPF",
    Financement.CIF: "CIF – Congé individuel de formation",
    Financement.CVAE: "CVAE – Congé VAE",
    Financement.POEI_POEC: "POEI/POEC – Préparation opérationnelle à l’emploi",
    Financement.VAE: "VAE",
    Financement.AUTRE: "Autre",
}
SECTEUR = {
    Secteur.METALLURGIE: "M – Métaux",
    Secteur.HORS_METALLURGIE: "HM – Hors métaux (préciser la branche)",
    Secteur.CPF: "CPF – en cas d’abondement",
    Secteur.TRAVAIL_TEMPORAIRE: "ETT – Entreprise de travail temporaire",
}
ADMISSION = {Admission.ADMIS: "Admis(e)", Admission.NON_ADMIS: "Non admis(e)"}
FRISE = {
    Cle.K3: "désignations",
    Cle.K4: "convocations",
    Cle.K5: "prévenance",
}
GENRE = {
    Niveau.TENUE: "ok",
    Niveau.TENUE_EN_RETARD: "bientot",
    Niveau.A_TEMPS: "ok",
    Niveau.BIENTOT: "bientot",
    Niveau.EN_RETARD: "retard",
    Niveau.SUSPENDUE: "suspendu",
    Niveau.SANS_REPONSE: "suspendu",
}
