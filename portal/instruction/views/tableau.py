"""The dashboard of the responsable."""

from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlmodel import Session

from portal import clock, db
from portal.dossiers.models import Dossier
from portal.dossiers.queries.seances import jurys_a_venir
from portal.droit.delais import debut_du_suivi
from portal.droit.reglements import reglement_en_vigueur
from portal.droit.workflow import Etat, Role
from portal.instruction import tableau
from portal.instruction.filtres import Filtres
from portal.instruction.graphe import graphe
from portal.instruction.jurys import HORIZON, LigneJury, jurys_proches
from portal.instruction.lignes import Ligne, ligne
from portal.instruction.queries import file as file_queries
from portal.instruction.queries import tableau as queries
from portal.instruction.views.commun import bp
from portal.instruction.views.file import ONGLETS
from portal.web.access import open_to
from portal.web.pages import page


@bp.get("/tableau-de-bord")
@open_to(Role.RESPONSABLE)
def tableau_de_bord() -> ResponseReturnValue:
    on, session = clock.today(), db.session()
    cases, nobody = queries.cases(session, current_user, on=on)
    team = queries.charges(session, current_user, on=on)
    phases = tableau.phases(cases)
    return page(
        "instruction/tableau.html",
        uimm=team[0][0].uimm,
        on=on,
        regles=reglement_en_vigueur(on),
        vide=not any(phase.total.nombre for phase in phases),
        phases=phases,
        mots=ONGLETS,
        en_cours=tableau.en_cours(cases),
        charges=tableau.charges(team, nobody),
        ensemble=tableau.charge(cases, None, ""),
        montres=queries.MONTRES,
        file=_file,
        **_avis(session, on),
        **_listes(session, on),
        jurys=_jurys(session, on),
    )


def _avis(session: Session, on) -> dict[str, Any]:
    counted = queries.avis_par_mois(session, current_user, on=on)
    months = tableau.mois(counted, on)
    return {
        "mois": months,
        "graphe": graphe(months),
        "depuis": debut_du_suivi(on),
        "bilan": tableau.bilan_des_avis(
            queries.jalons_des_avis(session, current_user, on=on)
        ),
        "rendus": tableau.somme(list(counted.values())),
        "favorables": tableau.somme([n for (_le, f), n in counted.items() if f]),
        "defavorables": tableau.somme([n for (_le, f), n in counted.items() if not f]),
        "plafond": file_queries.PLAFOND,
    }


def _listes(session: Session, on) -> dict[str, Any]:
    """The late ones, then those whose preuves are to check."""
    found = queries.a_montrer(session, current_user, on=on)

    def rows(dossiers: list[Dossier]) -> list[Ligne]:
        shown = dossiers[: queries.MONTRES]
        return [ligne(d, d.evenements, None, on) for d in shown]

    return {
        "retards": rows([d for d in found if d.etat in queries.RECEVABILITE]),
        "preuves": rows([d for d in found if d.etat is Etat.PREUVES_DEPOSEES]),
    }


def _jurys(session: Session, on: date) -> list[LigneJury]:
    """Those to come that something is late or near for."""
    horizon = on + timedelta(days=HORIZON)
    slug = current_user.uimm_slug or ""
    return jurys_proches(jurys_a_venir(session, slug, depuis=on, jusqu_au=horizon), on)


def _file(filtres: Filtres) -> str:
    """The address of the queue that a figure counts."""
    arguments: dict[str, Any] = filtres.url()
    return url_for(".file", **arguments)
