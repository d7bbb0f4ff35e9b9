"""A certificate handed over, a copy of a lost one (R68, R69)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from portal.certification.suites import queries
from portal.certification.suites.permissions import why_not_handle, why_not_remise_le
from portal.comptes.models import Compte
from portal.dossiers.fichiers import Depose, name_file
from portal.dossiers.models import Certificat, CopieConforme, Dossier, Remise
from portal.dossiers.services import hold, record
from portal.droit.jours import jour_de_paris
from portal.droit.listes import ModeRemise
from portal.droit.refus import Refus
from portal.droit.workflow import Fait


@dataclass(frozen=True)
class Donnee:
    """To whom, how, which day."""

    a_qui: str
    mode: ModeRemise
    le: date


def remettre(
    session: Session,
    dossier: Dossier,
    certificat: Certificat,
    donnee: Donnee,
    *,
    decharge: Depose | None,
    by: Compte,
    at: datetime,
) -> Remise:
    """A letter may come back: each hand-over is a row, the last one counts."""
    hold(session, dossier)
    reason = why_not_handle(dossier, by) or why_not_remise_le(
        certificat, donnee.le, jour_de_paris(at)
    )
    if reason:
        raise Refus(reason)
    if known := queries.meme_remise(
        session, certificat, (donnee.a_qui, donnee.mode, donnee.le), at
    ):
        return known
    signed = name_file(session, dossier, decharge, by=by, at=at) if decharge else None
    row = Remise(
        certificat_id=certificat.id,
        a_qui=donnee.a_qui,
        mode=donnee.mode,
        le=donnee.le,
        decharge_fichier_id=signed.id if signed else None,
        by_id=by.id,
        at=at,
    )
    session.add(row)
    told = {"certificat": certificat.numero, "mode": donnee.mode}
    record(session, Fait.CERTIFICAT_REMIS, dossier, by=by, at=at, donnees=told)
    return row


def copier(
    session: Session,
    dossier: Dossier,
    certificat: Certificat,
    *,
    motif: str,
    by: Compte,
    at: datetime,
) -> CopieConforme:
    """R69: the row says who copied it and why; the page is drawn when asked for."""
    hold(session, dossier)
    if reason := why_not_handle(dossier, by):
        raise Refus(reason)
    if known := queries.copie_du_jour(session, certificat, by, motif, at):
        return known
    row = CopieConforme(certificat_id=certificat.id, at=at, by_id=by.id, motif=motif)
    session.add(row)
    told = {"certificat": certificat.numero}
    record(
        session, Fait.COPIE_DELIVREE, dossier, by=by, at=at, motif=motif, donnees=told
    )
    return row
