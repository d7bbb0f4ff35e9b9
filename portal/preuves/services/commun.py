"""What every write begins and ends with."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.dossier_preuves import DossierPreuves
from portal.dossiers.fichiers import erase_file, forget_copies
from portal.dossiers.models import Dossier, Preuve, SituationPro
from portal.dossiers.permissions import why_not_edit_preuves
from portal.dossiers.queries.preuves import dossier_preuves
from portal.dossiers.services import hold, record
from portal.droit.refus import Refus
from portal.droit.workflow import Fait


def edit(
    session: Session, dossier: Dossier, *, by: Compte, at: datetime
) -> DossierPreuves:
    """Hold the dossier and read it again, or refuse."""
    hold(session, dossier)
    if reason := why_not_edit_preuves(dossier, by):
        raise Refus(reason)
    dossier.updated_at = at
    session.add(dossier)
    return dossier_preuves(session, dossier)


def situation_of(dp: DossierPreuves, id_: UUID) -> SituationPro:
    found = dp.situation(id_)
    if found is None:
        raise Refus("Cette situation a été supprimée.")
    return found


def preuve_of(dp: DossierPreuves, id_: UUID) -> Preuve:
    found = dp.preuve(id_)
    if found is None:
        raise Refus("Cette preuve a été retirée.")
    return found


def remove(
    session: Session, dp: DossierPreuves, preuve: Preuve, *, by: Compte, at: datetime
) -> None:
    """A deposited preuve is kept, with its file: the deposit names it."""
    note(session, Fait.PREUVE_RETIREE, dp.dossier, preuve, by=by, at=at)
    if dp.was_deposited(preuve):
        preuve.retiree_at = at
        session.add(preuve)
        return
    preuve.situation.preuves.remove(preuve)
    session.delete(preuve)
    forget_copies(session, dp.dossier.id, at=at)
    if preuve.fichier:
        erase_file(session, preuve.fichier, at=at)


def note(
    session: Session,
    fait: Fait,
    dossier: Dossier,
    preuve: Preuve,
    *,
    by: Compte,
    at: datetime,
) -> None:
    """Without its title: the UIMM reads the journal before the deposit."""
    donnees = {"preuve": str(preuve.id)}
    record(session, fait, dossier, by=by, at=at, donnees=donnees)
