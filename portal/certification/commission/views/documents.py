"""What the session gives to print, to send or to keep in a calendar."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.catalogue.queries import contenu
from portal.certification.commission.agenda import invitation
from portal.certification.commission.lettres import MODALITES, donnees_modalites
from portal.certification.commission.views.commun import (
    EQUIPE,
    bp,
    passage_or_404,
    seance_or_404,
)
from portal.certification.queries import contenus, noms_portes, passages_conclus
from portal.certification.recapitulatif import MODELE, donnees_recapitulatif
from portal.courrier.letters import render
from portal.droit.refus import Refus
from portal.web.access import open_to
from portal.web.downloads import send_content
from portal.web.filters import date_longue

PDF = "application/pdf"


@bp.get("/<uuid:id_>/recapitulatif.pdf")
@open_to(*EQUIPE)
def recapitulatif(id_: UUID) -> ResponseReturnValue:
    """R48; `?anonyme=1`: with numbers in the place of the names (R50)."""
    commission = seance_or_404(id_)
    session, on = db.session(), clock.today()
    mine = [p.dossier_id for p in commission.passages if p.clos_at]
    turns = passages_conclus(session, mine)
    turns = [p for p in turns if p.commission_id == commission.id]
    if not turns:
        raise Refus("La commission n’a pas encore rendu de conclusions.")
    numbers = {p.dossier_id: f"C-{commission.le:%Y-%m-%d}-{p.ordre:02d}" for p in turns}
    anonyme = request.args.get("anonyme") == "1"
    donnees = donnees_recapitulatif(
        turns,
        contenus=contenus(session, [p.dossier for p in turns]),
        uimm=current_user.uimm,
        le=on,
        anonyme=numbers if anonyme else None,
        noms=noms_portes(session, numbers),
        objet=f"commission du {date_longue(commission.le)}",
    )
    kind = "anonyme" if anonyme else "nominatif"
    nom = f"État récapitulatif {kind} {commission.le}.pdf"
    return send_content(render(MODELE, donnees), nom=nom, type_mime=PDF)


@bp.get("/<uuid:id_>/entretiens/<uuid:passage_id>/modalites.pdf")
@open_to(*EQUIPE)
def modalites(id_: UUID, passage_id: UUID) -> ResponseReturnValue:
    """R4: what the centre de ressources is sent."""
    turn = passage_or_404(id_, passage_id)
    text = contenu(db.session(), turn.dossier.referentiel_id)
    donnees = donnees_modalites(turn, text, current_user.uimm, on=clock.today())
    nom = f"Modalités d’évaluation {turn.dossier.numero}.pdf"
    return send_content(render(MODALITES, donnees), nom=nom, type_mime=PDF)


@bp.get("/<uuid:id_>/seance.ics")
@open_to(*EQUIPE)
def agenda(id_: UUID) -> ResponseReturnValue:
    """For the calendar of whoever sits: no candidate is in it."""
    commission = seance_or_404(id_)
    nom = f"Commission {commission.le}.ics"
    return send_content(invitation(commission), nom=nom, type_mime="text/calendar")
