"""In which category of the register each column of the database stands."""

from collections.abc import Mapping
from enum import StrEnum


class Categorie(StrEnum):
    AUCUNE = "aucune"
    """Says nothing of a person: a key, a date of ours, the catalogue."""
    COMPTE = "compte"
    IDENTITE = "identite"
    DEMANDE = "demande"
    PARCOURS = "parcours"
    ECHANGES = "echanges"
    SANTE = "sante"
    EVALUATION = "evaluation"
    RESULTATS = "resultats"
    JURY = "jury"
    JOURNAL = "journal"
    MESSAGES = "messages"


_C = Categorie

COLONNES: Mapping[str, Mapping[Categorie, str]] = {
    "bloc": {_C.AUCUNE: "cle intitule bdc"},
    "certification": {
        _C.AUCUNE: "slug titre numero_mq categorie cqpi statut statut_le fiche"
    },
    "compteur": {_C.AUCUNE: "cle valeur"},
    "job": {
        # The keys of rows and of files, no more: `error` holds no message.
        _C.AUCUNE: "id genre donnees due_at attempts leased_until done_at error"
    },
    "journalefface": {_C.AUCUNE: "dossier_id rang empreinte at"},
    "scelle": {_C.AUCUNE: "jour fichier_id jusqu_a"},
    "uimm": {_C.AUCUNE: "slug nom adresse email telephone filigrane demonstration"},
    "uimmdepartement": {_C.AUCUNE: "departement uimm_slug"},
    "enregistrement": {
        _C.AUCUNE: "code certification_slug intitule arrete jo effet fin "
        "date_limite_delivrance benefice_texte benefice_mois demonstration"
    },
    "evenementcatalogue": {
        _C.AUCUNE: "id certification_slug enregistrement_code avant apres at",
        _C.JOURNAL: "by_id",
    },
    "referentiel": {_C.AUCUNE: "id certification_slug version applicable_le contenu"},
    "referentielbloc": {_C.AUCUNE: "referentiel_id numero bloc_cle"},
    "compte": {
        _C.AUCUNE: "id",
        _C.COMPTE: "email password active fs_uniquifier confirmed_at role uimm_slug "
        "nom_affiche qualite",
    },
    "invitation": {
        _C.AUCUNE: "id dossier_id",
        _C.COMPTE: "email role uimm_slug token_hash created_at expires_at used_at "
        "revoked_at",
        _C.JOURNAL: "by_id",
    },
    "authentificateur": {_C.COMPTE: "compte_id secret pas created_at"},
    "cle_acces": {
        _C.AUCUNE: "id",
        _C.COMPTE: "compte_id nom credential_id public_key sign_count created_at "
        "last_used_at",
    },
    "identite_externe": {
        _C.AUCUNE: "id",
        _C.COMPTE: "issuer sub compte_id created_at last_used_at",
    },
    "code_secours": {_C.AUCUNE: "id", _C.COMPTE: "compte_id empreinte used_at"},
    "sessionouverte": {
        _C.AUCUNE: "id",
        _C.COMPTE: "token_hash compte_id donnees appareil created_at vue_at expires_at",
    },
    "evenementcompte": {_C.AUCUNE: "id", _C.COMPTE: "compte_id fait appareil at"},
    "abonnementcalendrier": {_C.COMPTE: "compte_id jeton created_at"},
    "courriel": {
        _C.AUCUNE: "id cle dossier_id modele",
        _C.MESSAGES: "destinataire donnees created_at sent_at sujet texte",
    },
    "identite": {
        _C.AUCUNE: "dossier_id version",
        _C.IDENTITE: "nom_naissance nom_usage prenoms naissance_le naissance_ville "
        "naissance_departement naissance_pays adresse code_postal ville pays telephone "
        "situation",
    },
    "identiteverifiee": {
        _C.AUCUNE: "dossier_id",
        _C.IDENTITE: "document verifiee_le",
        _C.JOURNAL: "by_id",
    },
    "dossier": {
        _C.AUCUNE: "id reglement ordre created_at updated_at",
        _C.IDENTITE: "nom_candidat nom_recherche",
        _C.DEMANDE: "numero candidat_id certification_slug referentiel_id "
        "enregistrement_code blocs_vises uimm_slug precedent_id capacites_visees "
        "sans_diplome etat depose_le annee_civile rang echeance_le",
        _C.JOURNAL: "instructeur_id",
    },
    "derogation": {
        _C.AUCUNE: "id certification_slug annee_civile dossier_id",
        _C.DEMANDE: "candidat_id motif",
        _C.JOURNAL: "by_id at",
    },
    "depot": {_C.AUCUNE: "id dossier_id sha256", _C.DEMANDE: "acte contenu at"},
    "attestation": {
        _C.AUCUNE: "dossier_id version sha256",
        _C.DEMANDE: "texte nom_saisi signee_at",
    },
    "amenagement": {_C.AUCUNE: "dossier_id", _C.SANTE: "demande"},
    "experience": {
        _C.AUCUNE: "id dossier_id version",
        _C.PARCOURS: "poste employeur activite_principale contrat debut_le fin_le "
        "heures_hebdo description",
    },
    "piece": {
        _C.AUCUNE: "id dossier_id fichier_id experience_id remplace_id rang "
        "created_at retiree_at",
        _C.PARCOURS: "genre texte",
    },
    "verdict": {
        _C.AUCUNE: "piece_id version",
        _C.PARCOURS: "acceptee motif phrase reponse",
        _C.JOURNAL: "by_id at",
    },
    "fichier": {
        _C.AUCUNE: "id dossier_id cle type_mime taille sha256 sha256_origine retraits "
        "pages analyse analyse_at analyse_dit vignette created_at efface_at",
        _C.PARCOURS: "nom",
        _C.JOURNAL: "by_id",
    },
    "situationpro": {
        _C.AUCUNE: "id dossier_id created_at version",
        _C.PARCOURS: "titre debut_le fin_le contexte role actions resultat",
    },
    "preuve": {
        _C.AUCUNE: "id dossier_id situation_id fichier_id remplace_id rang "
        "created_at retiree_at",
        _C.PARCOURS: "titre texte a_remplacer reponse",
    },
    "preuvecapacite": {_C.AUCUNE: "preuve_id", _C.PARCOURS: "code"},
    "lienreferentiel": {_C.AUCUNE: "situation_id", _C.PARCOURS: "code"},
    "ecartaccepte": {
        _C.AUCUNE: "dossier_id",
        _C.PARCOURS: "code explication",
        _C.JOURNAL: "at",
    },
    "accompagnement": {
        _C.AUCUNE: "id dossier_id invitation_id",
        _C.ECHANGES: "compte_id accepte_at revoque_at",
    },
    "commentaire": {
        _C.AUCUNE: "id dossier_id fil_id ancre cible",
        _C.ECHANGES: "auteur_id texte created_at resolu_at",
    },
    "lecture": {_C.AUCUNE: "dossier_id", _C.ECHANGES: "compte_id lu_at"},
    "evenement": {
        _C.AUCUNE: "id dossier_id rang precedent sel contenu empreinte",
        _C.JOURNAL: "acte fait de vers by_id at le motif donnees",
    },
    "copie": {
        _C.AUCUNE: "id dossier_id consultation demandee_at faites total empreinte "
        "fichier_id",
        _C.JOURNAL: "by_id",
    },
    "purge": {
        _C.AUCUNE: "id dossier_id uimm_slug regle statut proposee_at gardee_jusqu_au "
        "confirmee_at faite_at lignes",
        _C.JOURNAL: "motif confirmee_by_id",
    },
    "commission": {
        _C.AUCUNE: "id uimm_slug le heure lieu visio created_at annulee_at motif "
        "version",
        _C.JURY: "president_nom president_qualite",
        _C.JOURNAL: "by_id",
    },
    "membrecommission": {
        _C.AUCUNE: "id commission_id",
        _C.JURY: "nom qualite organisme email compte_id",
    },
    "liencandidat": {_C.AUCUNE: "membre_id dossier_id", _C.JURY: "motif"},
    "passagecommission": {
        _C.AUCUNE: "id commission_id dossier_id ordre created_at clos_at",
        _C.EVALUATION: "heure modalites ressources_informe_le presence motif",
        _C.SANTE: "amenagement",
    },
    "constat": {
        _C.AUCUNE: "passage_id critere_code",
        _C.EVALUATION: "observation",
    },
    "evaluation": {
        _C.AUCUNE: "passage_id capacite_code version",
        _C.EVALUATION: "acquise commentaire",
    },
    "jury": {
        _C.AUCUNE: "id uimm_slug le heure lieu created_at convoque_le delibere_at "
        "emargement_fichier_id annule_at motif version",
        _C.JOURNAL: "by_id",
    },
    "membrejury": {
        _C.AUCUNE: "id jury_id college organisation_slug convoque_le",
        _C.JURY: "nom organisme fonction email interim president suppleant present",
    },
    "organisation": {
        _C.AUCUNE: "slug uimm_slug nom active",
        _C.JURY: "email",
    },
    "designation": {
        _C.AUCUNE: "jury_id organisation_slug demandee_le relancee_le repondue_le"
    },
    "informationcprefp": {
        _C.AUCUNE: "id jury_id le objet texte version",
        _C.JOURNAL: "by_id",
    },
    "dossierjury": {
        _C.AUCUNE: "id jury_id dossier_id numero created_at clos_at",
        _C.RESULTATS: "pour contre commentaire origine financement raison_sociale "
        "adresse nace secteur branche",
    },
    "decisionjury": {
        _C.AUCUNE: "dossier_jury_id capacite_code",
        _C.RESULTATS: "acquise",
    },
    "capaciteacquise": {
        _C.AUCUNE: "id dossier_id",
        _C.RESULTATS: "candidat_id certification_slug code bloc_numero acquise_le "
        "limite_le source",
    },
    "avis": {
        _C.AUCUNE: "id dossier_id uimm_slug document_id",
        _C.RESULTATS: "favorable motivation rendu_le annule_at",
        _C.JOURNAL: "auteur by_id",
    },
    "document": {
        _C.AUCUNE: "id dossier_id modele fichier_id",
        _C.RESULTATS: "donnees emis_le lu_at",
    },
    "certificat": {
        _C.AUCUNE: "id annee mois departement rang dossier_id genre document_id at",
        _C.RESULTATS: "numero bloc_numero cqpi donnees le",
    },
    "copieconforme": {
        _C.AUCUNE: "id certificat_id",
        _C.RESULTATS: "motif",
        _C.JOURNAL: "by_id at",
    },
    "remise": {
        _C.AUCUNE: "id certificat_id decharge_fichier_id",
        _C.RESULTATS: "a_qui mode le",
        _C.JOURNAL: "by_id at",
    },
    "questionnaire": {_C.AUCUNE: "dossier_id", _C.RESULTATS: "reponses at"},
    "transmission": {
        _C.AUCUNE: "id jury_id created_at envoyee_at envoyee_le close_at refusee_at "
        "motif",
        _C.RESULTATS: "manifest",
        _C.JOURNAL: "by_id",
    },
    "piecetransmission": {
        _C.AUCUNE: "id transmission_id genre fichier_id controle constat"
    },
    "questiongtp": {
        _C.AUCUNE: "id transmission_id at reponse_fichier_id repondu_at",
        _C.RESULTATS: "question reponse",
        _C.JOURNAL: "by_id repondu_by_id",
    },
}
