"""What the pages of the UIMM and of the GTP share."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, abort
from flask_login import current_user

from portal import db
from portal.catalogue.models import Uimm
from portal.certification.gtp import archive
from portal.certification.gtp.queries import transmissions as queries
from portal.dossiers.models import Jury, Transmission
from portal.dossiers.permissions import why_not_ouvrir
from portal.droit.listes import PieceAttribution
from portal.droit.refus import Refus
from portal.droit.workflow import Role
from portal.storage.noms import content_disposition
from portal.web.downloads import HEADERS, SentFile
from portal.web.envois import storage

transmissions = Blueprint("transmissions", __name__, url_prefix="/transmissions")
gtp = Blueprint("gtp", __name__, url_prefix="/gtp")
EQUIPE = (Role.INSTRUCTEUR, Role.RESPONSABLE)


def jury_et_uimm(jury_id: UUID) -> tuple[Jury, Uimm]:
    """A jury of the reader's UIMM, once it has deliberated."""
    return queries.jury_de_l_uimm(db.session(), current_user, jury_id) or abort(404)


def jury_or_404(jury_id: UUID) -> Jury:
    jury, _uimm = jury_et_uimm(jury_id)
    return jury


def recue_or_404(id_: UUID) -> Transmission:
    return queries.transmission_recue(db.session(), id_) or abort(404)


def genre_or_404(genre: str) -> PieceAttribution:
    try:
        return PieceAttribution(genre)
    except ValueError:
        abort(404)


def give_archive(transmission: Transmission) -> Response:
    for piece in transmission.pieces:
        if reason := why_not_ouvrir(piece.fichier, current_user.id):
            raise Refus(f"{piece.fichier.nom}\u00a0: {reason}")
    nom = f"transmission-jury-{transmission.jury.le.isoformat()}.zip"
    content = archive.stream(storage(), transmission)
    return attachment(content, nom, "application/zip")


def attachment(content: Iterable[bytes] | bytes, nom: str, type_mime: str) -> SentFile:
    """What the portal writes on demand: saved, and kept by no cache."""
    response = SentFile(content, mimetype=type_mime, headers=HEADERS)
    response.headers["Content-Disposition"] = content_disposition(nom, inline=False)
    return response


def nom_de_lettre(jury_le: date) -> str:
    return f"Demande d’attribution, jury du {jury_le.isoformat()}.pdf"
