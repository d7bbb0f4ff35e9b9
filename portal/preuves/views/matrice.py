"""The matrix: capacités aimed at × situations, with what is left to do."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.dossiers.dossier_preuves import DossierPreuves, preuves_de
from portal.dossiers.permissions import qualite, why_not_edit_preuves
from portal.dossiers.portee import deja_acquises
from portal.dossiers.suivi import suivi
from portal.droit.echeances import Cle
from portal.droit.workflow import Etat, Role
from portal.preuves.recapitulatif import quand
from portal.preuves.restes import avertissements, restes
from portal.preuves.views.commun import bp, carte, readable, statut
from portal.web.access import open_to
from portal.web.pages import page

COLONNES_LARGES = 5
"""Beyond, the columns carry the number of a situation instead of its title."""


@bp.get("/<uuid:id_>/preuves")
@open_to(Role.CANDIDAT, Role.ACCOMPAGNATEUR)
def matrice(id_: UUID) -> ResponseReturnValue:
    dp = readable(id_)
    why_not = why_not_edit_preuves(dp.dossier, current_user)
    view = suivi(dp.dossier, Role.CANDIDAT, clock.today())
    completing = dp.dossier.etat is Etat.PREUVES_A_COMPLETER
    return page(
        "preuves/matrice.html",
        dp=dp,
        mien=qualite(dp.dossier, current_user) is Role.CANDIDAT,
        modifiable=why_not is None,
        etat=view.etat,
        cible=view.delai(Cle.K9 if completing else Cle.K2_CIBLE),
        aujourdhui=clock.today(),
        a_completer=completing,
        deja=deja_acquises(dp.dossier, dp.contenu),
        couvertes=[c for c in dp.couvertures.values() if c.manque is None],
        restes=restes(dp),
        avertissements=avertissements(dp),
        action=_action(dp),
        serree=len(dp.situations) > COLONNES_LARGES,
        statut_de=statut,
        quand=quand,
        preuves_de=preuves_de,
        carte=carte,
    )


@bp.get("/<uuid:id_>/preuves/imprimer")
@open_to(Role.CANDIDAT, Role.ACCOMPAGNATEUR)
def imprimer(id_: UUID) -> ResponseReturnValue:
    """The whole dossier de preuves on one page, to read or to print."""
    return page(
        "preuves/imprimer.html",
        dp=readable(id_),
        quand=quand,
        preuves_de=preuves_de,
        carte=carte,
        statut_de=statut,
    )


def _action(dp: DossierPreuves) -> tuple[str, str]:
    """The one thing to do next, under the name of what it does."""
    id_ = dp.dossier.id
    left = restes(dp)
    if not dp.situations:
        return "Décrire votre première situation", url_for(".nouvelle", id_=id_)
    if left:
        return left[0].libelle, url_for(left[0].endpoint, id_=id_, **left[0].valeurs)
    return "Vérifier et déposer", url_for(".verifier", id_=id_)
