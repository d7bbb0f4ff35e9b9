"""The files, every night: what differs is said before anything is removed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import structlog
from sqlmodel import Session

from portal.courrier.annonces import queue_mail
from portal.courrier.queries import administrateurs
from portal.exploitation.coherence import Ecarts, compare
from portal.jobs.contexte import Contexte
from portal.jobs.queries import keys_to_remove
from portal.jobs.queue import enqueue

GRACE = timedelta(hours=72)
"""From the report to the removal: a week-end, to stop the worker and to look."""
BATCH = 500

log = structlog.get_logger("portal.jobs")


def report(contexte: Contexte, *, on: date) -> Ecarts:
    """Tell the administrateurs; what no row names is looked at again, then removed.

    Run again, it adds nothing: a key that waits for its removal is not announced
    twice, and the message has the key of its day.
    """
    at = contexte.now()
    ecarts = compare(contexte.engine, contexte.storage, at=at)
    with contexte.transaction() as session:
        known = keys_to_remove(session)
        new = [cle for cle in ecarts.inconnus if cle not in known]
        for start in range(0, len(new), BATCH):
            cles = new[start : start + BATCH]
            enqueue(session, "retirer_cles", {"cles": cles}, at=at + GRACE)
        if ecarts.absents or new:
            _tell(session, ecarts.absents, new, on=on, at=at)
    if ecarts:
        log.error(
            "files_differ", lost=len(ecarts.absents), unnamed=len(ecarts.inconnus)
        )
    return ecarts


def _tell(
    session: Session,
    absents: Sequence[str],
    inconnus: Sequence[str],
    *,
    on: date,
    at: datetime,
) -> None:
    for compte in administrateurs(session):
        queue_mail(
            session,
            destinataire=compte.email,
            modele="ecarts_fichiers",
            donnees={"absents": len(absents), "inconnus": len(inconnus)},
            at=at,
            cle=f"ecarts_fichiers:{on}:{compte.id}",
        )
