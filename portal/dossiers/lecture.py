"""Who may open which file of a dossier."""

from sqlmodel import Session, select

from portal.dossiers.models import Dossier, Fichier, Piece
from portal.droit.pieces import Genre
from portal.droit.workflow import UIMM, Acte, Role


def why_not_read(
    session: Session, fichier: Fichier, dossier: Dossier, qualite: Role
) -> str | None:
    """The candidate reads everything; the others what the rules give them."""
    if qualite is Role.CANDIDAT:
        return None
    genre = session.exec(
        select(Piece.genre).where(Piece.fichier_id == fichier.id)
    ).first()
    if genre is Genre.IDENTITE and qualite not in UIMM:
        # Section 0 rule 8: the UIMM only.
        return "La pièce d’identité n’est vue que par l’UIMM."
    if qualite in UIMM and genre is None and not _preuves_were_deposited(dossier):
        return "Ce dossier de preuves n’est pas encore déposé."
    return None


def _preuves_were_deposited(dossier: Dossier) -> bool:
    return any(e.acte is Acte.DEPOSER_PREUVES for e in dossier.evenements)
