"""Files a dossier holds. The caller holds the dossier and owns the transaction."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import func
from sqlmodel import Session, col, select

from portal.comptes.models import Compte
from portal.dossiers.models import Dossier, Fichier
from portal.droit.refus import Refus
from portal.jobs.queue import enqueue
from portal.storage.base import Storage
from portal.storage.contenu import examine
from portal.web.uploads import MO, Recu


def store_file(
    session: Session,
    storage: Storage,
    dossier: Dossier,
    recu: Recu,
    *,
    by: Compte,
    at: datetime,
    quota: int,
) -> Fichier:
    """Check what was received, store it, then write its row.

    In that order: a row never names a missing file, and a stored file that no
    row names is removed by a job. Raise `Refus` on a content we cannot keep or
    beyond `quota`, in bytes for the whole dossier.
    """
    contenu = examine(recu.flux, recu.nom)
    if total_size(session, dossier) + recu.taille > quota:
        raise Refus(
            f"Votre dossier dépasserait {quota // MO}\u00a0Mo en tout. "
            "Retirez un fichier ou réduisez la taille de celui-ci."
        )
    id_ = uuid4()
    fichier = Fichier(
        id=id_,
        dossier_id=dossier.id,
        cle=f"{dossier.id}/{id_}",
        nom=recu.nom,
        type_mime=contenu.type_mime,
        taille=recu.taille,
        sha256=recu.sha256,
        pages=contenu.pages,
        by_id=by.id,
        created_at=at,
    )
    storage.save(fichier.cle, recu.flux)
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


def total_size(session: Session, dossier: Dossier) -> int:
    return session.exec(
        select(func.coalesce(func.sum(Fichier.taille), 0))
        .where(Fichier.dossier_id == dossier.id)
        .where(col(Fichier.efface_at).is_(None))
    ).one()
