"""Loading the unions of the territories. The caller owns the transaction."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlmodel import Session

from portal.catalogue.fichiers import CatalogueInvalide
from portal.catalogue.models import Uimm
from portal.certification.jury.organisations import OrganisationLue
from portal.dossiers.models import Organisation


def load_organisations(session: Session, lues: Sequence[OrganisationLue]) -> None:
    """Add or update; none is removed, past juries name them."""
    fautes = [f for lue in lues for f in _fautes(session, lue)]
    if fautes:
        raise CatalogueInvalide(fautes)
    for lue in lues:
        session.merge(Organisation(**asdict(lue)))


def _fautes(session: Session, lue: OrganisationLue) -> list[str]:
    if session.get(Uimm, lue.uimm_slug) is None:
        return [f"{lue.slug}\u00a0: uimm\u00a0: {lue.uimm_slug} n’existe pas"]
    known = session.get(Organisation, lue.slug)
    if known and known.uimm_slug != lue.uimm_slug:
        return [f"{lue.slug}\u00a0: uimm\u00a0: relève déjà de {known.uimm_slug}"]
    return []
