"""What happens to a dossier. The caller owns the transaction."""

from contextlib import suppress
from datetime import datetime
from functools import cache
from hashlib import sha256
from uuid import UUID

from sqlalchemy import bindparam, delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.comptes.models import Compte
from portal.courrier.annonces import announce
from portal.dossiers.chaine import enchainer
from portal.dossiers.dossier_preuves import DossierPreuves
from portal.dossiers.faits import echeances_du
from portal.dossiers.instantane_preuves import instantane
from portal.dossiers.models import (
    AbonnementCalendrier,
    Compteur,
    Depot,
    Document,
    Dossier,
    Evenement,
)
from portal.dossiers.permissions import why_not
from portal.dossiers.queries.journal import hold_journal
from portal.droit.echeances import attendue
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.workflow import TRANSITIONS, Acte, Etat, Fait
from portal.jobs.queue import enqueue
from portal.rows import changed


def hold(session: Session, dossier: Dossier) -> Dossier:
    """Lock the row and read it again: what the page showed may be old.

    Every write to a dossier or to its parts starts here, so two people acting
    at once take turns.
    """
    return session.exec(_held(), params={"id": dossier.id}).one()


@cache
def _held() -> SelectOfScalar[Dossier]:
    return (
        select(Dossier)
        .where(Dossier.id == bindparam("id"))
        .with_for_update(of=Dossier)
        .execution_options(populate_existing=True)
    )


def perform(
    session: Session,
    acte: Acte,
    dossier: Dossier,
    *,
    by: Compte,
    at: datetime,
    motif: str = "",
    donnees: dict | None = None,
) -> Evenement:
    """Move the dossier, write the journal, queue the messages: all or nothing.

    Raises Refus when the role, the state or another person forbids it. The
    caller has checked the guards of its own act.
    """
    hold(session, dossier)
    if reason := why_not(acte, dossier, by):
        raise Refus(reason)

    source = dossier.etat
    target = TRANSITIONS[acte].target or _etat_avant_caducite(dossier)
    line = Evenement(
        dossier_id=dossier.id,
        acte=acte,
        de=source,
        vers=target,
        by_id=by.id,
        at=at,
        le=jour_de_paris(at),
        motif=motif,
        donnees=donnees or {},
    )
    enchainer(session, line)
    dossier.evenements.append(line)
    _move(session, dossier, source, target, at)
    announce(session, acte, dossier, at=at, donnees=line.donnees)
    return line


def record(
    session: Session,
    fait: Fait,
    dossier: Dossier,
    *,
    by: Compte | None,
    at: datetime,
    motif: str = "",
    donnees: dict | None = None,
) -> Evenement:
    """Write in the journal what moves nothing."""
    line = Evenement(
        dossier_id=dossier.id,
        fait=fait,
        by_id=by.id if by else None,
        at=at,
        le=jour_de_paris(at),
        motif=motif,
        donnees=donnees or {},
    )
    hold_journal(session, dossier.id)
    enchainer(session, line)
    session.add(line)
    return line


def issue_document(
    session: Session, dossier: Dossier, modele: str, donnees: dict, *, at: datetime
) -> Document:
    """Freeze a letter's data; the worker turns them into its PDF."""
    document = Document(
        dossier_id=dossier.id,
        modele=modele,
        donnees=donnees,
        emis_le=jour_de_paris(at),
    )
    session.add(document)
    enqueue(session, "lettre", {"document_id": str(document.id)}, at=at)
    return document


def keep_preuves(
    session: Session, acte: Acte, dp: DossierPreuves, *, at: datetime
) -> Depot:
    """The dossier de preuves, word for word, as this act finds it."""
    contenu = instantane(dp)
    depot = Depot(
        dossier_id=dp.dossier.id,
        acte=acte,
        contenu=contenu,
        sha256=sha256(contenu.encode()).hexdigest(),
        at=at,
    )
    session.add(depot)
    return depot


def mark_read(
    session: Session, document: Document, dossier: Dossier, *, by: Compte, at: datetime
) -> None:
    """Keep when the candidate first opened a letter; nobody else's visit counts."""
    if document.lu_at is None and dossier.candidat_id == by.id:
        document.lu_at = at
        session.add(document)
        record(
            session,
            Fait.DOCUMENT_LU,
            dossier,
            by=by,
            at=at,
            donnees={"document": document.modele},
        )


def next_number(session: Session, cle: str) -> int:
    """The next number of a series; the counter's row is locked until the commit.

    Read again each time: a session that numbered before remembers an old value.
    """
    query = (
        select(Compteur)
        .where(Compteur.cle == cle)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    counter = session.exec(query).one_or_none()
    if counter is None:
        # Two first numbers at once: one opens the series, the other waits for it.
        with suppress(IntegrityError), session.begin_nested():
            session.add(Compteur(cle=cle))
        counter = session.exec(query).one()
    counter.valeur += 1
    session.add(counter)
    return counter.valeur


def subscribe_calendar(
    session: Session, compte: Compte, *, jeton: str, at: datetime
) -> None:
    """A new secret address; the one before stops working."""
    mine = select(Compte.id).where(Compte.id == compte.id)
    session.exec(mine.with_for_update()).one()  # two clicks take turns
    session.merge(AbonnementCalendrier(compte_id=compte.id, jeton=jeton, created_at=at))


def unsubscribe_calendar(session: Session, compte_id: UUID) -> None:
    mine = col(AbonnementCalendrier.compte_id) == compte_id
    session.execute(delete(AbonnementCalendrier).where(mine))


def _etat_avant_caducite(dossier: Dossier) -> Etat:
    lines = [e for e in dossier.evenements if e.acte is Acte.DECLARER_CADUC]
    return lines[-1].de or Etat.RECEVABLE


def _move(
    session: Session, dossier: Dossier, source: Etat, target: Etat, at: datetime
) -> None:
    """Leave the expected state or nothing: two clicks cannot both win."""
    expected = attendue(target, echeances_du(dossier))
    move = (
        update(Dossier)
        .where(col(Dossier.id) == dossier.id)
        .where(col(Dossier.etat) == source)
        .values(
            etat=target,
            echeance_le=expected.limite if expected else None,
            updated_at=at,
        )
    )
    if changed(session, move) != 1:
        raise Refus("Ce dossier vient d’être traité par une autre personne.")
