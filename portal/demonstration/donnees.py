"""What the demonstration holds: one dossier per state, and a queue that lives."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from sqlmodel import Session

from portal.archives.services.quotidien import tenir_archives
from portal.catalogue.fichiers import read_folder
from portal.catalogue.services import load_catalogue, load_uimms, open_demonstration
from portal.catalogue.territoires import DEMONSTRATION, read_uimms
from portal.certification.jury.organisations import DEMONSTRATION as ORGANISATIONS
from portal.certification.jury.organisations import read_organisations
from portal.certification.jury.services.organisations import load_organisations
from portal.comptes.queries import compte_with_email
from portal.comptes.services import create_account, invite_staff
from portal.demonstration import demande
from portal.demonstration.calendrier import groupes
from portal.demonstration.etapes import (
    ACCOMPAGNE,
    COMPLETE,
    ETAPES,
    RECU_ACCOMPAGNE,
    REVENU,
    SANS_REPONSE,
)
from portal.demonstration.parcours import Parcours
from portal.demonstration.parcours_conception import PARCOURS as CONCEPTION
from portal.demonstration.parcours_projets import PARCOURS as PROJETS
from portal.demonstration.parcours_qse import PARCOURS as QSE
from portal.demonstration.personnes import ACTEURS, LILLE, LYON, PRENOM
from portal.demonstration.recit import Cas, Etape, Recit, Scene, instant
from portal.demonstration.seance import Groupe, Seance
from portal.droit.workflow import Etat, Role
from portal.storage.base import Storage

SINCE = 3 * 365
"""Days: how far back the certifications are open and the accounts exist."""

# An état, and how many days ago its request was deposited: on time, near, passed.
PAR_ETAT: tuple[tuple[Etat, int], ...] = (
    (Etat.DEPOSE, 3),
    (Etat.EN_INSTRUCTION, 30),
    (Etat.A_COMPLETER, 27),
    (Etat.NON_RECEVABLE, 45),
    (Etat.RECEVABLE, 120),
    (Etat.PREUVES_DEPOSEES, 195),
    (Etat.PREUVES_RECUES, 260),
    (Etat.CADUC, 480),
    (Etat.RETIRE, 40),
)
FILE: tuple[tuple[Etat, int], ...] = (
    *((Etat.DEPOSE, days) for days in (2, 12, 82, 100)),
    *((Etat.EN_INSTRUCTION, days) for days in (26, 66, 84, 97)),
    *((Etat.A_COMPLETER, days) for days in (46, 64)),
    (Etat.NON_RECEVABLE, 150),
    # Refused more than a year ago: its pieces are to be erased.
    (Etat.NON_RECEVABLE, 440),
    *((Etat.RECEVABLE, days) for days in (130, 325, 350)),
    *((Etat.PREUVES_DEPOSEES, days) for days in (385, 401)),
    (Etat.PREUVES_A_COMPLETER, 216),
    (Etat.PREUVES_RECUES, 388),
    (Etat.PREUVES_A_COMPLETER, 232),
)
METIERS: tuple[Parcours, ...] = (PROJETS, QSE, CONCEPTION)


def cas() -> list[Cas]:
    """The named accounts first: their dossiers are the ones people open."""
    named = [
        Cas("candidat@exemple.fr", 80, PROJETS, ACCOMPAGNE),
        _a_lille("candidat2@exemple.fr", 85, QSE, ETAPES[Etat.EN_INSTRUCTION]),
        Cas("candidat-preuves-a-completer@exemple.fr", 205, QSE, RECU_ACCOMPAGNE),
        Cas("candidat-complete@exemple.fr", 40, QSE, COMPLETE),
        Cas("candidat-sans-reponse@exemple.fr", 58, CONCEPTION, SANS_REPONSE),
        Cas("candidat-avis-revenu@exemple.fr", 50, CONCEPTION, REVENU),
    ]
    states = [
        Cas(adresse_de(etat), days, METIERS[rank % 3], ETAPES[etat])
        for rank, (etat, days) in enumerate(PAR_ETAT)
    ]
    queue = [
        Cas(
            f"candidat-{rank:02d}@exemple.fr",
            days,
            METIERS[rank % 3],
            ETAPES[etat],
            instructeur=_LYON[rank % 2],
            # One in seven aims at blocs only (R20).
            blocs=(1,) if rank % 7 == 3 else (),
        )
        for rank, (etat, days) in enumerate(FILE, start=1)
    ]
    north = [
        _a_lille(f"candidat-nord-{rank}@exemple.fr", days, METIERS[rank], etapes)
        for rank, (days, etapes) in enumerate(
            (
                (8, ETAPES[Etat.DEPOSE]),
                (110, ETAPES[Etat.RECEVABLE]),
                (210, ETAPES[Etat.PREUVES_DEPOSEES]),
            )
        )
    ]
    return [*named, *states, *queue, *north]


def est_chargee(session: Session) -> bool:
    return compte_with_email(session, ACTEURS[-1].email) is not None


def charger(
    session: Session, storage: Storage, *, mot_de_passe: str, quota: int, on: date
) -> None:
    """All of it in the caller's transaction: a start cut short begins anew."""
    load_catalogue(session, read_folder())
    load_uimms(session, read_uimms(DEMONSTRATION))
    load_organisations(session, read_organisations(ORGANISATIONS))
    open_demonstration(session, on=on - timedelta(days=SINCE))
    session.flush()
    scene = Scene(session, storage, quota, on, mot_de_passe, {})
    _creer_les_acteurs(scene)
    ranks = count()
    _laisser_un_brouillon(scene, next(ranks))
    for each in cas():
        _jouer(scene, next(ranks), each)
    for groupe in groupes(on):
        _jouer_ensemble(scene, ranks, groupe)
    # As the worker does each morning.
    yesterday = on - timedelta(days=1)
    tenir_archives(session, on=yesterday, at=instant(yesterday, 0))


