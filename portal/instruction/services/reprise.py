"""Going on with a dossier whose candidate did not answer. The caller commits."""

from datetime import datetime

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.models import Dossier, Evenement
from portal.dossiers.queries.preuves import dossier_preuves
from portal.dossiers.services import hold, keep_preuves, perform
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.workflow import Acte
from portal.instruction.permissions import acte_de_reprise, why_not_reprendre


def reprendre(
    session: Session, dossier: Dossier, *, motif: str, by: Compte, at: datetime
) -> Evenement:
    """What was refused stays so, and can be asked again (section 0 rule 1)."""
    hold(session, dossier)
    if reason := why_not_reprendre(dossier, by, jour_de_paris(at)):
        raise Refus(reason)
    acte = acte_de_reprise(dossier)
    if acte is Acte.REPRENDRE_PREUVES:
        # What was changed and never sent goes to the commission with the rest.
        keep_preuves(session, acte, dossier_preuves(session, dossier), at=at)
    return perform(session, acte, dossier, by=by, at=at, motif=motif)
