"""What the demonstration holds: one dossier per state, and a queue that lives."""

from datetime import date, timedelta
from itertools import count

from sqlmodel import Session

from portal.catalogue.fichiers import read_folder
from portal.catalogue.services import load_catalogue, load_uimms, open_demonstration
from portal.catalogue.territoires import DEMONSTRATION, read_uimms
from portal.certification.jury.organisations import DEMONSTRATION as ORGANISATIONS
from portal.certification.jury.organisations import read_organisations
from portal.certification.jury.services.organisations import load_organisations
from portal.comptes.queries import compte_with_email
from portal.comptes.services import create_account, invite_staff
from portal.demonstration import demande, instruction, preuves
from portal.demonstration.parcours import Parcours
from portal.demonstration.parcours_conception import PARCOURS as CONCEPTION
from portal.demonstration.parcours_projets import PARCOURS as PROJETS
from portal.demonstration.parcours_qse import PARCOURS as QSE
from portal.demonstration.personnes import ACTEURS, LILLE, LYON, PRENOM
from portal.demonstration.recit import Cas, Etape, Scene, instant
from portal.droit.workflow import Etat, Role
from portal.storage.base import Storage

SINCE = 3 * 365
"""Days: how far back the certifications are open and the accounts exist."""

PRISE: Etape = (6, instruction.prendre)
ACCORD: tuple[Etape, ...] = (
    PRISE,
    (24, instruction.accorder),
    (1, instruction.lire_la_lettre),
)
DEPOT_DE_PREUVES: tuple[Etape, ...] = (
    *ACCORD,
    (60, preuves.rediger),
    (90, preuves.deposer),
)
ETAPES: dict[Etat, tuple[Etape, ...]] = {
    Etat.DEPOSE: (),
    Etat.EN_INSTRUCTION: (PRISE, (2, instruction.examiner_en_partie)),
    Etat.A_COMPLETER: (PRISE, (14, instruction.demander)),
    Etat.NON_RECEVABLE: (PRISE, (20, instruction.refuser)),
    Etat.RECEVABLE: (*ACCORD, (6, preuves.rediger_le_debut)),
    Etat.PREUVES_DEPOSEES: DEPOT_DE_PREUVES,
    Etat.PREUVES_A_COMPLETER: (
        *DEPOT_DE_PREUVES,
        (9, instruction.demander_des_preuves),
    ),
    Etat.PREUVES_RECUES: (*DEPOT_DE_PREUVES, (12, instruction.recevoir)),
    Etat.CADUC: (*ACCORD, (400, instruction.declarer_caduc)),
    Etat.RETIRE: ((4, demande.retirer),),
}
COMPLETE: tuple[Etape, ...] = (*ETAPES[Etat.A_COMPLETER], (10, demande.completer))
SANS_REPONSE: tuple[Etape, ...] = (
    *ETAPES[Etat.A_COMPLETER],
    (33, instruction.reprendre),
)
REVENU: tuple[Etape, ...] = (*ETAPES[Etat.NON_RECEVABLE], (9, instruction.revenir))
ACCOMPAGNE: tuple[Etape, ...] = (
    *ACCORD,
    (3, preuves.inviter),
    (6, preuves.accueillir),
    (24, preuves.rediger_le_debut),
    (4, preuves.converser),
)
RECU_ACCOMPAGNE: tuple[Etape, ...] = (
    *ACCORD,
    (3, preuves.inviter),
    *ETAPES[Etat.PREUVES_A_COMPLETER][len(ACCORD) :],
)

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


def _jouer(scene: Scene, rang: int, each: Cas) -> None:
    recit = demande.commencer(scene, rang, each)
    recit.attendre(2)
    demande.joindre_cv(recit)
    demande.raconter_emplois(recit)
    demande.joindre_le_reste(recit)
    recit.attendre(demande.PREPARATION - 2)
    demande.deposer(recit)
    for days, etape in each.etapes:
        recit.attendre(days)
        etape(recit)


def adresse_de(etat: Etat) -> str:
    return f"candidat-{etat.value.replace('_', '-')}@exemple.fr"


_LYON = ("instructeur@exemple.fr", "instructeur-b@exemple.fr")


def _a_lille(
    email: str, depot: int, parcours: Parcours, etapes: tuple[Etape, ...]
) -> Cas:
    staff = "instructeur2@exemple.fr"
    return Cas(email, depot, parcours, etapes, uimm=LILLE, instructeur=staff)