def _creer_les_acteurs(scene: Scene) -> None:
    at = instant(scene.on - timedelta(days=SINCE), 0)
    for acteur in ACTEURS:
        scene.comptes[acteur.email] = create_account(
            scene.session,
            email=acteur.email,
            role=acteur.role,
            password_hash=scene.mot_de_passe,
            at=at,
            nom_affiche=f"{PRENOM} {acteur.nom}",
            qualite=acteur.qualite,
            uimm_slug=acteur.uimm,
        )
    invite_staff(
        scene.session,
        email="nouvel-instructeur@exemple.fr",
        role=Role.INSTRUCTEUR,
        by=scene.comptes["responsable@exemple.fr"],
        at=instant(scene.on - timedelta(days=2), 0),
        uimm_slug=LYON,
    )


def _laisser_un_brouillon(scene: Scene, rang: int) -> None:
    """Two of the nine pages are done; it was begun a fortnight ago."""
    recit = demande.commencer(scene, rang, Cas(adresse_de(Etat.BROUILLON), 2, PROJETS))
    recit.attendre(1)
    demande.joindre_cv(recit)
    demande.raconter_emplois(recit, 1)


def _jouer(scene: Scene, rang: int, each: Cas) -> Recit:
    recit = demande.commencer(scene, rang, each)
    demande.presenter(recit)
    recit.suivre(each.etapes)
    return recit


def _jouer_ensemble(scene: Scene, ranks: Iterator[int], groupe: Groupe) -> None:
    """Each dossier alone until its preuves are received, then all together."""
    seance = Seance(
        scene,
        groupe.uimm,
        [
            _jouer(scene, next(ranks), each)
            for each in groupe.cas(ETAPES[Etat.PREUVES_RECUES])
        ],
        jour=scene.on - timedelta(days=groupe.debut),
    )
    seance.suivre(groupe.moments)


def adresse_de(etat: Etat) -> str:
    return f"candidat-{etat.value.replace('_', '-')}@exemple.fr"


_LYON = ("instructeur@exemple.fr", "instructeur-b@exemple.fr")


def _a_lille(
    email: str, depot: int, parcours: Parcours, etapes: tuple[Etape, ...]
) -> Cas:
    staff = "instructeur2@exemple.fr"
    return Cas(email, depot, parcours, etapes, uimm=LILLE, instructeur=staff)
