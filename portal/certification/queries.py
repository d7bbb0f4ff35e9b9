"""What the steps of the certification phase read in common."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlmodel import Session, col, select

from portal.catalogue.queries import contenu
from portal.catalogue.referentiel import Contenu
from portal.dossiers.models import Commission, Dossier, Identite, PassageCommission
from portal.droit.listes import Presence


def passages_conclus(
    session: Session, dossiers: Collection[UUID]
) -> Sequence[PassageCommission]:
    """The turn on which each of these dossiers was concluded, the last if several.

    With the session, the dossier, its certification and the evaluations, in two
    statements; in the order of the dossiers' numbers.
    """
    found = session.exec(
        select(PassageCommission)
        .join(PassageCommission.commission)
        .join(PassageCommission.dossier)
        .where(col(PassageCommission.dossier_id).in_(dossiers))
        .where(PassageCommission.presence == Presence.PRESENT)
        .where(col(PassageCommission.clos_at).is_not(None))
        .options(
            contains_eager(PassageCommission.commission),
            contains_eager(PassageCommission.dossier).options(
                joinedload(Dossier.certification), joinedload(Dossier.uimm)
            ),
            selectinload(PassageCommission.evaluations),
        )
        .order_by(col(Dossier.numero), col(Commission.le), PassageCommission.clos_at)
    ).all()
    return list({passage.dossier_id: passage for passage in found}.values())


def contenus(session: Session, dossiers: Collection[Dossier]) -> Mapping[UUID, Contenu]:
    """The version of the référentiel each dossier was filed under, by its id (R13)."""
    return {d.referentiel_id: contenu(session, d.referentiel_id) for d in dossiers}


def noms_portes(session: Session, dossiers: Collection[UUID]) -> Mapping[UUID, str]:
    """Every name a comment may give: of birth, of use, and the first names."""
    rows = session.exec(select(Identite).where(col(Identite.dossier_id).in_(dossiers)))
    return {
        row.dossier_id: f"{row.nom_naissance} {row.nom_usage} {row.prenoms}"
        for row in rows
    }
