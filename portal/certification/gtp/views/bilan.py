"""The annual bilan of the GTP, on a page and in a spreadsheet."""

from flask import request
from flask.typing import ResponseReturnValue

from portal import clock, db
from portal.certification.gtp.bilan import Groupe, bilan_en_tableur, groupes
from portal.certification.gtp.queries import bilan as queries
from portal.certification.gtp.queries.file import uimms
from portal.certification.gtp.views.commun import attachment, gtp
from portal.droit.reglements import REGLEMENTS, reglement_en_vigueur
from portal.droit.workflow import Role
from portal.web.access import open_to
from portal.web.pages import page


@gtp.get("/bilan")
@open_to(Role.GTP)
def bilan() -> ResponseReturnValue:
    annee, session, on = _annee(), db.session(), clock.today()
    comptes = queries.comptes(session, annee)
    return page(
        "gtp/bilan.html",
        annee=annee,
        precedente=annee - 1 if annee > REGLEMENTS[0].en_vigueur_le.year else None,
        suivante=annee + 1 if annee < on.year else None,
        ensemble=Groupe("Ensemble", tuple(comptes)),
        par_cqpm=groupes(
            comptes, lambda c: c.certification, queries.certifications(session)
        ),
        par_uimm=groupes(comptes, lambda c: c.uimm, uimms(session)),
        renvoyees=queries.renvoyees(session, annee),
        mois=reglement_en_vigueur(on).transmission_mois,
    )


@gtp.get("/bilan.csv")
@open_to(Role.GTP)
def bilan_csv() -> ResponseReturnValue:
    annee, session = _annee(), db.session()
    content = bilan_en_tableur(
        annee,
        queries.comptes(session, annee),
        queries.certifications(session),
        uimms(session),
    )
    return attachment(content, f"bilan-{annee}.csv", "text/csv")


def _annee() -> int:
    """The one asked for, if the règlement was in force; else this one."""
    this = clock.today().year
    asked = request.args.get("annee", "")
    known = range(REGLEMENTS[0].en_vigueur_le.year, this + 1)
    return int(asked) if asked in {str(year) for year in known} else this
