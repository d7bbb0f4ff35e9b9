"""What is measured: dossiers told in full, and any number of others around them.

The others are inserted in bulk, without the services; each has the journal of its
state and the deadlines that follow from it, as the queue shows them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from types import SimpleNamespace
from uuid import UUID, uuid4

from sqlalchemy import Engine, text
from sqlmodel import Session, SQLModel, delete, select

from portal.catalogue.fichiers import read_folder
from portal.catalogue.models import Certification
from portal.catalogue.referentiel import lire
from portal.catalogue.services import load_catalogue, open_demonstration
from portal.comptes.models import Compte
from portal.dossiers.chaine import sceau
from portal.dossiers.models import (
    Ancre,
    Commentaire,
    Dossier,
    Piece,
    Preuve,
    SituationPro,
)
from portal.dossiers.recherche import fold
from portal.droit.echeances import Passage, attendue, echeances
from portal.droit.pieces import Genre
from portal.droit.reglements import reglement_en_vigueur
from portal.droit.workflow import TRANSITIONS, Etat, Role
from portal.storage.base import Storage
from tests.bench import _nue
from tests.factories import (
    fill,
    instant,
    make_accompagnement,
    make_compte,
    make_dossier,
    make_fichier,
    make_preuve,
    make_situation,
    make_uimm,
)
from tests.factories.dossiers import ACTES_UIMM, CHEMINS, DEMANDES

LOT = 5000
RACONTES = 8
"""Dossiers told in full: as many as clients that write at once."""
SITUATIONS = 6
NOMS = ("Lefèvre", "Ngo", "Martin", "Öztürk", "Moreau", "Da Silva", "Benali", "Petit")
PRENOMS = ("Anne-Marie", "Yusuf", "Chloé", "Malik", "Inès", "Thomas", "Zoé", "Léa")
PARTS = {
    Etat.DEPOSE: 10,
    Etat.EN_INSTRUCTION: 20,
    Etat.A_COMPLETER: 10,
    Etat.RECEVABLE: 25,
    Etat.NON_RECEVABLE: 5,
    Etat.PREUVES_DEPOSEES: 5,
    Etat.PREUVES_A_COMPLETER: 3,
    Etat.PREUVES_RECUES: 12,
    Etat.CADUC: 6,
    Etat.RETIRE: 4,
}
"""Out of a hundred dossiers. A third of them are at work, the rest behind."""
MELANGE = [etat for etat, part in PARTS.items() for _ in range(part)]


@dataclass(frozen=True)
class Monde:
    """Who asks and what for; `ancres` is all that may be commented."""

    candidat: Compte
    instructeur: Compte
    responsable: Compte
    accompagnateur: Compte
    dossier_id: UUID
    situation_id: UUID
    fichier_id: UUID
    a_juger: Piece
    ancres: list[tuple[UUID, Ancre, str]]


def populate(
    engine: Engine, storage: Storage, pdf: bytes, *, nombre: int, on: date
) -> Monde:
    """An empty database becomes a portal of `nombre` dossiers of one UIMM."""
    SQLModel.metadata.drop_all(engine)
    SQLModel.metadata.create_all(engine)
    _nue.fill(engine)
    with Session(engine, expire_on_commit=False) as session:
        load_catalogue(session, read_folder())
        session.flush()
        open_demonstration(session, on=on)
        uimm = make_uimm(session, departements=("69", "38", "42"))
        instructeur = make_compte(session, Role.INSTRUCTEUR, uimm_slug=uimm.slug)
        accompagnateur = make_compte(session, Role.ACCOMPAGNATEUR)
        told = [
            _tell(session, accompagnateur, instructeur, on=on) for _ in range(RACONTES)
        ]
        fichier = _real_file(session, told[0], storage, pdf)
        _insert_others(session, told[0], instructeur, nombre - RACONTES, on)
        monde = Monde(
            told[0].candidat,
            instructeur,
            make_compte(session, Role.RESPONSABLE, uimm_slug=uimm.slug),
            accompagnateur,
            told[0].id,
            fichier.situation_id,
            fichier.fichier_id,
            _piece_to_judge(session, told[0], instructeur, on=on),
            [anchor for dossier in told for anchor in _anchors(session, dossier)],
        )
        session.commit()
    _analyze(engine)
    return monde


def forget_comments(engine: Engine) -> None:
    """Every round writes into the same conversation."""
    with Session(engine) as session:
        session.exec(delete(Commentaire))
        session.exec(delete(SQLModel.metadata.tables["lecture"]))
        session.commit()


def _tell(
    session: Session, accompagnateur: Compte, instructeur: Compte, *, on: date
) -> Dossier:
    """A request found recevable, whose dossier de preuves is half written."""
    certification = session.exec(select(Certification)).first()
    dossier = make_dossier(
        session,
        etat=Etat.RECEVABLE,
        certification=certification,
        instructeur=instructeur,
        le=on - timedelta(weeks=12),
        numero=None,  # the bulk numbers them all
    )
    fill(session, dossier)
    make_accompagnement(session, dossier, accompagnateur)
    codes = [c.code for c in lire(dossier.referentiel.contenu).capacites]
    for rank in range(SITUATIONS):
        shown = codes[rank : rank + 2]
        situation = make_situation(session, dossier, shown)
        make_preuve(session, situation, shown[:1])
        make_preuve(session, situation, shown)
    return dossier


def _piece_to_judge(
    session: Session, model: Dossier, instructeur: Compte, *, on: date
) -> Piece:
    dossier = make_dossier(
        session,
        etat=Etat.EN_INSTRUCTION,
        certification=model.certification,
        instructeur=instructeur,
        le=on - timedelta(weeks=5),
        numero=None,
    )
    fill(session, dossier)
    cv = select(Piece).where(Piece.dossier_id == dossier.id, Piece.genre == Genre.CV)
    return session.exec(cv).one()


def _real_file(
    session: Session, dossier: Dossier, storage: Storage, pdf: bytes
) -> Preuve:
    situation = make_situation(session, dossier, ["C1"])
    fichier = make_fichier(session, dossier, storage, pdf, nom="rapport.pdf")
    return make_preuve(session, situation, ["C1"], fichier_id=fichier.id)


def _anchors(session: Session, dossier: Dossier) -> list[tuple[UUID, Ancre, str]]:
    situations = select(SituationPro.id).where(SituationPro.dossier_id == dossier.id)
    preuves = select(Preuve.id).where(Preuve.dossier_id == dossier.id)
    capacites = lire(dossier.referentiel.contenu).capacites
    return [
        *((dossier.id, Ancre.SITUATION, str(id_)) for id_ in session.exec(situations)),
        *((dossier.id, Ancre.PREUVE, str(id_)) for id_ in session.exec(preuves)),
        *((dossier.id, Ancre.CAPACITE, capacite.code) for capacite in capacites),
    ]


def _insert_others(
    session: Session, model: Dossier, instructeur: Compte, nombre: int, on: date
) -> None:
    """Candidates, dossiers and journals, some thousands at a time."""
    numbers = iter(range(nombre))
    while lot := list(islice(numbers, LOT)):
        comptes = [_compte(n) for n in lot]
        dossiers = [
            _dossier(n, compte["id"], model, instructeur, on)
            for n, compte in zip(lot, comptes, strict=True)
        ]
        lines = [line for d in dossiers for line in _journal(d, instructeur)]
        for name, rows in (
            ("compte", comptes),
            ("dossier", dossiers),
            ("evenement", lines),
        ):
            session.execute(SQLModel.metadata.tables[name].insert(), rows)
    session.commit()


def _compte(n: int) -> dict:
    return {
        "id": uuid4(),
        "email": f"candidat{n}@exemple.fr",
        "fs_uniquifier": f"candidat-{n}",
        "active": True,
        "role": Role.CANDIDAT,
        "nom_affiche": "",
        "qualite": "",
    }


def _dossier(
    n: int, candidat_id: UUID, model: Dossier, instructeur: Compte, on: date
) -> dict:
    etat = MELANGE[n * 37 % len(MELANGE)]
    le = on - timedelta(days=n * 61 % 400)
    nom = f"{NOMS[n % 8]} {PRENOMS[n // 8 % 8]}"
    taken = any(acte in ACTES_UIMM for acte in CHEMINS[etat])
    due = _due(etat, le)
    return {
        "id": uuid4(),
        "numero": f"VAE-{le.year}-69-{n:06d}",
        "ordre": n,
        "candidat_id": candidat_id,
        "certification_slug": model.certification_slug,
        "referentiel_id": model.referentiel_id,
        "enregistrement_code": model.enregistrement_code,
        "reglement": reglement_en_vigueur(le).code,
        "blocs_vises": [],
        "uimm_slug": model.uimm_slug,
        "sans_diplome": False,
        "etat": etat,
        "depose_le": le,
        "annee_civile": le.year,
        "rang": 1,
        "instructeur_id": instructeur.id if taken else None,
        "echeance_le": due,
        "nom_candidat": nom,
        "nom_recherche": fold(nom),
        "created_at": instant(le),
        "updated_at": instant(le),
    }


def _journal(dossier: dict, instructeur: Compte) -> Iterator[dict]:
    before, last = Etat.BROUILLON, (0, "")
    for passage in _passages(dossier["etat"], dossier["depose_le"]):
        by_uimm = passage.acte in ACTES_UIMM
        asked = passage.reponse_le
        line = {
            "dossier_id": dossier["id"],
            "acte": passage.acte,
            "fait": None,
            "de": before,
            "vers": (before := TRANSITIONS[passage.acte].target),
            "by_id": instructeur.id if by_uimm else dossier["candidat_id"],
            "at": instant(passage.le),
            "le": passage.le,
            "motif": "",
            "donnees": {"reponse_le": str(asked)} if asked else {},
        }
        own = sceau(SimpleNamespace(**line), *last)
        last = own.rang, own.empreinte
        yield line | own._asdict()


@cache
def _passages(etat: Etat, le: date) -> tuple[Passage, ...]:
    """The acts that lead to `etat`, one a week from the deposit."""
    days = [le + timedelta(weeks=week) for week in range(len(CHEMINS[etat]))]
    return tuple(
        Passage(acte, day, day + timedelta(days=30) if acte in DEMANDES else None)
        for acte, day in zip(CHEMINS[etat], days, strict=True)
    )


@cache
def _due(etat: Etat, le: date) -> date | None:
    found = attendue(etat, echeances(_passages(etat, le), reglement_en_vigueur(le)))
    return found.limite if found else None


def _analyze(engine: Engine) -> None:
    """What the database's own housekeeping does within minutes."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        sqlite = engine.dialect.name == "sqlite"
        connection.execute(text("ANALYZE" if sqlite else "VACUUM ANALYZE"))
