"""From a dossier's journal to what the rules of retention look at."""

from collections.abc import Collection, Iterable
from datetime import date

from portal.dossiers.models import Dossier, Evenement
from portal.droit.archives import Faits
from portal.droit.echeances import AVIS
from portal.droit.jours import jour_de_paris
from portal.droit.reglements import reglement
from portal.droit.workflow import CLOS, Acte


def faits_de(dossier: Dossier) -> Faits:
    """Its journal is loaded. The act that closed it is the last one."""
    journal = [e for e in dossier.evenements if e.acte]
    return Faits(
        etat=dossier.etat,
        touche_le=jour_de_paris(dossier.updated_at),
        reglement=reglement(dossier.reglement),
        depose_le=dossier.depose_le,
        avis_le=_dernier(journal, AVIS),
        session_le=_dernier(journal, {Acte.RENDRE_CONCLUSIONS}),
        clos_le=journal[-1].le if journal and dossier.etat in CLOS else None,
        rncp=dossier.enregistrement_code is not None,
    )


def _dernier(journal: Iterable[Evenement], actes: Collection[Acte]) -> date | None:
    days = [e.le for e in journal if e.acte and e.acte in actes]
    return days[-1] if days else None
