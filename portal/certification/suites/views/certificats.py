"""The result and the certificates of a dossier."""

from typing import Any
from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.catalogue.queries import contenu
from portal.certification.suites import queries
from portal.certification.suites.libelles import GENRE, MODE
from portal.certification.suites.permissions import why_not_handle
from portal.certification.suites.views.commun import bp, handled, notified
from portal.courrier import letters
from portal.courrier.lettres_textes import copie_conforme
from portal.dossiers.cap import cap
from portal.dossiers.models import Certificat, Dossier, Questionnaire
from portal.dossiers.parcours import projet
from portal.dossiers.suivi import suivi
from portal.droit.jours import jour_de_paris
from portal.droit.suites import MODELES
from portal.droit.workflow import Role
from portal.storage.contenu import PDF
from portal.web.access import open_to
from portal.web.downloads import send_content
from portal.web.pages import page


@bp.get("/dossiers/<uuid:id_>/certificats")
@open_to(Role.CANDIDAT, Role.INSTRUCTEUR, Role.RESPONSABLE)
def certificats(id_: UUID) -> ResponseReturnValue:
    """The candidate reads the result; its UIMM hands the certificates over."""
    dossier, seen_as = notified(id_)
    session = db.session()
    found = queries.certificats(session, dossier)
    view = suivi(dossier, seen_as, clock.today())
    common: dict[str, Any] = {
        "dossier": dossier,
        "suivi": view,
        "portee": projet(dossier),
        "certificats": [(c, _quoi(session, dossier, c)) for c in found],
        "lettre": queries.lettre(session, dossier),
        "modes": MODE,
        "genres": GENRE,
    }
    if seen_as is not Role.CANDIDAT:
        reason = why_not_handle(dossier, current_user)
        return page("suites/certificats.html", peut_agir=reason is None, **common)
    answered = session.get(Questionnaire, dossier.id) is not None
    return page("suites/resultat.html", cap=cap(view), rempli=answered, **common)


@bp.get("/dossiers/<uuid:id_>/copies/<uuid:copie_id>")
@open_to(Role.INSTRUCTEUR, Role.RESPONSABLE)
def copie(id_: UUID, copie_id: UUID) -> ResponseReturnValue:
    """R69: drawn from what the certificate froze, with its mark."""
    dossier = handled(id_)
    row, original = queries.copie(db.session(), dossier, copie_id) or abort(404)
    donnees = copie_conforme(original.donnees, jour_de_paris(row.at))
    content = letters.render(MODELES[original.genre], donnees)
    return send_content(content, nom=f"Copie {original.numero}.pdf", type_mime=PDF)


def _quoi(session, dossier: Dossier, certificat: Certificat) -> str:
    """The title of what it certifies."""
    if certificat.bloc_numero is None:
        return dossier.certification.titre
    version = contenu(session, dossier.referentiel_id)
    bloc = version.bloc(certificat.bloc_numero)
    return f"Bloc {bloc.numero}\u00a0: {bloc.intitule}"
