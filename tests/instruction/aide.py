"""What the tests of the instruction share."""

from datetime import date
from uuid import uuid4

from bs4 import BeautifulSoup

from portal.comptes.models import Invitation
from portal.dossiers.models import Accompagnement
from portal.droit.workflow import Role
from portal.instruction.lettres import Decision, lettre_d_avis
from portal.instruction.queries.dossier import instruction
from portal.instruction.services.avis import rendre_avis
from tests.factories import instant, save

AUJOURD_HUI = date(2026, 3, 20)
HTMX = {"HX-Request": "true"}


def soup(response):
    return BeautifulSoup(response.text, "html.parser")


def words(response):
    return " ".join(soup(response).get_text(" ").split())


def rows(response):
    return [tr.get_text(" ", strip=True) for tr in soup(response).select("tbody tr")]


def fragment(response, id_):
    [found] = soup(response).select(f"#{id_}")
    return found.prettify()


def fields(response, action):
    """The hidden fields of the form that posts there, as a browser sends them."""
    [form] = soup(response).select(f'form[action="{action}"]')
    return {i["name"]: i["value"] for i in form.select("input[type=hidden]")}


def date_fields(name, le):
    return {
        f"{name}-jour": str(le.day),
        f"{name}-mois": str(le.month),
        f"{name}-annee": str(le.year),
    }


def decide(session, dossier, by, decision=None, *, le=AUJOURD_HUI):
    """An avis on the letter as it is, in a transaction of the caller's."""
    decision = decision or Decision(favorable=True)
    letter = lettre_d_avis(instruction(session, dossier), decision, by=by, on=le)
    return rendre_avis(
        session,
        dossier,
        decision,
        empreinte=letter.empreinte,
        by=by,
        at=instant(le),
    )


def accompany(session, dossier, compte, *, revoked=False):
    invitation = save(
        session,
        Invitation(
            email=compte.email,
            role=Role.ACCOMPAGNATEUR,
            dossier_id=dossier.id,
            token_hash=uuid4().hex,
            created_at=instant(AUJOURD_HUI),
            expires_at=instant(AUJOURD_HUI),
        ),
    )
    return save(
        session,
        Accompagnement(
            dossier_id=dossier.id,
            compte_id=compte.id,
            invitation_id=invitation.id,
            accepte_at=instant(AUJOURD_HUI),
            revoque_at=instant(AUJOURD_HUI) if revoked else None,
        ),
    )
