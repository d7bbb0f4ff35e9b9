"""What a day brings to the archives: proposals, warnings, and what needs nobody.

The whole can run again, or on two workers at once, and adds nothing.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from portal.archives import queries
from portal.archives.faits import faits_de
from portal.archives.queries import quotidien as recherches
from portal.archives.services.purges import confirmer, proposer
from portal.clock import PARIS
from portal.courrier.annonces import chemin, queue_mail
from portal.dossiers.models import Dossier, Purge
from portal.droit.archives import ABANDONS, Faits, a_purger, prevenir_le
from portal.droit.conservations import Regle, StatutPurge
from portal.droit.jours import ajouter_mois, jour_de_paris
from portal.droit.reglements import REGLEMENTS
from portal.droit.workflow import VALIDES, Etat

PROPOSEES = {
    Regle.REFUS: ABANDONS,
    Regle.RESUME: ABANDONS,
    Regle.VALIDATION: VALIDES,
}


def tenir_archives(session: Session, *, on: date, at: datetime) -> int:
    """The number of purges proposed today."""
    found = Counter(_rouvrir(session, on, at))
    found += Counter(_proposer(session, on, at))
    _prevenir(session, on, at)
    _suivre_brouillons(session, on, at)
    _oublier_amenagements(session, on, at)
    for slug, count in found.items():
        _annoncer(session, slug, count, on, at)
    return found.total()


def _rouvrir(session: Session, on: date, at: datetime) -> list[str]:
    """What was kept longer, and no longer is."""
    over = recherches.gardees_avant(session, on)
    for purge in over:
        purge.statut = StatutPurge.PROPOSEE
        purge.proposee_at = at
        session.add(purge)
    return [purge.uimm_slug or "" for purge in over]


def _proposer(session: Session, on: date, at: datetime) -> list[str]:
    before = _fin_du_mois(on, min(r.refus_mois for r in REGLEMENTS))
    slugs = []
    for regle, etats in PROPOSEES.items():
        for page in recherches.clos_sans_purge(session, etats, regle, avant=before):
            for dossier in page:
                if regle in a_purger(faits_de(dossier), on):
                    proposer(session, dossier, regle, at=at)
                    slugs.append(dossier.uimm_slug or "")
    return slugs


def _prevenir(session: Session, on: date, at: datetime) -> None:
    """A draft is warned about once: its proposal is the warning."""
    notice = timedelta(days=max(r.brouillon_preavis_jours for r in REGLEMENTS))
    before = _fin_du_mois(on + notice, min(r.brouillon_mois for r in REGLEMENTS))
    for page in recherches.brouillons_sans_purge(session, avant=before):
        for dossier in page:
            faits = faits_de(dossier)
            if prevenir_le(faits) <= on:
                proposer(session, dossier, Regle.BROUILLON, at=at)
                # Withdrawn by the candidate: nothing to keep it for.
                if dossier.etat is Etat.BROUILLON:
                    _mail_brouillon(session, dossier, faits, on, at)


def _suivre_brouillons(session: Session, on: date, at: datetime) -> None:
    """Taken up again: forgotten. Warned long enough ago: erased."""
    for purge, dossier in recherches.brouillons_annonces(session):
        faits = faits_de(dossier)
        if dossier.depose_le or prevenir_le(faits) > on:
            session.delete(purge)
        elif _annonce_assez(purge, faits, on) and a_purger(faits, on):
            confirmer(session, [purge], by=None, at=at)


def _annonce_assez(purge: Purge, faits: Faits, on: date) -> bool:
    """After an outage, the warning is late and so is the erasure."""
    notice = timedelta(days=faits.reglement.brouillon_preavis_jours)
    return jour_de_paris(purge.proposee_at) + notice <= on


def _oublier_amenagements(session: Session, on: date, at: datetime) -> None:
    for dossier in recherches.amenagements(session):
        if Regle.AMENAGEMENT in a_purger(faits_de(dossier), on):
            purge = proposer(session, dossier, Regle.AMENAGEMENT, at=at)
            confirmer(session, [purge], by=None, at=at)


def _fin_du_mois(on: date, mois: int) -> datetime:
    """Nothing touched later can be due: the law then says what really is."""
    return datetime.combine(ajouter_mois(on.replace(day=1), 1 - mois), time(), PARIS)


def _mail_brouillon(
    session: Session, dossier: Dossier, faits: Faits, on: date, at: datetime
) -> None:
    limit = ajouter_mois(faits.touche_le, faits.reglement.brouillon_mois)
    notice = timedelta(days=faits.reglement.brouillon_preavis_jours)
    queue_mail(
        session,
        destinataire=dossier.candidat.email,
        modele="brouillon_bientot_efface",
        donnees={
            "certification": dossier.certification.titre,
            "limite": max(limit, on + notice).isoformat(),
            "lien": chemin(dossier.id),
        },
        at=at,
        dossier_id=dossier.id,
        cle=f"brouillon:{dossier.id}:{limit}",
    )


def _annoncer(session: Session, slug: str, count: int, on: date, at: datetime) -> None:
    for compte in queries.responsables(session, slug):
        queue_mail(
            session,
            destinataire=compte.email,
            modele="purges_proposees",
            donnees={"nombre": count, "lien": "/archives"},
            at=at,
            cle=f"purges:{on}:{compte.id}",
        )
