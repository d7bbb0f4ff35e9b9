"""What the tests of the commission share."""

from datetime import date

from sqlmodel import select

from portal.certification.commission.services.passages import Plan, planifier
from portal.courrier.models import Courriel
from portal.dossiers.models import Document, Evenement
from tests.factories import instant

AUJOURD_HUI = date(2026, 4, 10)
LE = date(2026, 4, 15)
"""Of the session."""
MODALITES = {"1": "a", "2": "a", "3": "a"}


def plan(**over):
    return Plan(**{"heure": "09:30", "modalites": MODALITES} | over)


def put_on(session, commission, dossier, by, **over):
    """In the caller's transaction."""
    return planifier(
        session, commission, dossier, plan(**over), by=by, at=instant(AUJOURD_HUI)
    )


def journal(session, dossier):
    """The last lines first, by the name of the act or of the fact."""
    query = select(Evenement).where(Evenement.dossier_id == dossier.id)
    rows = session.exec(query.order_by(Evenement.id.desc())).all()
    return [str(row.acte or row.fait) for row in rows]


def letters(session, dossier):
    query = select(Document).where(Document.dossier_id == dossier.id)
    return session.exec(query).all()


def mails(session, modele):
    return session.exec(select(Courriel).where(Courriel.modele == modele)).all()


def date_fields(name, le):
    return {
        f"{name}-jour": str(le.day),
        f"{name}-mois": str(le.month),
        f"{name}-annee": str(le.year),
    }


def reread(session):
    """See what another session committed."""
    session.rollback()
    session.expire_all()


def url_of(turn, end=""):
    return f"/commissions/{turn.commission_id}/entretiens/{turn.id}{end}"
