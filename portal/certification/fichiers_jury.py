"""Files of a jury, which no dossier holds: stored first, then named by a row."""

from contextlib import AbstractContextManager
from datetime import datetime

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.fichiers import Depose, kept, write_row
from portal.dossiers.models import Fichier, Jury
from portal.storage.base import Storage
from portal.web.uploads import Recu

__all__ = ["Depose", "name_file", "stored"]


def stored(storage: Storage, jury: Jury, recu: Recu) -> AbstractContextManager[Depose]:
    return kept(storage, f"jurys/{jury.id}", recu)


def name_file(session: Session, depose: Depose, *, by: Compte, at: datetime) -> Fichier:
    return write_row(session, depose, dossier_id=None, by=by, at=at)
