"""What the tests of what follows a validation share."""

from datetime import UTC, date, datetime

from bs4 import BeautifulSoup

from portal.certification.suites.services.resultat import notify_result
from portal.dossiers.models import Dossier, DossierJury
from portal.dossiers.services import perform
from portal.droit.resultats import VALIDER, Issue
from portal.droit.workflow import Etat, Role
from tests.factories import make_compte, make_dossier, make_identite
from tests.factories.certification import CODES, make_dossier_jury

GTP_LE = date(2026, 6, 1)
AUJOURD_HUI = date(2027, 3, 1)
"""A year after the deposit: K0 allows a new request."""


def at(le=GTP_LE):
    return datetime(le.year, le.month, le.day, 10, tzinfo=UTC)


def issue_of(acquises):
    if not acquises:
        return Issue.AUCUNE
    return Issue.TOTALE if set(acquises) >= set(CODES) else Issue.PARTIELLE


def make_turn(session, acquises=CODES, jury=None, **over):
    """A dossier before the GTP, of which the jury decided `acquises`."""
    dossier = make_dossier(session, etat=Etat.TRANSMIS_GTP, **over)
    make_identite(session, dossier)
    return make_dossier_jury(session, dossier, jury, acquises=acquises)


def validate(session, turn, by, *, le=GTP_LE, issue=None):
    """The act of the GTP, then what follows from it, in the caller's transaction."""
    tour = session.get(DossierJury, turn.id)
    dossier = session.get(Dossier, turn.dossier_id)
    outcome = issue or issue_of([d.capacite_code for d in tour.decisions if d.acquise])
    perform(session, VALIDER[outcome], dossier, by=by, at=at(le))
    notify_result(session, tour, by=by, at=at(le))
    return dossier


def validated(session, write, acquises=CODES, *, issue=None, **over):
    """A dossier whose result was notified, with all that it entails."""
    turn = make_turn(session, acquises, **over)
    with write():
        validate(session, turn, make_gtp(session), issue=issue)
    return turn.dossier


def words(response):
    return " ".join(BeautifulSoup(response.text, "html.parser").get_text(" ").split())


def make_gtp(session):
    return make_compte(session, Role.GTP)
