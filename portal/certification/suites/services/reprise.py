"""A new request for the remainder alone (R67)."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from portal.catalogue.queries import certification
from portal.catalogue.referentiel import Contenu
from portal.certification.suites import queries
from portal.certification.suites.permissions import why_not_reprendre
from portal.comptes.models import Compte
from portal.dossiers.models import Dossier, Experience, Identite
from portal.dossiers.queries.acquis import gardees, restantes
from portal.dossiers.services import record
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.reglements import reglement_en_vigueur
from portal.droit.suites import blocs_a_reprendre
from portal.droit.workflow import Fait

FERMEE = "Cette certification n’est pas ouverte aux nouvelles demandes."
NE_SE_COPIE_PAS = {"id", "dossier_id", "version"}


def reprendre(
    session: Session, precedent: Dossier, *, by: Compte, at: datetime
) -> Dossier:
    """Begin the request, or bring the one already begun up to this day.

    Identity and experiences are copied. Neither the files, which prove the day they
    were joined, nor the accommodation asked for, which is health data (R37).
    """
    on = jour_de_paris(at)
    _lock(session, by)
    ouverture = certification(session, precedent.certification_slug, on)
    kept = gardees(session, precedent, on)
    if ouverture is None or ouverture.referentiel is None:
        raise Refus((ouverture and ouverture.why_closed) or FERMEE)
    own = queries.certificats(session, precedent)
    if reason := why_not_reprendre(precedent, ouverture, own, kept):
        raise Refus(reason)
    known = queries.brouillon(session, by, precedent.certification_slug)
    version = ouverture.referentiel.id
    dossier = known or _begin(session, precedent, version, by=by, at=at)
    dossier.precedent_id = precedent.id
    dossier.referentiel_id = version
    if ouverture.contenu:
        dossier.blocs_vises = _blocs(precedent, ouverture.contenu, kept)
        dossier.capacites_visees = restantes(session, dossier, ouverture.contenu, on)
    dossier.updated_at = at
    session.add(dossier)
    return dossier


def _begin(
    session: Session,
    precedent: Dossier,
    referentiel_id: UUID,
    *,
    by: Compte,
    at: datetime,
) -> Dossier:
    dossier = Dossier(
        candidat_id=by.id,
        certification_slug=precedent.certification_slug,
        referentiel_id=referentiel_id,
        reglement=reglement_en_vigueur(jour_de_paris(at)).code,
        uimm_slug=precedent.uimm_slug,
        sans_diplome=precedent.sans_diplome,
        created_at=at,
        updated_at=at,
    )
    session.add(dossier)
    session.flush()
    identite = queries.identite(session, precedent)
    session.add(Identite(dossier_id=dossier.id, **_copie(identite)))
    for experience in queries.experiences(session, precedent):
        session.add(Experience(dossier_id=dossier.id, **_copie(experience)))
    told = {"precedent": precedent.numero}
    record(session, Fait.OUVERT, dossier, by=by, at=at, donnees=told)
    return dossier


def _copie(row: Identite | Experience) -> dict:
    return row.model_dump(exclude=NE_SE_COPIE_PAS)


def _blocs(precedent: Dossier, contenu: Contenu, kept: set[str]) -> list[int]:
    blocs = {b.numero: b.capacites for b in contenu.blocs}
    aimed = [n for n in precedent.blocs_vises if n in blocs]
    return blocs_a_reprendre(aimed, blocs, kept)


def _lock(session: Session, compte: Compte) -> None:
    """Two tabs beginning the same request take turns."""
    session.exec(
        select(Compte.id).where(Compte.id == compte.id).with_for_update(key_share=True)
    ).one()
