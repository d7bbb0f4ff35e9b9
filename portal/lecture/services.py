"""Whole copies: asked for, made by the worker, read."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import file_digest
from io import SEEK_END, BytesIO
from time import monotonic
from typing import BinaryIO, cast
from uuid import UUID

from sqlmodel import Session

from portal.catalogue.models import Uimm
from portal.comptes.models import Compte
from portal.dossiers.fichiers import forget_copie
from portal.dossiers.models import Copie, Dossier, Fichier
from portal.dossiers.permissions import lisible
from portal.dossiers.services import hold
from portal.jobs.queue import enqueue
from portal.lecture import fabrique
from portal.lecture.contenu import Partie, empreinte, parties
from portal.lecture.queries import Lu, copie_du_dossier, copie_tenue, lire
from portal.storage.base import Storage
from portal.storage.verdicts import Bornes

LONGUE = timedelta(minutes=10)
"""Not ready by then, it may be asked for again."""
BEAT = 0.5
"""Seconds between two words of progress."""


class CopieOubliee(Exception):
    """Something of the dossier was erased: this copy must not be."""


def demander(
    session: Session, dossier: Dossier, *, consultation: bool, by: Compte, at: datetime
) -> bool:
    """False when the one there is, or on its way, shows all that a new one would."""
    hold(session, dossier)
    kept = copie_du_dossier(session, dossier, consultation=consultation)
    if kept and not _perimee(session, dossier, kept, at):
        return False
    if kept:
        forget_copie(session, kept, at=at)
    copie = Copie(
        dossier_id=dossier.id, consultation=consultation, by_id=by.id, demandee_at=at
    )
    session.add(copie)
    enqueue(session, "copie", {"copie_id": str(copie.id)}, at=at)
    return True


def _perimee(session: Session, dossier: Dossier, copie: Copie, at: datetime) -> bool:
    if copie.fichier is None:
        return at - copie.demandee_at > LONGUE
    found = parties(lire(session, dossier, consultation=copie.consultation))
    return not lisible(copie.fichier) or copie.empreinte != _digest(
        found, dossier, copie
    )


def _digest(found: list[Partie], dossier: Dossier, copie: Copie) -> str:
    uimm = dossier.uimm
    marked = bool(copie.consultation and uimm and uimm.filigrane)
    return empreinte(found, filigrane=marked)


def choisir_filigrane(session: Session, uimm: Uimm, *, filigrane: bool) -> None:
    uimm.filigrane = filigrane
    session.add(uimm)


@dataclass
class Atelier:
    """What the worker makes copies with."""

    transaction: Callable[[], AbstractContextManager[Session]]
    storage: Storage
    bornes: Bornes
    now: Callable[[], datetime]
    told: float = field(default=0.0)

    def make(self, id_: UUID) -> None:
        """Twice gives one file. Erased meanwhile, its row is gone and nothing stays."""
        try:
            self._make(id_)
        except CopieOubliee:
            self.storage.delete(key(id_))

    def _make(self, id_: UUID) -> None:
        with self.transaction() as session:
            copie = copie_tenue(session, id_)
            if copie is None:
                raise CopieOubliee
            if copie.fichier_id:
                return
            dossier = session.get_one(Dossier, copie.dossier_id)
            lu = lire(session, dossier, consultation=copie.consultation)
            found = parties(lu)
            copie.empreinte = _digest(found, dossier, copie)
            copie.faites, copie.total = 0, fabrique.steps(found)
            session.flush()
            _load(lu)
            session.expunge_all()
        with fabrique.make(
            *(self.storage, lu, copie, found, self.bornes),
            lambda done: self._tell(id_, done),
        ) as made:
            self.storage.save(key(id_), made)
            self._name(id_, _fichier(made, lu, copie, self.now()))

    def _tell(self, id_: UUID, done: int) -> None:
        if monotonic() - self.told < BEAT:
            return
        self.told = monotonic()
        with self.transaction() as session:
            copie = copie_tenue(session, id_)
            if copie is None:
                raise CopieOubliee
            copie.faites = done

    def _name(self, id_: UUID, fichier: Fichier) -> None:
        with self.transaction() as session:
            copie = copie_tenue(session, id_)
            if copie is None:
                raise CopieOubliee
            if copie.fichier_id is None:
                session.add(fichier)
                session.flush()
                copie.fichier_id = fichier.id
                copie.faites = copie.total


def key(id_: UUID) -> str:
    return f"copies/{id_}"


def _load(lu: Lu) -> None:
    """What is read once the transaction is closed."""
    dossier = lu.dossier
    _all = dossier.uimm, dossier.certification.titre, dossier.candidat.nom_affiche


def _fichier(made: BinaryIO, lu: Lu, copie: Copie, at: datetime) -> Fichier:
    digest = file_digest(cast("BytesIO", _rewound(made)), "sha256").hexdigest()
    name = "Copie de consultation" if copie.consultation else "Copie du dossier"
    return Fichier(
        cle=key(copie.id),
        nom=f"{name} {lu.dossier.numero or ''}".strip() + ".pdf",
        type_mime="application/pdf",
        taille=made.seek(0, SEEK_END),
        sha256=digest,
        created_at=at,
    )


def _rewound(made: BinaryIO) -> BinaryIO:
    made.seek(0)
    return made
