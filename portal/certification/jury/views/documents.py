"""What is printed of a jury, made when it is asked for."""

from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification import pieces_jury
from portal.certification.jury import queries
from portal.certification.jury.convocation import MODELE, lettre
from portal.certification.jury.views.commun import EQUIPE, bp, jury_or_404
from portal.certification.queries import contenus, noms_portes, passages_conclus
from portal.certification.recapitulatif import MODELE as RECAPITULATIF
from portal.certification.recapitulatif import donnees_recapitulatif
from portal.courrier.letters import render
from portal.dossiers.donner import donner
from portal.dossiers.models import Jury
from portal.droit.refus import Refus
from portal.storage.contenu import PDF
from portal.web.access import open_to
from portal.web.downloads import send_content
from portal.web.filters import date_longue

CSV = "text/csv"


@bp.get("/<uuid:id_>/membres/<uuid:membre_id>/convocation.pdf")
@open_to(*EQUIPE)
def convocation(id_: UUID, membre_id: UUID) -> ResponseReturnValue:
    """The letter a juror shows to their employer (R51)."""
    found = jury_or_404(id_)
    who = queries.membre(db.session(), found, membre_id) or abort(404)
    data = lettre(
        found,
        who,
        uimm=queries.uimm(db.session(), found),
        by=current_user,
        on=who.convoque_le or clock.today(),
    )
    return send_content(
        render(MODELE, data), nom=_nom(found, f"Convocation {who.nom}"), type_mime=PDF
    )


@bp.get("/<uuid:id_>/recapitulatifs.pdf")
@open_to(*EQUIPE)
def recapitulatifs(id_: UUID) -> ResponseReturnValue:
    """What the jury examines, under the candidates' numbers only (R48, R50)."""
    found, session = jury_or_404(id_), db.session()
    numbers = {t.dossier_id: t.numero for t in queries.dossiers(session, found)}
    if not numbers:
        raise Refus("Aucun dossier n’est inscrit à ce jury.")
    turns = passages_conclus(session, numbers)
    if len(turns) < len(numbers):
        raise Refus("Les conclusions de la commission manquent pour un dossier.")
    data = donnees_recapitulatif(
        sorted(turns, key=lambda t: numbers[t.dossier_id]),
        contenus=contenus(session, [t.dossier for t in turns]),
        uimm=queries.uimm(session, found),
        le=clock.today(),
        anonyme=numbers,
        noms=noms_portes(session, numbers),
        objet=f"jury du {date_longue(found.le)}",
    )
    name = _nom(found, "États récapitulatifs anonymes")
    return send_content(render(RECAPITULATIF, data), nom=name, type_mime=PDF)


@bp.get("/<uuid:id_>/emargement.pdf")
@open_to(*EQUIPE)
def feuille(id_: UUID) -> ResponseReturnValue:
    """Annexe 6, to be signed (R62)."""
    found = jury_or_404(id_)
    data = pieces_jury.emargement(db.session(), found)
    content = render(pieces_jury.EMARGEMENT, data)
    return send_content(content, nom=_nom(found, "Feuille d’émargement"), type_mime=PDF)


@bp.get("/<uuid:id_>/emargement-signe")
@open_to(*EQUIPE)
def feuille_signee(id_: UUID) -> ResponseReturnValue:
    found = jury_or_404(id_).emargement
    if found is None or found.efface_at:
        abort(404)
    return donner(found)


@bp.get("/<uuid:id_>/proces-verbal.pdf")
@open_to(*EQUIPE)
def proces_verbal(id_: UUID) -> ResponseReturnValue:
    found = _deliberated(id_)
    data = pieces_jury.proces_verbal(db.session(), found)
    content = render(pieces_jury.PROCES_VERBAL, data)
    return send_content(content, nom=_nom(found, "Procès-verbal"), type_mime=PDF)


@bp.get("/<uuid:id_>/proces-verbal.csv")
@open_to(*EQUIPE)
def proces_verbal_csv(id_: UUID) -> ResponseReturnValue:
    found = _deliberated(id_)
    data = pieces_jury.proces_verbal(db.session(), found)
    name = _nom(found, "Procès-verbal", "csv")
    return send_content(pieces_jury.csv_du_pv(data), nom=name, type_mime=CSV)


def _deliberated(id_: UUID) -> Jury:
    """It holds names, so it waits for the decision (R50, reading A6)."""
    found = jury_or_404(id_)
    if found.delibere_at is None:
        raise Refus("Le procès-verbal se fait après la délibération.")
    return found


def _nom(found: Jury, piece: str, extension: str = "pdf") -> str:
    return f"{piece} jury {found.le.isoformat()}.{extension}"
