from sqlmodel import Session

from portal.dossiers.models import Dossier, Identite


def identite(session: Session, dossier: Dossier) -> Identite:
    """Nobody deposits a request without one."""
    return session.get_one(Identite, dossier.id)
