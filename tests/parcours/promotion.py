"""The people of one certification session, seeded on a portal that runs."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from portal import clock
from portal.catalogue.models import Certification, Uimm
from portal.catalogue.queries import contenu
from portal.comptes.models import Compte
from portal.db import make_engine, write
from portal.dossiers.models import Dossier
from portal.dossiers.services import perform
from portal.droit.workflow import Acte, Etat, Role
from portal.storage.local import LocalStorage
from tests.certification import recit
from tests.factories import (
    make_compte,
    make_dossier,
    make_experience,
    make_identite,
    make_organisation,
    make_preuve,
    make_situation,
)
from tests.parcours.comptes import new_address
from tests.parcours.demande import CQPM
from tests.services.serveur import Portail

DEPUIS = timedelta(days=60)
"""Since their requests were deposited: long enough for every act until now."""


@dataclass
class Personne:
    compte: Compte
    dossier: Dossier
    nom: str

    @property
    def page(self) -> str:
        return f"/dossiers/{self.dossier.id}"

    @property
    def numero(self) -> str:
        return self.dossier.numero


@dataclass
class Promotion:
    """Four candidates, in the order of what will become of them."""

    totale: Personne
    partielle: Personne
    aucune: Personne
    absente: Personne
    instructeur: Compte
    secretariat: Compte
    capacites: list[str]
    """The codes of the CQPM, in the order of the référentiel."""
    bloc: list[str]
    """Those of its first bloc."""

    @property
    def toutes(self) -> list[Personne]:
        return [self.totale, self.partielle, self.aucune, self.absente]


NOMS = (
    ("Durand", "Aïcha"),
    ("Lefèvre", "Anne-Marie"),
    ("N’Guyen", "Jean-Loup"),
    ("Ölmez", "Côme"),
)


def make_promotion(portail: Portail) -> Promotion:
    """Their dossiers de preuves are received; two unions can designate."""
    engine = make_engine(portail.database_url)
    storage = LocalStorage(portail.uploads)
    with Session(engine, expire_on_commit=False) as session:
        uimm = session.get_one(Uimm, "uimm-lyon")
        staff = _compte(
            session, Role.INSTRUCTEUR, "Inès Tructrice", uimm_slug=uimm.slug
        )
        cqpm = session.exec(select(Certification).where(Certification.titre == CQPM))
        asked = {"certification": cqpm.one(), "uimm": uimm, "instructeur": staff}
        people = [_personne(session, storage, *nom, asked) for nom in NOMS]
        for n in (1, 2):
            make_organisation(session, uimm, nom=f"Organisation {n} du Rhône")
        content = contenu(session, people[0].dossier.referentiel_id)
        promotion = Promotion(
            *people,
            instructeur=staff,
            secretariat=_compte(session, Role.GTP, "Sacha Secrétaire"),
            capacites=[c.code for c in content.capacites],
            bloc=[*content.blocs[0].capacites],
        )
    engine.dispose()
    return promotion


def _compte(session: Session, role: Role, nom: str, **over) -> Compte:
    values = {"nom_affiche": nom, "qualite": "Chargée de la VAE"} | over
    return make_compte(session, role, email=new_address(role), **values)


def _personne(
    session: Session, storage: LocalStorage, nom: str, prenoms: str, asked: dict
) -> Personne:
    compte = _compte(session, Role.CANDIDAT, f"{prenoms} {nom}", qualite="")
    dossier = make_dossier(
        session,
        compte,
        Etat.PREUVES_RECUES,
        le=clock.today() - DEPUIS,
        nom_candidat=f"{nom} {prenoms}",
        **asked,
    )
    make_identite(session, dossier, nom_naissance=nom, prenoms=prenoms)
    make_experience(session, dossier)
    situation = make_situation(session, dossier, ("C1", "C2"))
    make_preuve(session, situation, ("C1",), storage=storage)
    return Personne(compte, dossier, f"{nom} {prenoms}")


def carry_to_the_gtp(portail: Portail, promotion: Promotion, numero: str) -> int:
    """A deposited request to the desk of the GTP, by the services.

    The commission and the jury are written at the dates they will have: how many
    days must pass for it to have happened.
    """
    engine, today = make_engine(portail.database_url), clock.today()
    storage = LocalStorage(portail.uploads)
    with Session(engine, expire_on_commit=False) as session:
        staff = session.get_one(Compte, promotion.instructeur.id)
        query = select(Dossier).where(col(Dossier.numero) == numero)
        dossier = session.exec(query).one()
        _receive(session, dossier, staff)
        meets, judges = today + timedelta(days=1), today + timedelta(days=17)
        [turn] = recit.hold_a_session(
            session, [dossier], by=staff, jour=today, le=meets
        )
        left = dossier.capacites_visees
        recit.conclude(session, turn, left, left, by=staff)
        jury = recit.prepare_a_jury(session, [dossier], by=staff, jour=meets, le=judges)
        recit.decide(session, jury, storage, by=staff)
        recit.send(session, jury, storage, by=staff, jour=judges)
    engine.dispose()
    return (judges - today).days


def _receive(session: Session, dossier: Dossier, staff: Compte) -> None:
    candidat = session.get_one(Compte, dossier.candidat_id)
    for acte, by in (
        (Acte.PRENDRE_EN_CHARGE, staff),
        (Acte.DECLARER_RECEVABLE, staff),
        (Acte.DEPOSER_PREUVES, candidat),
        (Acte.RECEVOIR_PREUVES, staff),
    ):
        with write(session):
            perform(session, acte, dossier, by=by, at=clock.now())
