"""Files of a jury, which no dossier holds: stored first, then named by a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.fichiers import checked, columns
from portal.dossiers.models import Fichier, Jury
from portal.droit.refus import Refus
from portal.storage.base import Storage
from portal.storage.contenu import Contenu
from portal.web.uploads import Recu


@dataclass(frozen=True, slots=True)
class Depose:
    """A file checked and stored, which no row names yet."""

    id: UUID
    cle: str
    recu: Recu
    contenu: Contenu


@contextmanager
def stored(storage: Storage, jury: Jury, recu: Recu) -> Iterator[Depose]:
    """Before the transaction that names it: nobody waits for a bucket behind a lock.

    Raise `Refus` on a content we cannot keep; what the block refuses is removed.
    """
    id_ = uuid4()
    with checked(recu) as (kept, contenu):
        depose = Depose(id_, f"jurys/{jury.id}/{id_}", kept, contenu)
        storage.save(depose.cle, kept.flux)
    try:
        yield depose
    except Refus:
        storage.delete(depose.cle)
        raise


def name_file(session: Session, depose: Depose, *, by: Compte, at: datetime) -> Fichier:
    fichier = Fichier(
        id=depose.id,
        cle=depose.cle,
        by_id=by.id,
        created_at=at,
        **columns(depose.recu, depose.contenu),
    )
    session.add(fichier)
    # Rows name it by a bare foreign key.
    session.flush()
    return fichier
