"""What a day brings: reminders of deadlines, digests of unread comments.

Each message has a key that says what it is for, so the whole can run again, or
on two workers at once, and adds nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.courrier.annonces import chemin, queue_mail
from portal.courrier.queries import personnel
from portal.dossiers.calendrier import chemin_du_jury
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import Dossier, Jury
from portal.dossiers.queries.benefice import benefices_proches
from portal.dossiers.queries.seances import JuryAVenir, jurys_a_venir
from portal.droit.apres_jury import benefice
from portal.droit.echeances import ATTENDUES, Cle, Echeance, jours_restants
from portal.droit.reglements import (
    REGLEMENTS,
    Reglement,
    reglement,
    reglement_en_vigueur,
)
from portal.droit.workflow import Etat, Role
from portal.jobs.queries import NonLus, commentaires_non_lus, dossiers_proches

RETARD = -1
SUIVIES = {etat: {cle} for etat, cle in ATTENDUES.items()}
SUIVIES[Etat.RECEVABLE].add(Cle.K2)

MODELES: dict[tuple[Cle, Role], tuple[str, str | None]] = {
    (Cle.K1, Role.INSTRUCTEUR): ("alerte_bientot", "alerte_retard"),
    (Cle.K2, Role.INSTRUCTEUR): ("alerte_bientot", "alerte_retard"),
    (Cle.K2, Role.CANDIDAT): ("rappel_parcours", "alerte_parcours"),
    (Cle.K2_CIBLE, Role.CANDIDAT): ("rappel_preuves", None),
    (Cle.K6, Role.INSTRUCTEUR): ("alerte_bientot", "alerte_retard"),
    (Cle.K7, Role.CANDIDAT): ("rappel_benefice", None),
    (Cle.K9, Role.CANDIDAT): ("rappel_reponse", None),
}
"""Who is awaited → the message to them before the limit, to the UIMM after it."""
MODELES_JURY = ("alerte_jury_bientot", "alerte_jury_retard")

LOOK_BACK = timedelta(days=100)
"""A dossier is found by its target date, its limit comes some two months later;
the rest is how long the worker may have been away without an alert being lost."""


@dataclass(frozen=True)
class Rappel:
    dossier: Dossier
    echeance: Echeance
    rang: int
    """Days before the limit, or RETARD."""

    @property
    def modele(self) -> str | None:
        before, after = MODELES[self.echeance.cle, self.echeance.qui]
        return after if self.rang == RETARD else before

    @property
    def candidat(self) -> bool:
        return self.rang != RETARD and self.echeance.qui is Role.CANDIDAT


def queue_reminders(session: Session, *, on: date, at: datetime) -> int:
    """The number of messages queued: 0 when all were already."""
    return (
        _queue_deadlines(session, on, at)
        + _queue_benefices(session, on, at)
        + _queue_jurys(session, on, at)
        + _queue_digests(session, on, at)
    )


def rappels(dossier: Dossier, on: date) -> Iterator[Rappel]:
    """What is to be said of this dossier today, whether or not it was said."""
    regles = reglement(dossier.reglement)
    for echeance in echeances_du(dossier):
        running = echeance.finie_le is None and echeance.suspendue_le is None
        if running and echeance.cle in SUIVIES[dossier.etat]:
            rang = palier(echeance, on, regles)
            if rang is not None:
                yield Rappel(dossier, echeance, rang)


def palier(echeance: Echeance, on: date, regles: Reglement) -> int | None:
    """Which reminder is due, in days before the limit; RETARD after it.

    After an outage only the most pressing one is. A delay shorter than a
    reminder does not get it: the request itself has just given the date.
    """
    left = jours_restants(echeance, on)
    if left < 0:
        return RETARD
    soon = (regles.seuil_bientot_jours,)
    own = {Cle.K7: regles.rappels_benefice_jours, Cle.K9: regles.rappels_jours}
    marks = own.get(echeance.cle, soon)
    length = (echeance.limite - echeance.debut).days
    return min((n for n in marks if left <= n < length), default=None)


def _queue_deadlines(session: Session, on: date, at: datetime) -> int:
    staff = cache(partial(personnel, session))
    notice = max(max(*r.rappels_jours, r.seuil_bientot_jours) for r in REGLEMENTS)
    pages = dossiers_proches(
        session,
        SUIVIES,
        depuis=on - LOOK_BACK,
        jusqu_au=on + timedelta(days=notice),
    )
    return sum(
        _queue(session, rappel, on, at, staff)
        for page in pages
        for dossier in page
        for rappel in rappels(dossier, on)
    )


def _queue_benefices(session: Session, on: date, at: datetime) -> int:
    """K7: for the candidate alone, and no word of it once the day has passed."""
    notice = max(max(r.rappels_benefice_jours) for r in REGLEMENTS)
    until = on + timedelta(days=notice)
    found = [
        Rappel(dossier, echeance, rang)
        for dossier, acquis in benefices_proches(session, depuis=on, jusqu_au=until)
        for echeance in benefice(acquis)
        if not echeance.tenue_le
        and (rang := palier(echeance, on, reglement(dossier.reglement)))
    ]
    return sum(_queue(session, rappel, on, at, lambda _uimm: []) for rappel in found)


def rappels_du_jury(a_venir: JuryAVenir, on: date) -> dict[tuple[date, int], list[Cle]]:
    """Limit and rank → what is still to be done: one message says both K3 and K4.

    K5 is met by the convocation, as K4 whose limit comes first: a reminder before
    it would say the same again.
    """
    found: dict[tuple[date, int], list[Cle]] = {}
    regles = reglement_en_vigueur(a_venir.jury.le)
    for echeance in a_venir.echeances:
        rang = None if echeance.tenue_le else palier(echeance, on, regles)
        if rang == RETARD or (rang and echeance.cle is not Cle.K5):
            found.setdefault((echeance.limite, rang), []).append(echeance.cle)
    return found


def _queue_jurys(session: Session, on: date, at: datetime) -> int:
    """K3, K4, K5, until the jury meets: for the staff of its UIMM."""
    staff = cache(partial(personnel, session))
    until = on + timedelta(days=max(map(_preavis_du_jury, REGLEMENTS)))
    return sum(
        queue_mail(
            session,
            destinataire=compte.email,
            modele=MODELES_JURY[rang == RETARD],
            donnees=_donnees_du_jury(a_venir.jury, limite, cles),
            at=at,
            cle=f"rappel:{a_venir.jury.id}:{limite}:{rang}:{compte.id}",
        )
        for a_venir in jurys_a_venir(session, None, depuis=on, jusqu_au=until)
        for (limite, rang), cles in rappels_du_jury(a_venir, on).items()
        for compte in staff(a_venir.jury.uimm_slug)
    )


def _preavis_du_jury(regles: Reglement) -> int:
    """How long before the jury its first reminder may be due."""
    before = (regles.designation_jours, regles.convocation_jours)
    return max(*before, regles.prevenance_jours) + regles.seuil_bientot_jours


def _donnees_du_jury(jury: Jury, limite: date, cles: Sequence[Cle]) -> dict:
    return {
        "cles": [cle.value for cle in cles],
        "rendez_vous": jury.le.isoformat(),
        "limite": limite.isoformat(),
        "lien": chemin_du_jury(jury),
    }


def _queue(
    session: Session,
    rappel: Rappel,
    on: date,
    at: datetime,
    staff: Callable[[str], Sequence[Compte]],
) -> int:
    dossier, echeance = rappel.dossier, rappel.echeance
    if rappel.modele is None:
        return 0
    people = [dossier.candidat] if rappel.candidat else staff(dossier.uimm_slug or "")
    subject = f"{dossier.id}:{echeance.cle}:{echeance.limite}:{rappel.rang}"
    return sum(
        queue_mail(
            session,
            destinataire=compte.email,
            modele=rappel.modele,
            donnees=_donnees(rappel, on),
            at=at,
            dossier_id=dossier.id,
            cle=f"rappel:{subject}:{compte.id}",
        )
        for compte in people
    )


def _donnees(rappel: Rappel, on: date) -> dict:
    return {
        "numero": rappel.dossier.numero,
        "certification": rappel.dossier.certification.titre,
        "cle": rappel.echeance.cle.value,
        "limite": rappel.echeance.limite.isoformat(),
        "jours": abs(jours_restants(rappel.echeance, on)),
        "lien": chemin(rappel.dossier.id),
    }


def _queue_digests(session: Session, on: date, at: datetime) -> int:
    """One message a day and reader at most, about the comments of the days before.

    Its key is the day of the newest: nothing new, no second message.
    """
    return sum(
        _queue_digest(session, non_lus, at)
        for non_lus in commentaires_non_lus(session, on, depuis=on - LOOK_BACK)
    )


def _queue_digest(session: Session, non_lus: NonLus, at: datetime) -> bool:
    return queue_mail(
        session,
        destinataire=non_lus.email,
        modele="commentaires",
        donnees={
            "nombre": non_lus.nombre,
            "liens": [chemin(id_) for id_ in non_lus.dossiers],
        },
        at=at,
        cle=f"commentaires:{non_lus.compte_id}:{non_lus.dernier_le}",
    )
