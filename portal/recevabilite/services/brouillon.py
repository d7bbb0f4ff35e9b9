"""A draft: begun, then filled page after page."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from portal.catalogue.queries import Ouverture, contenu
from portal.comptes.models import Compte
from portal.dossiers.fichiers import forget_copies
from portal.dossiers.models import Amenagement, Dossier, Experience, Identite
from portal.dossiers.queries.acquis import restantes
from portal.dossiers.services import hold, record
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.reglements import reglement_en_vigueur
from portal.droit.relecture import exiger_lu
from portal.droit.workflow import Fait
from portal.recevabilite import queries
from portal.recevabilite.permissions import why_blocs_unknown, why_not_edit


def commencer(
    session: Session,
    ouverture: Ouverture,
    *,
    blocs: list[int],
    uimm_slug: str,
    by: Compte,
    at: datetime,
) -> Dossier:
    """Begin a draft, or give back the one already begun for this CQPM."""
    reason = ouverture.why_closed or why_blocs_unknown(blocs, ouverture)
    if reason or ouverture.referentiel is None:
        raise Refus(reason or "")
    _lock(session, by)
    slug = ouverture.certification.slug
    if known := queries.brouillon(session, by, slug):
        return known
    dossier = Dossier(
        candidat_id=by.id,
        certification_slug=slug,
        referentiel_id=ouverture.referentiel.id,
        reglement=reglement_en_vigueur(jour_de_paris(at)).code,
        blocs_vises=sorted(blocs),
        uimm_slug=uimm_slug,
        created_at=at,
        updated_at=at,
    )
    session.add(dossier)
    session.flush()
    record(session, Fait.OUVERT, dossier, by=by, at=at)
    return dossier


def choisir(
    session: Session,
    dossier: Dossier,
    *,
    blocs: list[int],
    uimm_slug: str,
    by: Compte,
    at: datetime,
) -> None:
    """Change the scope (R20) or the centre d'examen (R2)."""
    edit(session, dossier, by=by, at=at)
    dossier.blocs_vises = sorted(blocs)
    dossier.uimm_slug = uimm_slug
    if dossier.precedent_id:
        _limit_to_the_remainder(session, dossier, at)


def save_identite(
    session: Session,
    dossier: Dossier,
    valeurs: dict,
    *,
    version: int,
    by: Compte,
    at: datetime,
) -> Identite | None:
    """The stored row when it changed meanwhile: nothing is then written."""
    edit(session, dossier, by=by, at=at)
    stored = session.get(Identite, dossier.id, populate_existing=True)
    if stored and stored.version != version:
        return stored
    identite = stored or Identite(dossier_id=dossier.id, version=0)
    _write(session, identite, valeurs)
    return None


def save_amenagement(
    session: Session,
    dossier: Dossier,
    demande: str,
    *,
    lue: str | None = None,
    by: Compte,
    at: datetime,
) -> None:
    """No request leaves no row: this is health data (R37)."""
    edit(session, dossier, by=by, at=at)
    stored = session.get(Amenagement, dossier.id, populate_existing=True)
    known = stored.demande if stored else ""
    exiger_lu({"demande": known}, {"demande": demande}, lue=lue)
    if demande:
        session.merge(Amenagement(dossier_id=dossier.id, demande=demande))
    elif stored:
        session.delete(stored)


def save_experience(
    session: Session,
    dossier: Dossier,
    valeurs: dict,
    *,
    id_: UUID | None,
    version: int,
    by: Compte,
    at: datetime,
) -> Experience | None:
    """The stored row when it changed meanwhile: nothing is then written."""
    edit(session, dossier, by=by, at=at)
    if id_ is None:
        experience = Experience(dossier_id=dossier.id, version=0, **valeurs)
    else:
        experience = _experience(session, dossier, id_)
        if experience.version != version:
            return experience
    _write(session, experience, valeurs)
    return None


def delete_experience(
    session: Session, dossier: Dossier, id_: UUID, *, by: Compte, at: datetime
) -> None:
    """Its justificatifs stay, tied to nothing."""
    edit(session, dossier, by=by, at=at)
    session.delete(_experience(session, dossier, id_))
    forget_copies(session, dossier.id, at=at)


def declarer_sans_diplome(
    session: Session, dossier: Dossier, *, sans: bool, by: Compte, at: datetime
) -> None:
    edit(session, dossier, by=by, at=at)
    dossier.sans_diplome = sans


def edit(session: Session, dossier: Dossier, *, by: Compte, at: datetime) -> None:
    """Hold the draft, or refuse."""
    hold(session, dossier)
    if reason := why_not_edit(dossier, by):
        raise Refus(reason)
    touch(session, dossier, at)


def touch(session: Session, dossier: Dossier, at: datetime) -> None:
    """« Dernier enregistrement » of the task list."""
    dossier.updated_at = at
    session.add(dossier)


def _limit_to_the_remainder(session: Session, dossier: Dossier, at: datetime) -> None:
    """R67: of another scope, other capacités are left."""
    version = contenu(session, dossier.referentiel_id)
    left = restantes(session, dossier, version, jour_de_paris(at))
    if not left:
        raise Refus(
            "Vous avez déjà acquis tout ce que visent ces blocs : choisissez-en "
            "d’autres, ou le CQPM entier."
        )
    dossier.capacites_visees = left


def _experience(session: Session, dossier: Dossier, id_: UUID) -> Experience:
    found = session.exec(
        select(Experience)
        .where(Experience.dossier_id == dossier.id)
        .where(Experience.id == id_)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise Refus("Cette expérience a été supprimée.")
    return found


def _write(session: Session, row: Identite | Experience, valeurs: dict) -> None:
    for name, value in valeurs.items():
        setattr(row, name, value)
    row.version += 1
    session.add(row)


def _lock(session: Session, compte: Compte) -> None:
    """Two tabs beginning the same CQPM take turns."""
    session.exec(
        select(Compte.id).where(Compte.id == compte.id).with_for_update(key_share=True)
    ).one()
