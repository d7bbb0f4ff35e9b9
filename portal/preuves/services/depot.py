"""The gaps accepted in words, and the deposit."""

from datetime import datetime

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.courrier.lettres_textes.commun import Entete
from portal.courrier.lettres_textes.depot_preuves import accuse_depot_preuves
from portal.dossiers.dossier_preuves import DossierPreuves
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import Depot, Dossier, EcartAccepte, Evenement
from portal.dossiers.queries.preuves import dossier_preuves
from portal.dossiers.services import (
    hold,
    issue_document,
    keep_preuves,
    perform,
    record,
)
from portal.droit.echeances import Cle
from portal.droit.refus import Refus
from portal.droit.relecture import exiger_lu
from portal.droit.workflow import Fait
from portal.preuves.permissions import (
    acte_de_depot,
    why_not_accepter_ecart,
    why_not_deposer_preuves,
)
from portal.preuves.queries import identite
from portal.preuves.recapitulatif import resume
from portal.preuves.services.commun import edit


def accepter_ecart(
    session: Session,
    dossier: Dossier,
    code: str,
    explication: str,
    *,
    lue: str | None = None,
    by: Compte,
    at: datetime,
) -> None:
    """Deposit all the same, and say why; said again, the words are replaced."""
    dp = edit(session, dossier, by=by, at=at)
    if reason := why_not_accepter_ecart(dp, code, by):
        raise Refus(reason)
    known = dp.ecarts.get(code)
    stored = {"explication": known.explication if known else ""}
    exiger_lu(stored, {"explication": explication}, lue=lue)
    if known and known.explication == explication:
        return
    session.merge(
        EcartAccepte(dossier_id=dossier.id, code=code, explication=explication, at=at)
    )
    donnees = {"capacite": code}
    record(session, Fait.ECART_ACCEPTE, dossier, by=by, at=at, donnees=donnees)


def retirer_ecart(
    session: Session, dossier: Dossier, code: str, *, by: Compte, at: datetime
) -> None:
    dp = edit(session, dossier, by=by, at=at)
    if ecart := dp.ecarts.get(code):
        session.delete(ecart)


def deposer(
    session: Session, dossier: Dossier, *, by: Compte, at: datetime
) -> Evenement:
    """Snapshot, act and receipt, or nothing. After a request, the answer to it."""
    hold(session, dossier)
    dp = dossier_preuves(session, dossier)
    if reason := why_not_deposer_preuves(dp, by):
        raise Refus(reason)
    acte = acte_de_depot(dossier)
    depot = keep_preuves(session, acte, dp, at=at)
    line = perform(session, acte, dossier, by=by, at=at)
    _acknowledge(session, dp, depot, line)
    return line


def _acknowledge(
    session: Session, dp: DossierPreuves, depot: Depot, line: Evenement
) -> None:
    dossier = dp.dossier
    k2 = [e.limite for e in echeances_du(dossier) if e.cle is Cle.K2]
    donnees = accuse_depot_preuves(
        Entete(dossier, identite(session, dossier), line.le),
        contenu=resume(dp),
        sha256=depot.sha256,
        limite=k2[-1] if k2 else None,
    )
    issue_document(session, dossier, "accuse_depot_preuves", donnees, at=line.at)
