"""The years when a UIMM may erase the documents of a validation (K8)."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import extract, func
from sqlmodel import Session, col, select

from portal.dossiers.models import Dossier, Evenement
from portal.droit.archives import archives_jusqu_au
from portal.droit.reglements import REGLEMENTS, reglement
from portal.droit.workflow import VALIDATIONS, VALIDES

SPANS = {n for r in REGLEMENTS for n in (r.archives_rncp_annees, r.archives_annees)}


def archives_a_echoir(session: Session, uimm_slug: str, *, on: date) -> Counter[date]:
    """How many dossiers reach each last day, of this civil year and of the next."""
    first = date(on.year - max(SPANS), 1, 1)
    last = date(on.year + 1 - min(SPANS), 12, 31)
    year: Any = extract("year", col(Evenement.le))
    at_rncp = col(Dossier.enregistrement_code).is_not(None)
    rows = session.execute(
        select(year, at_rncp, Dossier.reglement, func.count())
        .join(Evenement, col(Evenement.dossier_id) == Dossier.id)
        .where(Dossier.uimm_slug == uimm_slug)
        .where(col(Dossier.etat).in_(VALIDES))
        .where(col(Evenement.acte).in_(VALIDATIONS))
        .where(col(Evenement.le).between(first, last))
        .group_by(year, at_rncp, col(Dossier.reglement))
    )
    found: Counter[date] = Counter()
    for validated, rncp, version, count in rows:
        day = date(int(validated), 1, 1)
        limit = archives_jusqu_au(day, rncp=bool(rncp), reglement=reglement(version))
        if limit.year - on.year in {0, 1}:
            found[limit] += count
    return found
