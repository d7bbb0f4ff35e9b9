"""A session: its date, its place, who sits. The caller commits."""

from datetime import datetime

from sqlmodel import Session

from portal.certification.commission import queries
from portal.certification.commission.permissions import (
    ouverts,
    why_not_annuler,
    why_not_changer,
    why_not_le,
    why_not_presider,
    why_not_retirer,
    why_not_sieger,
)
from portal.certification.commission.services.convocations import (
    convoquer,
    prevenir,
    programmer,
)
from portal.comptes.models import Compte
from portal.dossiers.models import (
    Commission,
    Dossier,
    LienCandidat,
    MembreCommission,
)
from portal.dossiers.services import perform
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.workflow import Acte
from portal.web.filters import date_longue


class SeanceChangee(Refus):
    """Someone else changed the session since the page was shown."""


def creer(session: Session, valeurs: dict, *, by: Compte, at: datetime) -> Commission:
    _refuse(why_not_le(valeurs["le"], jour_de_paris(at)))
    commission = Commission(
        uimm_slug=by.uimm_slug or "", created_at=at, by_id=by.id, **valeurs
    )
    session.add(commission)
    return commission


def modifier(
    session: Session,
    commission: Commission,
    valeurs: dict,
    *,
    version: int,
    by: Compte,
    at: datetime,
) -> None:
    """A new date or hour puts every turn off and plans it again (1.4)."""
    on = jour_de_paris(at)
    tenir(session, commission, by)
    _refuse(why_not_changer(commission, on) or why_not_le(valeurs["le"], on))
    if commission.version != version:
        raise SeanceChangee("Cette séance a changé dans une autre fenêtre.")
    before = (commission.le, commission.heure)
    for name, value in valeurs.items():
        setattr(commission, name, value)
    for passage in ouverts(commission):
        _refuse(why_not_presider(commission, passage.dossier))
    commission.version += 1
    session.add(commission)
    if before != (commission.le, commission.heure):
        _deplacer(session, commission, before[1], by=by, at=at)
    reconvoquer(session, commission, by=by, at=at)
    for membre in commission.membres:
        prevenir(session, commission, membre, at=at)


def reconvoquer(
    session: Session, commission: Commission, *, by: Compte, at: datetime
) -> int:
    """The letter again to whoever is planned: what it says is what is true now."""
    _refuse(why_not_changer(commission, jour_de_paris(at)))
    turns = ouverts(commission)
    for passage in turns:
        convoquer(session, passage, by=by, at=at, remplace=True)
    return len(turns)


def ajouter_membre(
    session: Session,
    commission: Commission,
    membre: MembreCommission,
    *,
    by: Compte,
    at: datetime,
) -> None:
    tenir(session, commission, by)
    _refuse(why_not_changer(commission, jour_de_paris(at)))
    session.refresh(commission, ["membres"])
    who = (membre.nom, membre.email)
    if who in {(m.nom, m.email) for m in commission.membres}:
        raise Refus("Cette personne siège déjà à cette séance.")
    for passage in ouverts(commission):
        _refuse(why_not_sieger(membre, passage.dossier, {}))
    commission.membres.append(membre)
    session.flush()
    prevenir(session, commission, membre, at=at)


def retirer_membre(
    session: Session,
    commission: Commission,
    membre: MembreCommission,
    *,
    by: Compte,
    at: datetime,
) -> None:
    tenir(session, commission, by)
    session.refresh(commission, ["membres"])
    if membre not in commission.membres:
        raise Refus("Cette personne ne siège déjà plus.")
    _refuse(why_not_retirer(commission, jour_de_paris(at)))
    prevenir(session, commission, membre, at=at, modele="seance_sans_vous")
    for lien in queries.liens_du_membre(session, membre):
        session.delete(lien)
    session.flush()
    session.delete(membre)


def declarer_lien(
    session: Session,
    commission: Commission,
    membre: MembreCommission,
    dossier: Dossier,
    *,
    motif: str,
    by: Compte,
) -> None:
    """Whatever the day: a link that comes to light stops the conclusions."""
    tenir(session, commission, by)
    lien = LienCandidat(membre_id=membre.id, dossier_id=dossier.id, motif=motif)
    session.merge(lien)


def annuler(
    session: Session, commission: Commission, *, motif: str, by: Compte, at: datetime
) -> None:
    """Every open turn goes back to be planned again, with the reason."""
    tenir(session, commission, by)
    _refuse(why_not_annuler(commission))
    for passage in ouverts(commission):
        perform(
            session,
            Acte.REPORTER_COMMISSION,
            passage.dossier,
            by=by,
            at=at,
            motif=motif,
        )
        passage.motif, passage.clos_at = motif, at
        session.add(passage)
    commission.annulee_at, commission.motif = at, motif
    session.add(commission)
    if commission.le >= jour_de_paris(at):
        for membre in commission.membres:
            prevenir(session, commission, membre, at=at, modele="seance_annulee")


def tenir(session: Session, commission: Commission, by: Compte) -> None:
    """Lock the session and read it again: two people acting take turns."""
    if queries.seance(session, by, commission.id, lock=True) is None:
        raise Refus("Cette séance n’est pas celle de votre UIMM.")


def _deplacer(
    session: Session, commission: Commission, debut: str, *, by: Compte, at: datetime
) -> None:
    """The turns keep their order and their pace; the journal says both acts."""
    motif = f"La séance est déplacée au {date_longue(commission.le)}."
    for passage in ouverts(commission):
        perform(
            session,
            Acte.REPORTER_COMMISSION,
            passage.dossier,
            by=by,
            at=at,
            motif=motif,
        )
        passage.heure = decaler(passage.heure, debut, commission.heure)
        session.add(passage)
        programmer(session, passage, by=by, at=at)


def decaler(heure: str, debut: str, nouveau: str) -> str:
    """« 09:30 » of a session moved from « 09:00 » to « 14:00 » is « 14:30 »."""
    moved = _minutes(heure) - _minutes(debut) + _minutes(nouveau)
    if moved >= 24 * 60:
        raise Refus("À cette heure, le dernier entretien commencerait le lendemain.")
    return f"{moved // 60:02d}:{moved % 60:02d}"


def _minutes(heure: str) -> int:
    hours, _, minutes = heure.partition(":")
    return int(hours) * 60 + int(minutes)


def _refuse(reason: str | None) -> None:
    if reason:
        raise Refus(reason)
