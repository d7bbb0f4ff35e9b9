"""Files a dossier holds: stored first, then named by a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.models import Dossier, Fichier
from portal.dossiers.queries import total_size
from portal.droit.refus import Refus
from portal.jobs.queue import enqueue
from portal.storage.base import Storage
from portal.storage.contenu import Contenu, examine
from portal.web.uploads import MO, Recu


@dataclass(frozen=True, slots=True)
class Depose:
    """A file checked and stored, which no row names yet."""

    id: UUID
    cle: str
    recu: Recu
    contenu: Contenu
    quota: int
    """In bytes, for the whole dossier."""


@contextmanager
def stored(
    storage: Storage, dossier: Dossier, recu: Recu, *, quota: int
) -> Iterator[Depose]:
    """Check and store a file, before the transaction that names it opens.

    A bucket may be slow: nobody must wait for it behind a lock. Raise `Refus`
    on a content we cannot keep. What the transaction refuses is removed at
    once; what a crash leaves is removed by the daily job.
    """
    contenu = examine(recu.flux, recu.nom)
    id_ = uuid4()
    depose = Depose(id_, f"{dossier.id}/{id_}", recu, contenu, quota)
    storage.save(depose.cle, recu.flux)
    try:
        yield depose
    except Refus:
        storage.delete(depose.cle)
        raise


def name_file(
    session: Session, dossier: Dossier, depose: Depose, *, by: Compte, at: datetime
) -> Fichier:
    """Write the row of a stored file; the caller holds the dossier.

    Raise `Refus` beyond the quota.
    """
    recu, contenu = depose.recu, depose.contenu
    if total_size(session, dossier) + recu.taille > depose.quota:
        raise Refus(
            f"Votre dossier dépasserait {depose.quota // MO}\u00a0Mo en tout. "
            "Retirez un fichier ou réduisez la taille de celui-ci."
        )
    fichier = Fichier(
        id=depose.id,
        dossier_id=dossier.id,
        cle=depose.cle,
        nom=recu.nom,
        type_mime=contenu.type_mime,
        taille=recu.taille,
        sha256=recu.sha256,
        pages=contenu.pages,
        by_id=by.id,
        created_at=at,
    )
    session.add(fichier)
    # Pieces and preuves name it by a bare foreign key.
    session.flush()
    return fichier


def erase_file(session: Session, fichier: Fichier, *, at: datetime) -> None:
    """No page gives it any more; a job removes it once this is committed."""
    if fichier.efface_at is None:
        fichier.efface_at = at
        session.add(fichier)
        enqueue(session, "effacer_fichier", {"fichier_id": str(fichier.id)}, at=at)
