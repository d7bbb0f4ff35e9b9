"""The material check of the dossier de preuves: each preuve opens and reads.

Never the merits, which are the commission's and the jury's. The caller commits.
"""

from datetime import date, datetime

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.dossier_preuves import preuves_de
from portal.dossiers.models import Dossier, Evenement, Preuve
from portal.dossiers.services import hold, issue_document, perform
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.reglements import reglement
from portal.droit.relecture import exiger_lu
from portal.droit.workflow import Acte
from portal.instruction.lettres import accuse_de_preuves
from portal.instruction.permissions import (
    why_not_demander_preuves,
    why_not_recevoir_preuves,
    why_not_reponse_le,
    why_not_verifier_preuves,
)
from portal.instruction.queries import dossier as queries


def mark_preuve(
    session: Session,
    dossier: Dossier,
    preuve: Preuve,
    *,
    phrase: str,
    lue: str | None = None,
    by: Compte,
) -> None:
    """What is to be replaced, in words; an empty `phrase` takes the mark away."""
    hold(session, dossier)
    if reason := why_not_verifier_preuves(dossier, by):
        raise Refus(reason)
    session.refresh(preuve, ["a_remplacer"])
    exiger_lu({"phrase": preuve.a_remplacer}, {"phrase": phrase}, lue=lue)
    preuve.a_remplacer, preuve.reponse = phrase, ""
    session.add(preuve)


def demander_preuves(
    session: Session,
    dossier: Dossier,
    *,
    motif: str,
    reponse_le: date,
    by: Compte,
    at: datetime,
) -> Evenement:
    hold(session, dossier)
    regles = reglement(dossier.reglement)
    reason = why_not_demander_preuves(dossier, by) or why_not_reponse_le(
        regles, reponse_le, jour_de_paris(at)
    )
    if reason:
        raise Refus(reason)
    return perform(
        session,
        Acte.DEMANDER_PREUVES,
        dossier,
        by=by,
        at=at,
        motif=motif,
        donnees={"reponse_le": reponse_le.isoformat()},
    )


def recevoir_preuves(
    session: Session, dossier: Dossier, *, by: Compte, at: datetime
) -> Evenement:
    """Complete: the commission can be prepared; the candidate gets a receipt."""
    hold(session, dossier)
    preuves = [p for s in queries.situations(session, dossier) for p in preuves_de(s)]
    if reason := why_not_recevoir_preuves(dossier, preuves, by):
        raise Refus(reason)
    letter = accuse_de_preuves(
        dossier,
        queries.identite(session, dossier),
        preuves,
        queries.dernier_depot_de_preuves(session, dossier),
        on=jour_de_paris(at),
    )
    line = perform(session, Acte.RECEVOIR_PREUVES, dossier, by=by, at=at)
    issue_document(session, dossier, letter.modele, letter.donnees, at=at)
    return line
