"""Dossiers told through the services, each just before an act to be done by HTTP.

Everything that `flask verifier` compares is as the portal itself would have left it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from uuid import UUID

from flask import Flask
from sqlmodel import Session, select

from portal import clock, db
from portal.catalogue.fichiers import read_folder
from portal.catalogue.services import load_catalogue, load_uimms, open_demonstration
from portal.catalogue.territoires import DEMONSTRATION as UIMMS
from portal.catalogue.territoires import read_uimms
from portal.certification.gtp.permissions import courante
from portal.certification.gtp.queries import transmissions
from portal.certification.gtp.services.controle import controler
from portal.certification.jury.organisations import DEMONSTRATION as ORGANISATIONS
from portal.certification.jury.organisations import read_organisations
from portal.certification.jury.services.organisations import load_organisations
from portal.comptes.models import Compte
from portal.comptes.services import create_account
from portal.demonstration import demande, instruction
from portal.demonstration.calendrier import JURY, TRANSMIS
from portal.demonstration.etapes import ACCORD, ETAPES
from portal.demonstration.parcours import abrege
from portal.demonstration.parcours_conception import PARCOURS
from portal.demonstration.personnes import ACTEURS, signature
from portal.demonstration.preuves import rediger_le_debut
from portal.demonstration.recit import Cas, Recit, Scene, instant
from portal.demonstration.seance import Groupe, Inscrit, Seance
from portal.dossiers.models import SituationPro
from portal.droit.listes import Controle, PieceAttribution
from portal.droit.pieces import DocumentIdentite
from portal.droit.workflow import Etat
from portal.instruction.queries.dossier import instruction as read
from portal.instruction.services import examen
from portal.migrations.upgrade import upgrade

BREF = abrege(PARCOURS)
SINCE = 3 * 365
PAR_JURY = 4
"""Dossiers that one transmission to the GTP holds."""


@dataclass(frozen=True)
class Sujet:
    """A dossier, who acts on it, and what the address of the act names."""

    dossier_id: UUID
    candidat: Compte
    par: Compte
    signature: str = ""
    transmission_id: UUID | None = None
    tour_id: UUID | None = None
    situations: tuple[UUID, ...] = ()
    code: str = ""
    """Of a capacité that the first situation shows."""
    pieces: tuple[UUID, ...] = ()


@dataclass
class Sujets:
    """`deposes` wait to be taken in charge, `en_cours` for their preuves."""

    comptes: dict[str, Compte] = field(default_factory=dict)
    brouillons: list[Sujet] = field(default_factory=list)
    deposes: list[Sujet] = field(default_factory=list)
    a_decider: list[Sujet] = field(default_factory=list)
    a_valider: list[Sujet] = field(default_factory=list)
    en_cours: list[Sujet] = field(default_factory=list)


def prepare(app: Flask, **nombres: int) -> Sujets:
    """An empty database becomes a portal with so many of each."""
    engine, storage = app.extensions["engine"], app.extensions["storage"]
    upgrade(engine)
    on, found = clock.today(), Sujets()
    with Session(engine, expire_on_commit=False) as session, db.write(session):
        quota = app.extensions["settings"].max_dossier_size
        scene = Scene(session, storage, quota, on, "", found.comptes)
        _open_portal(scene)
        ranks = count(200)
        for name, number in nombres.items():
            getattr(found, name).extend(MAKERS[name](scene, ranks, number))
    return found


def _open_portal(scene: Scene) -> None:
    """The catalogue, the UIMM, the unions, and who works there."""
    session, since = scene.session, scene.on - timedelta(days=SINCE)
    load_catalogue(session, read_folder())
    load_uimms(session, read_uimms(UIMMS))
    load_organisations(session, read_organisations(ORGANISATIONS))
    open_demonstration(session, on=since)
    open_demonstration(session, on=scene.on)
    for acteur in ACTEURS:
        scene.comptes[acteur.email] = create_account(
            session,
            email=acteur.email,
            role=acteur.role,
            password_hash="",
            at=instant(since, 0),
            nom_affiche=acteur.nom,
            qualite=acteur.qualite,
            uimm_slug=acteur.uimm,
        )
    session.flush()


def _brouillons(scene: Scene, ranks: Iterator[int], number: int) -> Iterator[Sujet]:
    for _ in range(number):
        recit = _begin(scene, next(ranks), 1)
        demande.joindre_cv(recit)
        demande.raconter_emplois(recit)
        demande.joindre_le_reste(recit)
        yield _of(recit, recit.candidat)


def _deposes(scene: Scene, ranks: Iterator[int], number: int) -> Iterator[Sujet]:
    for _ in range(number):
        recit = _begin(scene, next(ranks), 3)
        demande.presenter(recit)
        yield _of(recit, recit.instructeur)


def _a_decider(scene: Scene, ranks: Iterator[int], number: int) -> Iterator[Sujet]:
    for _ in range(number):
        recit = _begin(scene, next(ranks), 30)
        demande.presenter(recit)
        recit.suivre(((6, instruction.prendre), (2, _examine)))
        yield _of(recit, recit.instructeur)


def _en_cours(scene: Scene, ranks: Iterator[int], number: int) -> Iterator[Sujet]:
    for _ in range(number):
        recit = _begin(scene, next(ranks), 120)
        demande.presenter(recit)
        recit.suivre((*ACCORD, (6, rediger_le_debut)))
        yield _of(recit, recit.candidat)


def _a_valider(scene: Scene, ranks: Iterator[int], number: int) -> Iterator[Sujet]:
    for start in range(0, number, PAR_JURY):
        names = [f"drill-{next(ranks)}" for _ in range(min(PAR_JURY, number - start))]
        groupe = Groupe(
            JURY + 19,
            (*TRANSMIS, (3, _conform)),
            tuple(Inscrit(name, BREF) for name in names),
        )
        recits = []
        for each in groupe.cas(ETAPES[Etat.PREUVES_RECUES]):
            recit = demande.commencer(scene, next(ranks), each)
            demande.presenter(recit)
            recit.suivre(each.etapes)
            recits.append(recit)
        seance = Seance(scene, groupe.uimm, recits, jour=_days_ago(scene, groupe.debut))
        seance.suivre(groupe.moments)
        yield from _sent(seance)


def _sent(seance: Seance) -> Iterator[Sujet]:
    sent = courante(transmissions.du_jury(seance.session, seance.jury))
    for tour in transmissions.tours(seance.session, seance.jury.id):
        recit = next(r for r in seance.recits if r.dossier.id == tour.dossier_id)
        yield Sujet(
            recit.dossier.id,
            recit.candidat,
            seance.gtp,
            transmission_id=sent.id,
            tour_id=tour.id,
        )


def _begin(scene: Scene, rang: int, depot: int) -> Recit:
    return demande.commencer(
        scene, rang, Cas(f"candidat-essai-{rang}@exemple.fr", depot, BREF)
    )


def _examine(recit: Recit) -> None:
    for piece in read(recit.session, recit.dossier).a_examiner():
        examen.judge_piece(
            *(recit.session, recit.dossier, piece),
            motif=None,
            phrase="",
            version=0,
            **recit.de_l_uimm(),
        )
    kind = DocumentIdentite.CARTE
    line = recit.de_l_uimm()
    examen.verify_identity(recit.session, recit.dossier, document=kind, **line)


def _conform(seance: Seance) -> None:
    sent = courante(transmissions.du_jury(seance.session, seance.jury))
    for genre in PieceAttribution:
        controler(seance.session, sent, genre, Controle.CONFORME, "")


def _days_ago(scene: Scene, days: int) -> date:
    return scene.on - timedelta(days=days)


def _of(recit: Recit, par: Compte) -> Sujet:
    recit.session.flush()
    recit.session.refresh(recit.dossier)
    dossier = recit.dossier
    found = read(recit.session, dossier)
    told = recit.session.exec(
        select(SituationPro).where(SituationPro.dossier_id == dossier.id)
    ).all()
    return Sujet(
        dossier.id,
        recit.candidat,
        par,
        signature=signature(recit.rang),
        situations=tuple(situation.id for situation in told),
        code=next((lien.code for s in told[:1] for lien in s.liens), ""),
        pieces=tuple(piece.id for piece in found.pieces),
    )


MAKERS = {
    "brouillons": _brouillons,
    "deposes": _deposes,
    "a_decider": _a_decider,
    "a_valider": _a_valider,
    "en_cours": _en_cours,
}
