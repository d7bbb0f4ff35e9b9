"""One letter of each kind, from rows that no database holds."""

from datetime import UTC, date, datetime

from portal.catalogue.models import Certification, Uimm
from portal.comptes.models import Compte
from portal.courrier import lettres_textes
from portal.courrier.lettres_textes import Entete, PieceRefusee
from portal.dossiers.models import Attestation, Dossier, Identite
from portal.droit.reglements import EffetDemande

LE = date(2026, 11, 20)
LIMITE = date(2027, 11, 20)
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
ATTESTATION = (
    "J’atteste sur l’honneur qu’une seule demande de VAE a été déposée pour l’année "
    "civile 2026 pour le CQPM Chargé(e) de projets industriels, que les informations "
    "fournies sont exactes, et que je ne fais pas l’objet d’une mesure d’interdiction "
    "de présentation devant un jury d’examen ou de validation des acquis de "
    "l’expérience."
)


def entete(le=LE, *, blocs=(), uimm=None, **identite):
    values = {
        "nom_naissance": "Lefèvre",
        "prenoms": "Anne-Marie",
        "adresse": "12 rue de l’Église",
        "code_postal": "69100",
        "ville": "Villeurbanne",
    }
    dossier = Dossier(
        numero="VAE-2026-69-00417",
        depose_le=date(2026, 9, 3),
        annee_civile=2026,
        blocs_vises=list(blocs),
        certification=Certification(titre="Chargé(e) de projets industriels"),
        uimm=uimm or make_uimm(),
    )
    return Entete(dossier, Identite(**values | identite), le)


def make_uimm(**over):
    values = {
        "nom": "UIMM Lyon",
        "adresse": "60 avenue Jean-Mermoz, 69008 Lyon",
        "email": "vae@uimm-lyon.exemple.fr",
        "telephone": "04 00 00 00 00",
    }
    return Uimm(**values | over)


def auteur(nom="Camille Dupré", qualite="Instructrice VAE"):
    return Compte(nom_affiche=nom, qualite=qualite)


def accuse_reception(entete_, limite_legale=date(2026, 11, 3)):
    return lettres_textes.accuse_reception(
        entete_,
        limite=date(2026, 12, 3),
        limite_legale=limite_legale,
        pieces=[
            "CV : cv-2026.pdf",
            "Pièce d’identité : carte.jpg",
            "Lettre de motivation, écrite dans la page",
            "Dossier d’activités : 3 expériences, 13 ans et 7 mois",
            "Diplôme ou attestation : aucun",
            "Justificatif d’activité : contrat 2019-2023.pdf",
        ],
        attestation=Attestation(
            texte=ATTESTATION,
            nom_saisi="Anne-Marie Lefèvre",
            signee_at=datetime(2026, 9, 3, 15, 5, tzinfo=UTC),
            sha256=SHA256,
            version="2026-01",
        ),
    )


def accuse_complement(entete_):
    return lettres_textes.accuse_complement(
        entete_,
        pieces=["CV : cv-2026-complet.pdf"],
        limite=date(2026, 12, 20),
    )


def accuse_depot_preuves(entete_):
    return lettres_textes.accuse_depot_preuves(
        entete_,
        contenu=["4 situations professionnelles", "11 preuves, dont 9 fichiers"],
        sha256=SHA256,
        limite=LIMITE,
    )


def accuse_preuves(entete_):
    return lettres_textes.accuse_preuves(
        entete_,
        contenu=["4 situations professionnelles", "11 preuves, dont 9 fichiers"],
        sha256=SHA256,
        limite=LIMITE,
    )


def demande_pieces(entete_, effet=EffetDemande.SUSPENDRE):
    return lettres_textes.demande_pieces(
        entete_,
        refus=[
            PieceRefusee("CV", "Incomplète", "La page 2 manque."),
            PieceRefusee(
                "Justificatif d’activité : contrat.pdf",
                "Illisible, en tout ou partie",
                "Le bas du contrat est coupé : la date et la signature manquent.",
            ),
        ],
        reponse_le=date(2026, 12, 20),
        effet=effet,
        auteur=auteur(),
    )


def avis_favorable(entete_):
    return lettres_textes.avis_favorable(
        entete_,
        limite=LIMITE,
        cible=date(2027, 9, 20),
        constats=[
            "vos fonctions de chargée de projets industriels, depuis mars 2023, "
            "portent sur la conduite de projets à caractère technique ;",
            "trois expériences sont décrites, dont deux en lien avec la certification.",
        ],
        recommandations=(
            "Choisissez des situations récentes.\nPour la capacité C4, prévoyez deux "
            "exemples."
        ),
        auteur=auteur(),
    )


def avis_defavorable(entete_):
    return lettres_textes.avis_defavorable(
        entete_,
        motifs=[
            (
                "Expérience en lien avec la certification",
                "les activités décrites portent sur la vente ; aucune ne porte sur la "
                "conduite de projets industriels.",
            ),
            (
                "Justificatif d’activité",
                "le contrat joint concerne une autre personne.",
            ),
        ],
        auteur=auteur(),
    )


def avis_annule(entete_):
    return lettres_textes.avis_annule(
        entete_,
        favorable=False,
        rendu_le=date(2026, 11, 2),
        motif="Une pièce jointe à temps n’avait pas été lue.",
        limite=date(2026, 12, 21),
        auteur=auteur("Dominique L’Hôte", "Responsable VAE"),
    )


def convocation_commission(entete_):
    return lettres_textes.convocation_commission(
        entete_,
        seance=lettres_textes.Seance(
            le=date(2026, 11, 27),
            heure="09:30",
            lieu="60 avenue Jean-Mermoz, 69008 Lyon",
            visio="https://visio.exemple.fr/salle-de-la-commission-69",
            personnes=[
                "Camille Dupré, Responsable VAE, préside",
                "Dominique L’Hôte, Responsable de production, Ateliers du Rhône",
            ],
        ),
        modalites=[
            ("Bloc 1. La définition d’un projet", "Evaluation en situation réelle"),
            ("Bloc 2. Le suivi d’un projet", "Présentation des projets"),
        ],
        amenagement="Un tiers du temps en plus.\nUne salle au rez-de-chaussée.",
        remplace=True,
    )


LETTRES = {
    each.__name__: each
    for each in (
        accuse_reception,
        accuse_complement,
        accuse_depot_preuves,
        accuse_preuves,
        demande_pieces,
        avis_favorable,
        avis_defavorable,
        avis_annule,
        convocation_commission,
    )
}
