"""Why a person may not act on the dossier de preuves, in words; None when they may."""

from portal.comptes.models import Compte
from portal.dossiers.dossier_preuves import DossierPreuves
from portal.dossiers.models import Dossier, Preuve, SituationPro
from portal.dossiers.permissions import qualite, why_not, why_not_edit_preuves
from portal.droit.workflow import Acte, Etat, Role
from portal.preuves.restes import restes

SITUATIONS_MAX = 60
PREUVES_MAX = 300
"""For the whole dossier: what a commission may read, and a page may show."""


def may_read(dossier: Dossier, compte: Compte) -> bool:
    """The UIMM has pages of its own, once the dossier de preuves is deposited."""
    return qualite(dossier, compte) in {Role.CANDIDAT, Role.ACCOMPAGNATEUR}


def acte_de_depot(dossier: Dossier) -> Acte:
    completing = dossier.etat is Etat.PREUVES_A_COMPLETER
    return Acte.COMPLETER_PREUVES if completing else Acte.DEPOSER_PREUVES


def why_not_deposer_preuves(dp: DossierPreuves, compte: Compte) -> str | None:
    """R30: every capacité aimed at has a situation and a preuve, or its gap said."""
    return (
        why_not(acte_de_depot(dp.dossier), dp.dossier, compte)
        or " ".join(reste.phrase for reste in restes(dp))
        or None
    )


def why_not_ajouter_situation(dp: DossierPreuves, compte: Compte) -> str | None:
    if len(dp.situations) >= SITUATIONS_MAX:
        return f"Votre dossier a déjà {SITUATIONS_MAX}\u00a0situations."
    return why_not_edit_preuves(dp.dossier, compte)


def why_not_ajouter_preuve(dp: DossierPreuves, compte: Compte) -> str | None:
    if len(dp.preuves()) >= PREUVES_MAX:
        return f"Votre dossier a déjà {PREUVES_MAX}\u00a0preuves."
    return why_not_edit_preuves(dp.dossier, compte)


def why_not_supprimer(
    dp: DossierPreuves, situation: SituationPro, compte: Compte
) -> str | None:
    """What was deposited is kept: it is what the UIMM has checked."""
    if any(dp.was_deposited(preuve) for preuve in situation.preuves):
        return (
            "Des preuves de cette situation ont déjà été déposées\u00a0: elle ne peut "
            "plus être supprimée. Vous pouvez la modifier et retirer ses preuves."
        )
    return why_not_edit_preuves(dp.dossier, compte)


def why_not_accepter_ecart(dp: DossierPreuves, code: str, compte: Compte) -> str | None:
    if dp.couvertures[code].manque is None:
        return f"{code} est couverte\u00a0: il n’y a pas de manque à expliquer."
    return why_not_edit_preuves(dp.dossier, compte)


def why_not_garder(dp: DossierPreuves, preuve: Preuve, compte: Compte) -> str | None:
    if not preuve.a_remplacer:
        return "L’UIMM ne vous demande pas de remplacer cette preuve."
    return why_not_edit_preuves(dp.dossier, compte)
