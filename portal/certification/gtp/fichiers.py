"""Files a jury holds: stored first, then named by a row that says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from uuid import UUID, uuid4

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.models import Fichier, Jury
from portal.droit.refus import Refus
from portal.storage.base import Storage
from portal.storage.contenu import PDF, examine
from portal.web.uploads import Recu


@dataclass(frozen=True, slots=True)
class Depose:
    """A file checked and stored, which no row names yet."""

    id: UUID
    cle: str
    recu: Recu
    type_mime: str
    pages: int | None


@contextmanager
def stored(storage: Storage, jury: Jury, recu: Recu) -> Iterator[Depose]:
    """Check and store a file before the transaction that names it opens.

    Raise `Refus` on a content we cannot keep; what is refused is removed at once.
    """
    contenu = examine(recu.flux, recu.nom)
    id_ = uuid4()
    depose = Depose(
        id_, f"jurys/{jury.id}/{id_}", recu, contenu.type_mime, contenu.pages
    )
    storage.save(depose.cle, recu.flux)
    try:
        yield depose
    except Refus:
        storage.delete(depose.cle)
        raise


def ecrit(content: bytes, nom: str) -> Recu:
    """A PDF of ours, as if it had been received."""
    digest = sha256(content).hexdigest()
    return Recu("", nom, PDF, BytesIO(content), len(content), digest)


def name_file(session: Session, depose: Depose, *, by: Compte, at: datetime) -> Fichier:
    recu = depose.recu
    fichier = Fichier(
        id=depose.id,
        cle=depose.cle,
        nom=recu.nom,
        type_mime=depose.type_mime,
        taille=recu.taille,
        sha256=recu.sha256,
        pages=depose.pages,
        by_id=by.id,
        created_at=at,
    )
    session.add(fichier)
    # A piece names it by a bare foreign key.
    session.flush()
    return fichier
