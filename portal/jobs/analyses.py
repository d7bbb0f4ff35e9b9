"""Each file that a person sent, shown to the antivirus once it is stored."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlmodel import Session, col, select

from portal.dossiers import analyse
from portal.dossiers.models import Analyse, Fichier
from portal.jobs.contexte import Contexte
from portal.jobs.models import Job
from portal.jobs.queue import MAX_ATTEMPTS, PutOff, enqueue, hold_back, retry
from portal.storage.clamd import AnalyseImpossible, AntivirusAway, Clamd

GENRE = "analyser"
WAITS = {GENRE: Analyse.EN_ATTENTE, "convertir": Analyse.A_CONVERTIR}
OTHERS = timedelta(minutes=1)
"""How long the other files wait when it did not answer for one: a queue of them,
each waiting for a dead server, would keep the mails from leaving."""

log = structlog.get_logger("portal.jobs")


def analyser(contexte: Contexte, donnees: dict) -> None:
    """What we keep is scanned, not what was sent: only that is ever given out.

    Between two transactions, as the antivirus may take its time. Raise `PutOff`
    when it cannot say: a file that nobody scanned is never taken for a clean one.
    """
    id_ = UUID(donnees["fichier_id"])
    with Session(contexte.engine) as session:
        fichier = waiting(session, id_)
    if fichier is None:
        return
    if not contexte.settings.clamd:
        with contexte.transaction() as session:
            if fichier := waiting(session, id_):
                analyse.retirer_du_controle(fichier)
                _draw(session, contexte, fichier)
        return
    menace = _ask(contexte, fichier)
    with contexte.transaction() as session:
        if fichier := waiting(session, id_):
            _conclude(session, contexte, fichier, menace)


def relancer(session: Session, *, at: datetime) -> None:
    """Daily: the files that wait and that no job will look at again."""
    for genre, state in WAITS.items():
        _relancer(session, genre, state, at)


def _relancer(session: Session, genre: str, state: Analyse, at: datetime) -> None:
    jobs = session.exec(
        select(Job).where(Job.genre == genre, col(Job.done_at).is_(None))
    ).all()
    for job in jobs:
        if job.attempts >= MAX_ATTEMPTS:
            retry(session, job, at=at)
    planned = {job.donnees["fichier_id"] for job in jobs}
    found = session.exec(
        select(Fichier.id)
        .where(Fichier.analyse == state)
        .where(col(Fichier.efface_at).is_(None))
    )
    for id_ in map(str, found):
        if id_ not in planned:
            enqueue(session, genre, {"fichier_id": id_}, at=at)


def _ask(contexte: Contexte, fichier: Fichier) -> str | None:
    chosen = contexte.settings
    clamd = Clamd(chosen.clamd, chosen.clamd_seconds)
    try:
        with contexte.storage.open(fichier.cle) as content:
            return clamd.menace(content)
    except AntivirusAway as error:
        log.error("antivirus_away", reason=str(error))
        with contexte.transaction() as session:
            hold_back(session, GENRE, until=contexte.now() + OTHERS)
        raise PutOff from error
    except AnalyseImpossible as error:
        log.error("antivirus_cannot_say", file=str(fichier.id), reason=str(error))
        with contexte.transaction() as session:
            if found := waiting(session, fichier.id):
                found.analyse_dit = str(error)
        raise PutOff from error


def _conclude(
    session: Session, contexte: Contexte, fichier: Fichier, menace: str | None
) -> None:
    if menace is None:
        analyse.declarer_sain(fichier, at=contexte.now())
        _draw(session, contexte, fichier)
        return
    log.error("file_infected", file=str(fichier.id), signature=menace)
    garde = timedelta(days=contexte.settings.quarantine_days)
    analyse.declarer_infecte(session, fichier, menace, garde=garde, at=contexte.now())


def _draw(session: Session, contexte: Contexte, fichier: Fichier) -> None:
    data = {"fichier_id": str(fichier.id)}
    enqueue(session, "vignette", data, at=contexte.now())


def waiting(
    session: Session, id_: UUID, state: Analyse = Analyse.EN_ATTENTE
) -> Fichier | None:
    """Neither decided nor erased since."""
    return session.exec(
        select(Fichier)
        .where(Fichier.id == id_, Fichier.analyse == state)
        .where(col(Fichier.efface_at).is_(None))
        .with_for_update()
    ).one_or_none()
