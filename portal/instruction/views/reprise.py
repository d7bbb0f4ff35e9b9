"""Going on without an answer, once its date has passed."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.comptes.models import Compte
from portal.dossiers.dossier_preuves import preuves_de
from portal.dossiers.faits import echeance_attendue, echeances_du
from portal.dossiers.models import Dossier
from portal.droit.echeances import Cle
from portal.droit.refus import Refus
from portal.droit.workflow import Etat
from portal.instruction import consequences
from portal.instruction.forms import ReprendreForm
from portal.instruction.permissions import why_not_reprendre
from portal.instruction.queries import dossier as queries
from portal.instruction.services.reprise import reprendre as reprendre_sans_reponse
from portal.instruction.views.commun import EQUIPE, bp, dossier_or_404
from portal.web.access import open_to
from portal.web.pages import page

ATTENTES = frozenset({Etat.A_COMPLETER, Etat.PREUVES_A_COMPLETER})


@bp.route("/<uuid:id_>/reprendre", methods=["GET", "POST"])
@open_to(*EQUIPE)
def reprendre(id_: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    if reason := why_not_reprendre(dossier, current_user, clock.today()):
        raise Refus(reason)
    form = ReprendreForm()
    if not form.validate_on_submit():
        return page(
            "instruction/reprendre.html",
            status=422 if form.errors else 200,
            dossier=dossier,
            form=form,
            attendue=echeance_attendue(dossier),
            preuves=dossier.etat is Etat.PREUVES_A_COMPLETER,
            consequences=_consequences(dossier),
        )
    with db.transaction() as session:
        reprendre_sans_reponse(
            session, dossier, motif=form.motif.data, by=current_user, at=clock.now()
        )
    flash("Le dossier est repris sans réponse. La personne est prévenue.", "succes")
    return redirect(url_for(".etabli", id_=id_), code=303)


def attente(dossier: Dossier, compte: Compte) -> dict[str, Any] | None:
    """What the bench says of a request that waits; None when none does."""
    awaited = echeance_attendue(dossier)
    if awaited is None or dossier.etat not in ATTENTES:
        return None
    return {
        "limite": awaited.limite,
        "preuves": dossier.etat is Etat.PREUVES_A_COMPLETER,
        "why_not": why_not_reprendre(dossier, compte, clock.today()),
    }


def _consequences(dossier: Dossier) -> list[consequences.Consequence]:
    on, session = clock.today(), db.session()
    if dossier.etat is Etat.A_COMPLETER:
        return consequences.de_la_reprise(queries.instruction(session, dossier), on)
    situations = queries.situations(session, dossier)
    marked = sum(bool(p.a_remplacer) for s in situations for p in preuves_de(s))
    limits = [e.limite for e in echeances_du(dossier) if e.cle is Cle.K2]
    return consequences.de_la_reprise_des_preuves(limits[-1], marked, on)
