"""The dossier de preuves, and what is said of it with the accompagnateur."""

from sqlmodel import select

from portal.accompagnement import services as accompagnement
from portal.comptes.models import Compte, Invitation
from portal.demonstration import documents
from portal.demonstration.documents import Bloc
from portal.demonstration.parcours import Joint, Vecu
from portal.demonstration.recit import Recit, recu
from portal.dossiers.dossier_preuves import codes_de
from portal.dossiers.fichiers import stored
from portal.dossiers.models import Ancre, Commentaire, SituationPro
from portal.dossiers.queries.preuves import dossier_preuves
from portal.preuves import services
from portal.preuves.services import Saisie
from portal.web.uploads import Recu

ACCOMPAGNATEUR = "accompagnateur@exemple.fr"


def rediger_le_debut(recit: Recit) -> None:
    """The first two situations: what is left shows as gaps of the matrix."""
    _rediger(recit, recit.parcours.vecus[:2])


def rediger(recit: Recit) -> None:
    _rediger(recit, recit.parcours.vecus)


def deposer(recit: Recit) -> None:
    """A bloc that no situation shows is told in words, then all is sent."""
    dp = dossier_preuves(recit.session, recit.dossier)
    for code, row in dp.couvertures.items():
        if row.bloque:
            services.accepter_ecart(
                recit.session,
                recit.dossier,
                code,
                "Je n’ai pas encore exercé cette activité.",
                **recit.du_candidat(),
            )
    services.deposer(recit.session, recit.dossier, **recit.du_candidat())


def inviter(recit: Recit) -> None:
    """The invitation, and its acceptance by the account that exists already."""
    accompagnement.inviter(
        recit.session, recit.dossier, email=ACCOMPAGNATEUR, **recit.du_candidat()
    )
    invitation = recit.session.exec(
        select(Invitation).where(Invitation.dossier_id == recit.dossier.id)
    ).one()
    accompagnement.accepter(
        recit.session,
        invitation,
        recit.dossier,
        by=_accompagnateur(recit),
        at=recit.now(),
    )


def accueillir(recit: Recit) -> None:
    """A first thread, answered and resolved."""
    welcome = _ouvrir(
        recit,
        Ancre.DOSSIER,
        "",
        "Bonjour. Votre parcours est riche : commencez par les deux projets que vous "
        "connaissez le mieux. Nous ferons le point chaque quinzaine.",
    )
    thanks = "Merci, je commence par le carter."
    answer = _repondre(recit, welcome, recit.candidat, thanks)
    helper = _accompagnateur(recit)
    accompagnement.marquer_lu(recit.session, recit.dossier, answer, by=helper)
    accompagnement.resoudre(
        recit.session, recit.dossier, welcome, by=helper, at=recit.now()
    )


def converser(recit: Recit) -> None:
    """A thread answered, and three messages the candidate has yet to read."""
    first, second = _situations(recit)[:2]
    context = _ouvrir(
        recit,
        Ancre.SITUATION,
        str(first.id),
        "Le contexte est clair. Dites ce que vous avez décidé vous-même, et ce qui a "
        "été décidé par votre direction.",
    )
    recit.attendre(2)
    answer = "J’ai précisé mon rôle. Est-ce mieux ainsi ?"
    _repondre(recit, context, recit.candidat, answer)
    recit.attendre(1)
    _repondre(recit, context, _accompagnateur(recit), "Oui, c’est beaucoup plus net.")
    _ouvrir(
        recit,
        Ancre.CAPACITE,
        "C4",
        "Deux exemples sont demandés, à des étapes différentes du projet. Pensez à la "
        "réunion de lancement et à une revue de jalon.",
    )
    _ouvrir(
        recit,
        Ancre.PREUVE,
        str(second.preuves[0].id),
        "Ce tableau de bord est une bonne preuve. Ajoutez la date et cachez le nom du "
        "client si votre entreprise le demande.",
    )


def _rediger(recit: Recit, vecus: tuple[Vecu, ...]) -> None:
    """Only what is aimed at: some want one bloc (R20)."""
    aimed = dossier_preuves(recit.session, recit.dossier).capacite_de
    for vecu in vecus:
        codes = [code for code in vecu.codes if code in aimed]
        if not codes:
            continue
        situation = services.ajouter_situation(
            recit.session,
            recit.dossier,
            vecu.valeurs(recit.scene.on),
            codes=codes,
            **recit.du_candidat(),
        )
        for joint in vecu.joints:
            _joindre(recit, situation, joint)


def _joindre(recit: Recit, situation: SituationPro, joint: Joint) -> None:
    linked = codes_de(situation)
    saisie = Saisie(
        codes=[code for code in joint.codes if code in linked],
        titre=joint.titre,
        texte=documents.francais(joint.texte),
    )
    place = (recit.session, recit.dossier, situation.id, saisie)
    if joint.texte:
        services.ajouter(*place, **recit.du_candidat())
        return
    scene, received = recit.scene, _recu(recit, joint)
    with stored(scene.storage, recit.dossier, received, quota=scene.quota) as depose:
        services.ajouter(*place, depose, **recit.du_candidat())


def _recu(recit: Recit, joint: Joint) -> Recu:
    if joint.image:
        return recu("planning.jpg", documents.planche(joint.titre))
    employer = recit.parcours.emplois[1].employeur
    author = "Rédigé par la candidate ou le candidat"
    content = documents.pdf(
        joint.titre, employer, Bloc("", joint.lignes), signature=author
    )
    return recu("preuve.pdf", content)


def _situations(recit: Recit) -> list[SituationPro]:
    return dossier_preuves(recit.session, recit.dossier).situations


def _ouvrir(recit: Recit, ancre: Ancre, cible: str, texte: str) -> Commentaire:
    return accompagnement.ouvrir_fil(
        recit.session,
        recit.dossier,
        ancre,
        cible,
        texte=documents.francais(texte),
        by=_accompagnateur(recit),
        at=recit.now(),
    )


def _repondre(recit: Recit, fil: Commentaire, by: Compte, texte: str) -> Commentaire:
    return accompagnement.repondre(
        recit.session,
        recit.dossier,
        fil,
        texte=documents.francais(texte),
        by=by,
        at=recit.now(),
    )


def _accompagnateur(recit: Recit) -> Compte:
    return recit.scene.comptes[ACCOMPAGNATEUR]
