from collections.abc import Sequence

from sqlmodel import Session, select

from portal.catalogue.models import Enregistrement, UimmDepartement
from portal.dossiers.models import Dossier, Identite


def identite(session: Session, dossier: Dossier) -> Identite:
    """A blank one, not saved, when its data were erased."""
    return session.get(Identite, dossier.id) or Identite(dossier_id=dossier.id)


def enregistrements(session: Session, dossier: Dossier) -> Sequence[Enregistrement]:
    return session.exec(
        select(Enregistrement).where(
            Enregistrement.certification_slug == dossier.certification_slug
        )
    ).all()


def departements(session: Session, dossier: Dossier) -> Sequence[str]:
    return session.exec(
        select(UimmDepartement.departement).where(
            UimmDepartement.uimm_slug == dossier.uimm_slug
        )
    ).all()
