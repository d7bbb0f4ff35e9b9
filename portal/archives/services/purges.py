"""Proposed, decided, done. The caller commits."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from portal.archives import queries
from portal.archives.faits import faits_de
from portal.archives.permissions import (
    why_not_decider,
    why_not_demander,
    why_not_garder_jusqu_au,
)
from portal.archives.services.effacement import effacer
from portal.archives.services.journal import rangs_a_vider, vider
from portal.comptes.models import Compte
from portal.courrier.annonces import chemin, queue_mail
from portal.dossiers.models import Dossier, Purge
from portal.dossiers.queries import read_collections
from portal.dossiers.services import hold, record
from portal.droit.archives import Faits, a_purger, effacables, sans_uimm
from portal.droit.conservations import CONSERVATIONS, Contenu, Regle, StatutPurge
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.workflow import Fait
from portal.jobs.queue import enqueue


def proposer(
    session: Session, dossier: Dossier, regle: Regle, *, at: datetime
) -> Purge:
    """`why_not` is the caller's: the law says which rule applies, on which day."""
    purge = Purge(
        dossier_id=dossier.id,
        # What was never deposited is no UIMM's.
        uimm_slug=dossier.uimm_slug if dossier.depose_le else None,
        regle=regle,
        proposee_at=at,
    )
    session.add(purge)
    session.flush()
    return purge


def confirmer(
    session: Session, purges: Iterable[Purge], *, by: Compte | None, at: datetime
) -> None:
    """A job erases, as a dossier may hold many files. `by` None: the rule alone."""
    for purge in purges:
        if reason := why_not_decider(queries.lock(session, purge)):
            raise Refus(reason)
        purge.statut = StatutPurge.CONFIRMEE
        purge.confirmee_at = at
        purge.confirmee_by_id = by.id if by else None
        session.add(purge)
        enqueue(session, "purger", {"purge_id": str(purge.id)}, at=at)


def garder(
    session: Session, purge: Purge, *, jusqu_au: date, motif: str, at: datetime
) -> None:
    """Proposed again the day after; the reason is shown with it."""
    held = why_not_decider(queries.lock(session, purge))
    if reason := held or why_not_garder_jusqu_au(jusqu_au, jour_de_paris(at)):
        raise Refus(reason)
    purge.statut = StatutPurge.GARDEE
    purge.gardee_jusqu_au = jusqu_au
    purge.motif = motif
    session.add(purge)
    _repondre(session, purge, "effacement_reporte", at=at)


def demander(
    session: Session, dossiers: Sequence[Dossier], *, by: Compte, at: datetime
) -> int:
    """What is not the UIMM's goes at once.

    Give back the number of dossiers whose UIMM must answer.
    """
    asked = 0
    for dossier in dossiers:
        hold(session, dossier)
    presents = queries.contenus_presents(session, dossiers)
    for dossier in dossiers:
        read_collections(session, dossier)
        faits = faits_de(dossier)
        already = queries.demande_ouverte(session, dossier) is not None
        reason = why_not_demander(
            deja=already,
            effacables=effacables(faits),
            presents=presents[dossier.id],
        )
        if dossier.candidat_id != by.id or reason:
            raise Refus(reason or "Ce dossier n’est pas le vôtre.")
        _demander(session, dossier, faits, by=by, at=at)
        asked += not sans_uimm(faits)
    return asked


def _demander(
    session: Session, dossier: Dossier, faits: Faits, *, by: Compte, at: datetime
) -> None:
    regle = Regle.DEMANDE if dossier.depose_le else Regle.BROUILLON
    purge = queries.ouverte(session, dossier, regle)
    purge = purge or proposer(session, dossier, regle, at=at)
    if dossier.depose_le:
        record(session, Fait.EFFACEMENT_DEMANDE, dossier, by=by, at=at)
    if sans_uimm(faits):
        _executer(session, purge, dossier, effacables(faits), at=at)
        return
    for compte in queries.responsables(session, dossier.uimm_slug or ""):
        queue_mail(
            session,
            destinataire=compte.email,
            modele="effacement_demande",
            donnees={"numero": dossier.numero, "lien": "/archives"},
            at=at,
            dossier_id=dossier.id,
        )


def executer(session: Session, purge: Purge, *, at: datetime) -> None:
    """Erase what was confirmed, unless the rule has ceased to apply meanwhile."""
    dossier = session.get_one(Dossier, purge.dossier_id)
    hold(session, dossier)
    read_collections(session, dossier)
    faits = faits_de(dossier)
    contenus = contenus_de(purge.regle, faits, jour_de_paris(at))
    if not contenus:
        # Reopened, taken up again: there is nothing to remember.
        session.delete(purge)
        return
    _executer(session, purge, dossier, contenus, at=at)
    _repondre(session, purge, "effacement_fait", at=at)


def _repondre(session: Session, purge: Purge, modele: str, *, at: datetime) -> None:
    """Who asked is told; who did not reads it on the dossier's page."""
    if purge.regle is not Regle.DEMANDE or purge.dossier is None:
        return
    until = purge.gardee_jusqu_au
    queue_mail(
        session,
        destinataire=purge.dossier.candidat.email,
        modele=modele,
        donnees={
            "numero": purge.dossier.numero,
            "limite": until.isoformat() if until else None,
            "lien": f"{chemin(purge.dossier.id)}/conservation",
        },
        at=at,
        dossier_id=purge.dossier_id,
    )


def contenus_de(regle: Regle, faits: Faits, on: date) -> frozenset[Contenu]:
    """What is erased under this rule today, and nothing before its day."""
    if regle is Regle.DEMANDE:
        return effacables(faits)
    due = regle in a_purger(faits, on)
    return CONSERVATIONS[regle].contenus if due else frozenset()


def _executer(
    session: Session,
    purge: Purge,
    dossier: Dossier,
    contenus: Iterable[Contenu],
    *,
    at: datetime,
) -> None:
    whole = Contenu.TOUT in contenus
    if whole:
        purge.dossier_id = None
    kinds = set(contenus)
    purge.statut = StatutPurge.FAITE
    purge.faite_at = at
    session.add(purge)
    purge.lignes = effacer(session, dossier, kinds, at=at)
    if whole:
        return
    rangs = rangs_a_vider(session, dossier, kinds)
    record(
        session,
        Fait.DONNEES_EFFACEES,
        dossier,
        by=None,
        at=at,
        motif=" · ".join(purge.lignes),
        donnees={"regle": purge.regle, "contenus": sorted(kinds), "rangs": rangs},
    )
    vider(session, dossier, rangs)
