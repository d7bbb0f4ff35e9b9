"""The candidate's request: begun, filled, deposited, completed, withdrawn."""

from datetime import timedelta
from uuid import UUID

from portal.catalogue.queries import certification
from portal.comptes.services import create_account
from portal.demonstration import documents, personnes
from portal.demonstration.documents import Bloc
from portal.demonstration.parcours import Emploi
from portal.demonstration.recit import Cas, Recit, Scene, instant, recu
from portal.dossiers.fichiers import stored
from portal.droit.jours import jour_de_paris
from portal.droit.pieces import Contrat, Genre
from portal.droit.workflow import Role
from portal.recevabilite import queries, services
from portal.recevabilite.services import Place
from portal.web.filters import date_longue

PREPARATION = 12
"""Days from the first page to the deposit."""


def commencer(scene: Scene, rang: int, cas: Cas) -> Recit:
    """The account, then a draft with the identity: what every dossier begins with."""
    jour = scene.on - timedelta(days=cas.depot + PREPARATION)
    at = instant(jour, 0)
    candidat = create_account(
        scene.session,
        email=cas.email,
        role=Role.CANDIDAT,
        password_hash=scene.mot_de_passe,
        at=at,
    )
    ouverture = certification(
        scene.session, cas.parcours.certification, jour_de_paris(at)
    )
    if ouverture is None:
        raise LookupError(cas.parcours.certification)
    dossier = services.commencer(
        scene.session,
        ouverture,
        blocs=list(cas.blocs),
        uimm_slug=cas.uimm,
        by=candidat,
        at=at,
    )
    recit = Recit(scene, cas, rang, jour, candidat, dossier)
    services.save_identite(
        scene.session,
        dossier,
        personnes.identite(rang, cas.uimm),
        version=0,
        **recit.du_candidat(),
    )
    return recit


def presenter(recit: Recit) -> None:
    """All that is written and joined, then the deposit."""
    recit.attendre(2)
    joindre_cv(recit)
    raconter_emplois(recit)
    joindre_le_reste(recit)
    if recit.cas.amenagement:
        services.save_amenagement(
            recit.session,
            recit.dossier,
            documents.francais(recit.cas.amenagement),
            **recit.du_candidat(),
        )
    recit.attendre(PREPARATION - 2)
    deposer(recit)


def raconter_emplois(recit: Recit, nombre: int | None = None) -> None:
    for emploi in recit.parcours.emplois[:nombre]:
        services.save_experience(
            recit.session,
            recit.dossier,
            emploi.valeurs(recit.scene.on),
            id_=None,
            version=0,
            **recit.du_candidat(),
        )


def joindre_cv(recit: Recit) -> None:
    emplois = tuple(f"{e.poste}, {e.employeur}" for e in recit.parcours.emplois)
    content = documents.pdf(
        "CV",
        recit.titulaire,
        Bloc("Métier", (recit.parcours.metier,)),
        Bloc("Expériences", emplois),
        Bloc("Formation", (recit.parcours.diplome,)),
    )
    joindre(recit, Place(Genre.CV), "CV.pdf", content)


def joindre_le_reste(recit: Recit) -> None:
    """The letter, the identity card, a diploma, and proofs of activity."""
    lettre = documents.francais(recit.parcours.motivation)
    services.ecrire_lettre(recit.session, recit.dossier, lettre, **recit.du_candidat())
    card = documents.carte_d_identite(
        personnes.nom(recit.rang),
        personnes.PRENOM,
        date_longue(personnes.naissance(recit.rang)),
    )
    joindre(recit, Place(Genre.IDENTITE), "carte-identite.jpg", card)
    joindre(recit, Place(Genre.DIPLOME), "diplome.pdf", _diplome(recit))
    demande = queries.demande(recit.session, recit.dossier)
    rows = {e.poste: e.id for e in demande.experiences}
    # One experience is left without a proof, as happens: the pages warn of it.
    for emploi in recit.parcours.emplois[:2]:
        joindre(recit, *_justificatif(recit, emploi, rows[emploi.poste]))


def deposer(recit: Recit) -> None:
    services.deposer(
        recit.session,
        recit.dossier,
        atteste=True,
        nom_saisi=personnes.signature(recit.rang),
        **recit.du_candidat(),
    )


def completer(recit: Recit) -> None:
    """The better scan that was asked for, then back to the UIMM."""
    demande = queries.demande(recit.session, recit.dossier)
    for piece in demande.a_traiter():
        place = Place(piece.genre, remplace_id=piece.id)
        content = documents.pdf(
            "Certificat de travail, nouvelle copie",
            recit.parcours.emplois[0].employeur,
            Bloc("", (f"Poste : {recit.parcours.emplois[0].poste}",)),
            signature="Pour l’entreprise",
        )
        joindre(recit, place, "nouvelle-copie.pdf", content)
    services.completer(recit.session, recit.dossier, **recit.du_candidat())


def retirer(recit: Recit) -> None:
    services.retirer(recit.session, recit.dossier, **recit.du_candidat())


def joindre(recit: Recit, place: Place, nom: str, content: bytes) -> None:
    received = recu(nom, content)
    scene = recit.scene
    with stored(scene.storage, recit.dossier, received, quota=scene.quota) as depose:
        services.joindre(
            recit.session, recit.dossier, place, depose, **recit.du_candidat()
        )


def _diplome(recit: Recit) -> bytes:
    return documents.pdf(
        "Diplôme",
        "Académie de la Démonstration",
        Bloc(recit.parcours.diplome),
        Bloc("", (f"Délivré à {recit.titulaire}",)),
        signature="Le recteur ou la rectrice",
    )


def _justificatif(recit: Recit, emploi: Emploi, id_: UUID) -> tuple[Place, str, bytes]:
    """A contract for the job of today, a certificate for the others."""
    who = recit.titulaire
    debut = emploi.valeurs(recit.scene.on)["debut_le"]
    lignes: tuple[str, ...]
    if emploi.fin is None and emploi.contrat is Contrat.CDI:
        titre, nom = "Contrat de travail à durée indéterminée", "contrat-de-travail.pdf"
        lignes = (
            f"Entre {emploi.employeur} et {who}.",
            f"Article 1 : {who} est engagé·e le {date_longue(debut)}.",
            f"Article 2 : la fonction est {emploi.poste.lower()}.",
            "Article 3 : la durée du travail est de 35 heures par semaine.",
        )
    else:
        titre, nom = "Attestation d’activité", "attestation.pdf"
        lignes = (
            f"{emploi.employeur} atteste que {who} a exercé depuis le "
            f"{date_longue(debut)} la fonction suivante : {emploi.poste}.",
            emploi.description,
        )
    content = documents.pdf(
        titre, emploi.employeur, Bloc("", lignes), signature="Pour la direction"
    )
    return Place(Genre.ACTIVITE, experience_id=id_), nom, content
