"""Who sits: the unions asked, the members, what the CPREFP is told. No commit here."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlmodel import Session

from portal.certification.jury import queries
from portal.certification.jury.convocation import demande_de_designation
from portal.certification.jury.permissions import why_not_lier
from portal.certification.jury.services.jurys import open_jury
from portal.comptes.models import Compte
from portal.courrier.annonces import queue_mail
from portal.dossiers.models import (
    Designation,
    InformationCprefp,
    Jury,
    MembreJury,
    Organisation,
)
from portal.droit import jury as droit
from portal.droit.jours import jour_de_paris
from portal.droit.listes import College, ObjetCprefp
from portal.droit.refus import Refus


@dataclass(frozen=True, slots=True, kw_only=True)
class Siege:
    """What the form says of one person."""

    college: College
    nom: str
    organisation_slug: str | None = None
    organisme: str = ""
    fonction: str = ""
    email: str = ""
    interim: bool = False
    president: bool = False
    suppleant: bool = False


def ajouter(session: Session, jury: Jury, siege: Siege, *, version: int) -> MembreJury:
    open_jury(session, jury, version)
    membre = MembreJury(jury_id=jury.id, **asdict(siege))
    _check([*queries.membres(session, jury), membre], _linked(session, jury))
    session.add(membre)
    _changed(session, jury)
    return membre


def modifier(
    session: Session, jury: Jury, membre: MembreJury, siege: Siege, *, version: int
) -> None:
    """Another address is to be convened again."""
    open_jury(session, jury, version)
    before = membre.nom, membre.email, membre.organisation_slug
    # Read before a word is changed: a query would write what is not judged yet.
    others = [m for m in queries.membres(session, jury) if m.id != membre.id]
    linked = _linked(session, jury)
    for name, value in asdict(siege).items():
        setattr(membre, name, value)
    if before != (membre.nom, membre.email, membre.organisation_slug):
        membre.convoque_le = None
    _check([*others, membre], linked)
    session.add(membre)
    _changed(session, jury)


def retirer(session: Session, jury: Jury, membre: MembreJury, *, version: int) -> None:
    open_jury(session, jury, version)
    session.delete(membre)
    _changed(session, jury)


def demander(
    session: Session,
    jury: Jury,
    organisation: Organisation,
    *,
    by: Compte,
    at: datetime,
    relance: bool = False,
) -> None:
    """Ask one union to designate its member, or remind it once a day (R40)."""
    open_jury(session, jury)
    on = jour_de_paris(at)
    known = session.get(
        Designation, (jury.id, organisation.slug), populate_existing=True
    )
    if known and known.repondue_le:
        raise Refus("Cette organisation a déjà répondu.")
    if known and not relance:
        return  # someone else has just asked it
    if known and known.relancee_le == on:
        raise Refus("Cette organisation a déjà été relancée aujourd’hui.")
    if known:
        known.relancee_le = on
    row = known or Designation(
        jury_id=jury.id, organisation_slug=organisation.slug, demandee_le=on
    )
    session.add(row)
    queue_mail(
        session,
        destinataire=organisation.email,
        modele="designation_jury",
        donnees=demande_de_designation(
            jury, organisation, uimm=queries.uimm(session, jury), relance=bool(known)
        ),
        at=at,
    )


def repondre(session: Session, jury: Jury, slug: str, *, at: datetime) -> None:
    open_jury(session, jury)
    row = session.get(Designation, (jury.id, slug))
    if row is None:
        raise Refus("Cette organisation n’a pas encore été sollicitée.")
    row.repondue_le = row.repondue_le or jour_de_paris(at)
    session.add(row)


def informer(
    session: Session,
    jury: Jury,
    objets: Collection[ObjetCprefp],
    *,
    le: date,
    texte: str,
    by: Compte,
) -> None:
    """What its secretariat was sent, and when (R6, R52); even once cancelled."""
    queries.hold(session, jury)
    session.expire(jury, ["informations"])
    known = {(i.objet, i.le, i.texte, i.version) for i in jury.informations}
    session.add_all(
        InformationCprefp(
            jury_id=jury.id,
            le=le,
            objet=objet,
            texte=texte,
            version=jury.version,
            by_id=by.id,
        )
        for objet in objets
        if (objet, le, texte, jury.version) not in known
    )


def sync_convocation(jury: Jury, membres: Iterable[MembreJury]) -> None:
    """K4 is met the day the last of those who sit is convened."""
    days = [m.convoque_le for m in membres if m.college is not College.INVITE]
    sent = [d for d in days if d is not None]
    jury.convoque_le = max(sent) if sent and len(sent) == len(days) else None


def _linked(session: Session, jury: Jury) -> set[str]:
    dossiers = [t.dossier_id for t in queries.dossiers(session, jury)]
    return queries.adresses_liees(session, dossiers)


def _check(membres: list[MembreJury], liees: set[str]) -> None:
    if found := droit.refus(membres):
        raise Refus(" ".join(found))
    if reason := why_not_lier(membres, liees):
        raise Refus(reason)


def _changed(session: Session, jury: Jury) -> None:
    jury.version += 1
    session.flush()
    sync_convocation(jury, queries.membres(session, jury))
    session.add(jury)
