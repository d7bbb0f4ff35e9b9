"""Files a dossier holds: stored first, then named by a row."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import file_digest
from io import SEEK_END, BytesIO
from typing import Any, cast
from uuid import UUID, uuid4

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.models import Analyse, Copie, Dossier, Fichier
from portal.dossiers.queries import copies_tenues, total_size
from portal.droit.refus import Refus
from portal.jobs.queue import enqueue
from portal.storage.base import Storage
from portal.storage.contenu import BUREAUTIQUES, Contenu, examine
from portal.storage.verdicts import FichierRefuse, Raison, Retrait
from portal.web.uploads import MO, Recu


@dataclass(frozen=True, slots=True)
class Depose:
    """A file checked and stored, which no row names yet."""

    id: UUID
    cle: str
    recu: Recu
    contenu: Contenu
    quota: int
    """In bytes, for the whole dossier; a jury's file has none."""


def stored(
    storage: Storage, dossier: Dossier, recu: Recu, *, quota: int
) -> AbstractContextManager[Depose]:
    return kept(storage, str(dossier.id), recu, quota=quota)


@contextmanager
def kept(
    storage: Storage, folder: str, recu: Recu, *, quota: int = 0
) -> Iterator[Depose]:
    """Check and store a file, before the transaction that names it opens.

    A bucket may be slow: nobody must wait for it behind a lock. Raise `Refus`
    on a content we cannot keep. What the transaction refuses is removed at
    once; what a crash leaves is removed by the daily job.
    """
    id_ = uuid4()
    with checked(recu) as (copy, contenu):
        depose = Depose(id_, f"{folder}/{id_}", copy, contenu, quota)
        storage.save(depose.cle, copy.flux)
    try:
        yield depose
    except Refus:
        storage.delete(depose.cle)
        raise


@contextmanager
def checked(recu: Recu) -> Iterator[tuple[Recu, Contenu]]:
    """What is kept of a file: itself, or its cleaned copy until the block ends."""
    declared, folder = recu.type_declare, recu.dossier
    contenu = examine(recu.flux, recu.nom, declared, recu.bornes, folder)
    copie = contenu.copie
    if copie is None:
        yield replace(recu, origine=recu.sha256), contenu
        return
    with copie:
        digest = file_digest(cast("BytesIO", copie), "sha256").hexdigest()
        size = copie.seek(0, SEEK_END)
        copie.seek(0)
        kept = replace(recu, flux=copie, taille=size, sha256=digest)
        yield replace(kept, origine=recu.sha256), contenu


def name_file(
    session: Session, dossier: Dossier, depose: Depose, *, by: Compte, at: datetime
) -> Fichier:
    """Write the row of a stored file; the caller holds the dossier.

    Raise `Refus` beyond the quota.
    """
    if total_size(session, dossier) + depose.recu.taille > depose.quota:
        raise FichierRefuse(Raison.DOSSIER_PLEIN, mo=depose.quota // MO)
    return write_row(session, depose, dossier_id=dossier.id, by=by, at=at)


def write_row(
    session: Session,
    depose: Depose,
    *,
    dossier_id: UUID | None,
    by: Compte,
    at: datetime,
) -> Fichier:
    fichier = Fichier(
        id=depose.id,
        dossier_id=dossier_id,
        cle=depose.cle,
        by_id=by.id,
        created_at=at,
        **_columns(depose.recu, depose.contenu),
    )
    session.add(fichier)
    # Rows name it by a bare foreign key.
    session.flush()
    _go_on(session, fichier, at=at)
    return fichier


def replace_content(
    session: Session, fichier: Fichier, depose: Depose, *, at: datetime
) -> None:
    """The PDF made of a document takes its place; what was sent is still known by hash.

    The row has one key at a time: the bytes of before go once this is committed.
    """
    before = {"cles": [fichier.cle]}
    columns = _columns(depose.recu, depose.contenu)
    columns["retraits"] = [Retrait.CONVERTI_PDF, *columns["retraits"]]
    del columns["sha256_origine"]
    fichier.sqlmodel_update(columns | {"cle": depose.cle})
    enqueue(session, "effacer_cles", before, at=at)
    _go_on(session, fichier, at=at)


def _go_on(session: Session, fichier: Fichier, *, at: datetime) -> None:
    """Nothing is made of a file before it is converted, then cleared."""
    waits = {Analyse.A_CONVERTIR: "convertir", Analyse.EN_ATTENTE: "analyser"}
    genre = waits.get(fichier.analyse, "vignette")
    enqueue(session, genre, {"fichier_id": str(fichier.id)}, at=at)


def _columns(recu: Recu, contenu: Contenu) -> dict[str, Any]:
    """What a row says of a file that was checked."""
    analyse = Analyse.EN_ATTENTE if recu.a_analyser else Analyse.NON_ANALYSE
    if contenu.type_mime in BUREAUTIQUES.values():
        analyse = Analyse.A_CONVERTIR
    return {
        "nom": contenu.nom,
        "type_mime": contenu.type_mime,
        "taille": recu.taille,
        "sha256": recu.sha256,
        "sha256_origine": recu.origine,
        "retraits": list(contenu.retraits),
        "pages": contenu.pages,
        "analyse": analyse,
    }


def erase_file(session: Session, fichier: Fichier, *, at: datetime) -> None:
    """No page gives it any more; a job removes it once this is committed."""
    if fichier.dossier_id:
        forget_copies(session, fichier.dossier_id, at=at)
    if fichier.efface_at is None:
        fichier.efface_at = at
        session.add(fichier)
        enqueue(session, "effacer_fichier", {"fichier_id": str(fichier.id)}, at=at)


def forget_copies(session: Session, dossier_id: UUID, *, at: datetime) -> None:
    """Whole copies hold what is erased, typed or sent: they go in the same act."""
    for copie in copies_tenues(session, dossier_id):
        forget_copie(session, copie, at=at)


def forget_copie(session: Session, copie: Copie, *, at: datetime) -> None:
    """Nothing is left of it but, in the journal, who read it."""
    made = copie.fichier
    session.delete(copie)
    session.flush()
    if made:
        enqueue(session, "effacer_cles", {"cles": [made.cle]}, at=at)
        session.delete(made)
