"""The day itself: who came, what is decided, and the deliberation. No commit here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlmodel import Session

from portal.certification.fichiers_jury import Depose, name_file
from portal.certification.jury import queries
from portal.certification.jury.candidats import Candidat, candidats
from portal.certification.jury.permissions import (
    why_not_deliberer,
    why_not_ouvrir,
    why_not_voix,
)
from portal.certification.jury.services.jurys import JuryChange, announce, open_jury
from portal.comptes.models import Compte
from portal.dossiers.fichiers import erase_file
from portal.dossiers.models import DecisionJury, Jury
from portal.droit import jury as droit
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.relecture import exiger_lu
from portal.droit.workflow import Acte


@dataclass(frozen=True, slots=True)
class Decision:
    """What the jury decided of one candidate (R48, R45)."""

    acquises: Mapping[str, bool]
    pour: int
    contre: int
    commentaire: str = ""

    def champs(self) -> dict[str, str]:
        """As the form shows it, field by field."""
        choices = {f"c_{c}": "a" if got else "n" for c, got in self.acquises.items()}
        votes = {"pour": str(self.pour), "contre": str(self.contre)}
        return dict(sorted(choices.items())) | votes | {"commentaire": self.commentaire}


def decision_connue(candidat: Candidat) -> dict[str, str]:
    """Nothing before the jury said something: its form starts from the conclusions."""
    tour = candidat.tour
    if not tour.decisions:
        return {}
    words = (tour.pour or 0, tour.contre or 0, tour.commentaire)
    return Decision(candidat.decisions, *words).champs()


def noter_presences(
    session: Session, jury: Jury, presents: Collection[UUID], *, at: datetime
) -> None:
    """Who came, of those designated or invited (R62)."""
    _open_today(session, jury, at)
    for membre in queries.membres(session, jury):
        membre.present = membre.id in presents
        session.add(membre)


def decider(
    session: Session,
    jury: Jury,
    candidat: Candidat,
    decision: Decision,
    *,
    lue: str | None = None,
    at: datetime,
) -> None:
    """Kept until the jury deliberates: nothing moves the dossier before."""
    _open_today(session, jury, at)
    votes = len(droit.presents(queries.membres(session, jury)))
    if reason := why_not_voix(decision.pour, decision.contre, votes):
        raise Refus(reason)
    tour, aimed = candidat.tour, candidat.portee.capacites
    if set(decision.acquises) != set(aimed):
        raise Refus("Décidez tout ce que cette candidature vise, et rien d’autre.")
    session.expire(tour, ["pour", "contre", "commentaire", "decisions"])
    exiger_lu(decision_connue(candidat), decision.champs(), lue=lue)
    for row in list(tour.decisions):
        session.delete(row)
    session.flush()
    session.expire(tour, ["decisions"])
    session.add_all(
        DecisionJury(dossier_jury_id=tour.id, capacite_code=code, acquise=acquired)
        for code, acquired in decision.acquises.items()
    )
    tour.pour, tour.contre = decision.pour, decision.contre
    tour.commentaire = decision.commentaire
    session.add(tour)


def deposer_emargement(
    session: Session, jury: Jury, depose: Depose, *, by: Compte, at: datetime
) -> None:
    """Annexe 6, signed: another one replaces it until the deliberation."""
    _open_today(session, jury, at)
    old = jury.emargement
    jury.emargement_fichier_id = name_file(session, depose, by=by, at=at).id
    session.add(jury)
    if old:
        erase_file(session, old, at=at)


def empreinte(jury: Jury, read: Collection[Candidat]) -> str:
    """The digest of what the person confirms: presences, decisions, votes."""
    came = sorted(str(m.id) for m in jury.membres if m.present)
    decided = [
        (c.numero, sorted(c.decisions.items()), c.tour.pour, c.tour.contre)
        for c in read
    ]
    return sha256(repr((came, sorted(decided))).encode()).hexdigest()


def deliberer(
    session: Session, jury: Jury, *, lu: str, by: Compte, at: datetime
) -> int:
    """Every dossier of the jury at once, or none. `lu`: the digest of what was read."""
    open_jury(session, jury)
    session.refresh(jury, ["membres"])
    read = candidats(session, queries.dossiers(session, jury))
    if reason := why_not_deliberer(jury, read, jour_de_paris(at)):
        raise Refus(reason)
    if lu != empreinte(jury, read):
        raise JuryChange(
            "Une présence ou une décision vient de changer. Relisez la page, puis "
            "confirmez de nouveau."
        )
    for candidat in read:
        announce(session, Acte.DELIBERER, candidat.dossier, jury, by=by, at=at)
    jury.delibere_at = at
    session.add(jury)
    return len(read)


def _open_today(session: Session, jury: Jury, at: datetime) -> None:
    queries.hold(session, jury)
    if reason := why_not_ouvrir(jury, jour_de_paris(at)):
        raise Refus(reason)
